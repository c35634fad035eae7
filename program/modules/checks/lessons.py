"""Lessons: each one that is named is there, whole, short form included; none is left over."""

from collections.abc import Iterator
from difflib import get_close_matches

from program.modules.checks.words import locales
from program.modules.draft import Draft
from program.modules.issues import Issue, nearest
from program.modules.spec import Lesson, LessonStep
from program.modules.typed import Placed
from program.words import SOURCE


def check_lessons(draft: Draft) -> Iterator[Issue]:
    """Files and their two forms. How long and how hard they are is for `texts`."""
    for name in draft.modules:
        yield from _named(draft, name)
    for key, by_locale in draft.lessons.items():
        module, _, stem = key.partition("/")
        if module in draft.modules:
            steps = draft.modules[module].value.steps
            known = {step.lesson for step in steps if isinstance(step, LessonStep)}
            for locale, lesson in by_locale.items():
                yield from _form(lesson, note=locale != SOURCE)
                if stem not in known:
                    message = "No step of the module reads this lesson."
                    yield lesson.issue("spare-lesson", message, nearest(stem, known))


def _named(draft: Draft, name: str) -> Iterator[Issue]:
    module = draft.modules[name]
    for n, step in enumerate(module.value.steps):
        if not isinstance(step, LessonStep):
            continue
        for locale in locales(draft):
            file = f"{step.lesson}.{locale}.md"
            if f"modules/{name}/{file}" not in draft.files:
                message = f"The lesson {step.lesson} is not there in {locale}."
                meant = get_close_matches(step.lesson, _unread(draft, name), n=1)
                write = f"write {file} beside module.yaml"
                advice = f"did you mean {meant[0]}? Else {write}" if meant else write
                place = ("steps", n, "lesson")
                note = locale != SOURCE
                yield module.issue("missing-lesson", message, advice, *place, note=note)


def _unread(draft: Draft, name: str) -> list[str]:
    """Lessons of a module that none of its steps reads."""
    there = [key.partition("/")[2] for key in draft.lessons if key.startswith(f"{name}/")]
    steps = draft.modules[name].value.steps
    read = {step.lesson for step in steps if isinstance(step, LessonStep)}
    return [stem for stem in there if stem not in read]


def _form(lesson: Placed[Lesson], *, note: bool) -> Iterator[Issue]:
    if not lesson.value.body:
        message = "This lesson has no text."
        yield lesson.issue("missing-body", message, "write it", "body", note=note)
    if not lesson.value.short:
        message = "This lesson has no short form for a bad day."
        advice = "end it with a line `# Short form` and the short text below it"
        yield lesson.issue("missing-short", message, advice, "body", note=note)
