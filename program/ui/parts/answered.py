"""What a person answered, folded away: the questions that signals rest on, and every scale."""

from datetime import date
from html import escape

from program.record import Observed
from program.service.answered import Question, ScaleSeen, from_answers
from program.service.care import Person
from program.ui.parts.raw import raw
from program.ui.parts.staff_table import NOTHING, staff_table
from program.ui.parts.staff_words import day
from program.ui.parts.trace_words import variable
from program.words import N_, say, say_count

TITLE = N_("What they answered")
FIRST = N_("First questions and safety")
SCALES = N_("Every scale")
DECLINED = N_("would rather not say")
RANGE = N_("{lowest} to {highest}")
_QUESTIONS = (N_("Question"), N_("Answer"))
_SCALES = (N_("Scale"), N_("Latest"), N_("The time before"), N_("At the start"))


def what_they_answered(person: Person, locale: str) -> None:
    """Draw it; open from the start where a signal that waits speaks of these answers."""
    questions = [_question(one, locale) for one in person.answered.questions]
    scales = [_scale(one, person, locale) for one in person.answered.scales]
    parts = _part(FIRST, _QUESTIONS, questions, locale) + _part(SCALES, _SCALES, scales, locale)
    if parts:
        shown = " open" if any(from_answers(signal) for signal in person.waiting) else ""
        summary = escape(say(locale, TITLE))
        raw(f'<details class="cairn-more"{shown}><summary>{summary}</summary>{parts}</details>')


def _part(title: str, head: tuple[str, ...], rows: list[tuple[str, ...]], locale: str) -> str:
    if not rows:
        return ""
    name = say(locale, title)
    return f'<p class="cairn-part">{escape(name)}</p>{staff_table(name, head, rows, locale)}'


def _question(one: Question, locale: str) -> tuple[str, ...]:
    answers = "".join(
        _dated(answer or say(locale, DECLINED), on, locale) for on, answer in one.answers
    )
    return escape(one.words), f"<span>{answers}</span>"


def _scale(one: ScaleSeen, person: Person, locale: str) -> tuple[str, ...]:
    name = variable(one.scale, person.program, locale) if person.program else one.scale
    between = ""
    if one.facts is not None:
        lowest, highest = f"{one.facts.lowest:g}", f"{one.facts.highest:g}"
        between = say(locale, RANGE, lowest=lowest, highest=highest)
    values = (
        NOTHING if seen is None else f"<span>{_value(seen, one, locale)}</span>"
        for seen in (one.latest, one.before, one.first)
    )
    return f'{escape(name)}<span class="cairn-said">{escape(between)}</span>', *values


def _value(seen: Observed, one: ScaleSeen, locale: str) -> str:
    """A value and its day; what was made up from the other items says so."""
    missing = seen.score.of - seen.score.answered
    whole = missing and one.facts is not None and one.facts.step == 1
    value = f"{round(seen.value or 0.0, 0 if whole else 1):g}"
    if missing:
        value = say_count(
            locale,
            "about {value} ({n} item missing)",
            "about {value} ({n} items missing)",
            missing,
            value=value,
        )
    return _dated(value, seen.on, locale)


def _dated(words: str, on: date, locale: str) -> str:
    return f'{escape(words)}<span class="cairn-said cairn-short">{day(on, locale)}</span>'
