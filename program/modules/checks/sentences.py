"""Sentences a tired person can follow: none too long, short on average, few long words."""

from collections.abc import Iterator
from typing import Any

from program.modules.draft import Draft
from program.modules.issues import Issue
from program.modules.reading import HARDEST_MODULE, in_sentences, plain, smog, words
from program.modules.spec import Lesson
from program.modules.typed import Placed
from program.words import SOURCE

LONGEST = 20
"""Words in a sentence."""
USUAL = 12
"""Words in a sentence on average, over a lesson."""
_FEWEST = 30
"""Sentences below which a SMOG grade says nothing."""


def check_sentences(draft: Draft) -> Iterator[Issue]:
    """Every English lesson, its short form included, and each module's lessons together."""
    for name, module in draft.modules.items():
        lessons = [
            by_locale[SOURCE]
            for key, by_locale in draft.lessons.items()
            if key.startswith(f"{name}/") and SOURCE in by_locale
        ]
        for lesson in lessons:
            yield from _lesson(lesson)
        yield from _module(module, [lesson.value for lesson in lessons])


def _lesson(lesson: Placed[Lesson]) -> Iterator[Issue]:
    for key in ("body", "short"):
        text = plain(getattr(lesson.value, key))
        said = [(words(sentence), sentence) for sentence in in_sentences(text)]
        for count, sentence in said:
            if count > LONGEST:
                message = (
                    f"A sentence has {count} words; {LONGEST} are the most: {sentence[:60]}"
                )
                yield lesson.issue("long-sentence", message, "make two of it", key)
        if key == "body" and said:
            mean = sum(count for count, _ in said) / len(said)
            if mean > USUAL:
                message = f"Sentences have {mean:.1f} words on average; {USUAL} are the most."
                yield lesson.issue("long-sentences", message, "shorter sentences", key)


def _module(module: Placed[Any], lessons: list[Lesson]) -> Iterator[Issue]:
    lines = "\n".join(plain(form) for one in lessons for form in (one.body, one.short))
    if len(in_sentences(lines)) < _FEWEST:
        return
    grade = smog(lines)
    if grade > HARDEST_MODULE:
        message = (
            f"The lessons need {grade:.1f} years of school by SMOG; {HARDEST_MODULE:g} at most."
        )
        yield module.issue("smog-grade", message, "fewer words of three syllables or more")
