"""Guided practices: cues come in order, and their words fit into every length."""

from collections.abc import Iterator

from program.modules.cue_times import BREATH, crowded, cue_times, needed, said_in
from program.modules.draft import Draft
from program.modules.issues import Issue, nearest
from program.modules.practice import PracticeFile, PracticeWords
from program.modules.reach import SAFE_PRACTICE
from program.modules.typed import Placed

LONGEST = 40
"""Minutes of a practice, at most: a step asks for no more."""
LONGEST_SILENCE = 150
"""Seconds that somebody is left alone with it before a note is made of it."""


def check_practices(draft: Draft) -> Iterator[Issue]:
    """Order of lengths and cues, and time to say them. That each cue and each anchor has its
    sentences is looked at with all other words."""
    safe = draft.practices.get(SAFE_PRACTICE)
    unsafe = safe.value.mindful if safe else SAFE_PRACTICE not in draft.names("practices")
    for name, placed in draft.practices.items():
        if placed.value.mindful and unsafe:
            message = f"This looks inward, and {SAFE_PRACTICE} is not there to take its place."
            advice = f"write the practice {SAFE_PRACTICE} with `mindful: false`"
            yield placed.issue("no-swap", message, advice, "mindful")
        wrong = [*_order(placed), *_lengths(placed)]
        yield from wrong
        for words in draft.practice_words.get(name, {}).values():
            yield from _anchors(placed.value, words)
            if not wrong:
                hurried = [*_time(placed, words)]
                yield from hurried or _silence(placed, words)


def _order(placed: Placed[PracticeFile]) -> Iterator[Issue]:
    latest = -1
    end = min(placed.value.minutes) * 60
    for n, cue in enumerate(placed.value.cues):
        if cue.at <= latest:
            message = f"The cue {cue.say} is said at {cue.at}, before or with the one above."
            advice = "order the cues by their seconds"
            yield placed.issue("cue-order", message, advice, "cues", n, "at")
        latest = max(latest, cue.at)
        if cue.at >= end:
            message = f"The cue {cue.say} is said after the shortest version has ended."
            yield placed.issue(
                "cue-late", message, f"say it before second {end}", "cues", n, "at"
            )


def _lengths(placed: Placed[PracticeFile]) -> Iterator[Issue]:
    file = placed.value
    if list(file.minutes) != sorted(set(file.minutes)):
        message = "The lengths are not in order."
        advice = "write the shortest first, each once"
        yield placed.issue("minutes-order", message, advice, "minutes")
    for n, minutes in enumerate(file.minutes):
        if not 1 <= minutes <= LONGEST:
            message = f"A practice of {minutes} minutes cannot be offered."
            advice = f"write lengths from 1 to {LONGEST} minutes"
            yield placed.issue("wrong-value", message, advice, "minutes", n)
    for n, cue in enumerate(file.cues):
        if cue.from_ is None:
            continue
        lengths = ", ".join(map(str, file.minutes))
        if n in (0, len(file.cues) - 1):
            message = (
                f"The cue {cue.say} opens or closes the practice, so it is in every length."
            )
            yield placed.issue("cue-from", message, "leave `from` out", "cues", n, "from")
        elif not min(file.minutes) < cue.from_ <= max(file.minutes):
            message = (
                f"from: {cue.from_} parts none of the lengths ({lengths}) from the others."
            )
            advice = "name a longer length, or leave `from` out"
            yield placed.issue("cue-from", message, advice, "cues", n, "from")


def _anchors(file: PracticeFile, words: Placed[PracticeWords]) -> Iterator[Issue]:
    known = {cue.say for cue in file.cues}
    for anchor, said in words.value.anchors.items():
        for name in said.keys() - known:
            message = f"No cue is called {name}, so anchors.{anchor}.{name} is never said."
            advice = nearest(name, known)
            yield words.issue("spare-words", message, advice, "anchors", anchor, name)


def _time(placed: Placed[PracticeFile], words: Placed[PracticeWords]) -> Iterator[Issue]:
    """Nobody is hurried: each sentence can be said before the next, in every length."""
    file = placed.value
    for minutes in file.minutes:
        if over := crowded(file, words.value, minutes):
            message = (
                f"{minutes} minutes are {over:g} seconds too short for what is said in them."
            )
            advice = "say less, or give some cues a `from`"
            yield words.issue("too-many-words", message, advice, "cues")
            return
    shortest = [file.cues[n] for n in said_in(file, file.minutes[0])]
    ends = [*(cue.at for cue in shortest[1:]), file.minutes[0] * 60 + BREATH]
    for cue, end in zip(shortest, ends, strict=True):
        need = needed(cue, words.value)
        if cue.at + need > end:
            message = f"{cue.say} takes {need:.0f} seconds to say, and has {end - cue.at:.0f}."
            advice = f"give it until second {cue.at + need:.0f}, or say less"
            yield words.issue("cue-crowded", message, advice, "cues", cue.say)


def _silence(placed: Placed[PracticeFile], words: Placed[PracticeWords]) -> Iterator[Issue]:
    """A note on the longest silence, where somebody may wonder whether it has ended."""
    file, found = placed.value, []
    for minutes in file.minutes:
        times = cue_times(file, words.value, minutes)
        ends = [*(time.at for time in times[1:]), minutes * 60]
        for time, end in zip(times, ends, strict=True):
            cue = file.cues[time.cue]
            found.append((end - time.at - needed(cue, words.value), cue.say, minutes))
    seconds, say, minutes = max(found)
    if seconds > LONGEST_SILENCE:
        message = (
            f"After {say}, nothing is said for {seconds:.0f} seconds of {minutes} minutes."
        )
        advice = f"give {minutes} minutes one more cue with `from`"
        if minutes == min(file.minutes):
            advice = "say something in between, and close it at the end"
        yield words.issue("long-silence", message, advice, "cues", say, note=True)
