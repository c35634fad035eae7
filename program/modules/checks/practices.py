"""Guided practices: cues come in order and fit into the shortest version."""

from collections.abc import Iterator

from program.modules.draft import Draft
from program.modules.issues import Issue
from program.modules.reach import SAFE_PRACTICE


def check_practices(draft: Draft) -> Iterator[Issue]:
    """Order of lengths and cues. Their sentences are checked with all other words."""
    safe = draft.practices.get(SAFE_PRACTICE)
    unsafe = safe.value.mindful if safe else SAFE_PRACTICE not in draft.names("practices")
    for placed in draft.practices.values():
        if placed.value.mindful and unsafe:
            message = f"This looks inward, and {SAFE_PRACTICE} is not there to take its place."
            advice = f"write the practice {SAFE_PRACTICE} with `mindful: false`"
            yield placed.issue("no-swap", message, advice, "mindful")
        file = placed.value
        if list(file.minutes) != sorted(set(file.minutes)):
            message = "The lengths are not in order."
            advice = "write the shortest first, each once"
            yield placed.issue("minutes-order", message, advice, "minutes")
        latest = -1
        for n, cue in enumerate(file.cues):
            if cue.at <= latest:
                message = (
                    f"The cue {cue.say} is said at {cue.at}, before or with the one above."
                )
                advice = "order the cues by their seconds"
                yield placed.issue("cue-order", message, advice, "cues", n, "at")
            latest = max(latest, cue.at)
            if cue.at >= min(file.minutes) * 60:
                message = f"The cue {cue.say} is said after the shortest version has ended."
                advice = f"say it before second {min(file.minutes) * 60}"
                yield placed.issue("cue-late", message, advice, "cues", n, "at")
