"""The parts of a person's page that are read, not changed."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

from program.adapt.schedule import week_of
from program.charts.tones import Tones
from program.events import LightWeek, Outcome, Wait
from program.modules.program import Program
from program.service.care import Person
from program.service.contacts import CALLED, Reached
from program.ui.parts.cards import lead, note
from program.ui.parts.chart import chart
from program.ui.parts.pager import page_of, pager
from program.ui.parts.person_facts import (
    exercise_line,
    given_line,
    modules_done,
    saved_latest_first,
)
from program.ui.parts.raw import raw
from program.ui.parts.staff_words import CANNOT_SIGN_IN, ago, day
from program.ui.parts.trace import decision_line
from program.words import N_, in_language, say, say_count

PEOPLE = N_("Your people")
NOT_YOURS = N_(
    "This page shows one of your own people, and we could not find the one it asks for. "
    "Choose somebody from your list."
)
CLOSED = N_(
    "This person’s history cannot be followed as it is stored: a line of it is damaged, or "
    "tells of what cannot have happened. It is closed for reading and writing, so that nothing "
    "false is shown and nothing is lost. Ask the operator to run “python -m program replay”: "
    "it names the line and what to do, and a backup can bring the history back. Until then, "
    "reach this person another way."
)
DONE = {
    "assign": N_("Assigned. At the next visit the first step is there."),
    "accept": N_("Noted. You and the engine agree."),
    "pin": N_("Pinned. It comes next, and the reason is kept."),
    "hold": N_("The path is on hold, and the reason is kept."),
    "pin behind a hold": N_(
        "Pinned, and the reason is kept. It comes next once the hold is lifted."
    ),
    "lift": N_("Lifted. The engine has chosen again."),
    "lift to a pin": N_("The hold is lifted. What is pinned comes next now."),
    "restrict": N_("Opened. The next time they plan their time in bed, it is there."),
    "unrestrict": N_("Closed. From now on, small steps alone are proposed."),
    "handle": N_("Noted. It is kept with the signal."),
}
WEEK = N_("Week {n}")
NO_PROGRAM = N_("No program yet")
BEGAN = N_("began {day}")
CONTACT = N_("last contact: {when}")
FINISHED = N_("finished {day}")
IN_PLACE_OF = N_("in place of {name}")
IN_FLARE = N_("in a flare since {day}")

RATINGS = N_("How it has gone")
NO_RATINGS = N_("No ratings yet. The first check-in is part of the first module.")
MODULES = N_("What was done")
CONTACTS = N_("How to reach them")
NO_CONTACTS = N_("They have not given a phone number or an address.")
CONTACT_WORDS = {
    "phone": N_("Phone"),
    "place": N_("Place"),
    "doctor": N_("Doctor"),
    "emergency": N_("In an emergency"),
    CALLED: N_("Goes by"),
}
NO_DECISION = N_("Nothing is decided yet. The first visit decides what comes first.")
DECISIONS = N_("Every decision and its reason")
EXERCISES = N_("Exercises")
NO_EXERCISES = N_("Nothing saved yet.")
ARCHIVE = N_(
    "Ask the operator to run “python -m program audit verify” and to bring back the archive "
    "from a backup."
)
OVER = N_("Those days are over. The next visit decides anew.")
OLDER = N_("Earlier ones: {n}")
GIVEN = N_("What therapists did")

A_PAGE = 10
"""Decisions on one page."""
_AT = "decisions"
"""Where the links to other pages of them lead."""
_FIRST = 5
"""Exercises, and what therapists did, before the rest waits behind a line."""


def heading(person: Person, locale: str) -> None:
    """Name, week, program, last contact."""
    record, program = person.record, person.program
    told = [] if person.closed else [say(locale, NO_PROGRAM)]
    if program is not None and record.enrolled is not None:
        told = [
            say(locale, WEEK, n=week_of(record, person.on) + 1),
            in_language(program.words, locale).title,
            say(locale, BEGAN, day=day(record.enrolled, locale)),
        ]
    told.append(say(locale, CONTACT, when=ago(record.last_contact, person.on, locale)))
    if record.flare_since is not None:
        told.append(say(locale, IN_FLARE, day=day(record.flare_since, locale)))
    if record.finished is not None:
        told.append(say(locale, FINISHED, day=day(record.finished, locale)))
    _headed(person, told, locale)


def heading_alone(person: Reached, locale: str) -> None:
    """Name, and what stands apart from a history that cannot be read."""
    _headed(person, [], locale)


def _headed(person: Person | Reached, told: list[str], locale: str) -> None:
    more = [say(locale, IN_PLACE_OF, name=person.covered_for)] if person.covered_for else []
    raw(f"<h1>{escape(person.name)}</h1>")
    if told or more:
        lead(" · ".join([*told, *more]))
    if not person.active:
        note(say(locale, CANNOT_SIGN_IN))


def done_words(done: str, person: Person, locale: str) -> str:
    """What was done a moment ago, by what stands now."""
    if done == "pin" and person.record.held is not None:
        done = "pin behind a hold"
    if done == "lift" and person.record.pinned is not None:
        done = "lift to a pin"
    return say(locale, DONE[done])


def next_step(person: Person, locale: str) -> None:
    """The latest decision with its reason; what is over says so."""
    if not person.decisions:
        lead(say(locale, NO_DECISION))
        return
    latest = person.decisions[0]
    over = escape(say(locale, OVER)) if _is_over(latest.decision.outcome, person.on) else ""
    raw(
        f'<section class="cairn-card cairn-next">{decision_line(latest, locale)}'
        f'<p class="cairn-when">{over}</p></section>'
    )


def _is_over(outcome: Outcome, on: date) -> bool:
    if isinstance(outcome, LightWeek):
        return on > outcome.until
    return isinstance(outcome, Wait) and on >= outcome.until


def ratings(person: Person, colours: Tones, locale: str) -> None:
    """Pain and mood over time, in a sentence, a drawing and a table."""
    _title(RATINGS, locale)
    seen = [scale for scale in ("peg", "phq8") if person.record.values(scale)]
    if person.program is None or not seen:
        lead(say(locale, NO_RATINGS))
        return
    # Plotly, half a second of a processor at first, is loaded where a figure is drawn.
    from program.charts.ratings import ratings_over_time

    for scale in seen:
        figure = ratings_over_time(person.record, scale, person.program, colours, locale)
        chart(figure, f"ratings-{scale}-{person.who}", locale)


def what_was_done(person: Person, locale: str) -> None:
    """Every module of the program and how it stands."""
    _title(MODULES, locale)
    if person.program is not None:
        raw(f"<div>{modules_done(person, person.program, locale)}</div>")


def contacts(given: Mapping[str, str], locale: str) -> None:
    """How the person can be reached, where they said so. given: by name."""
    _title(CONTACTS, locale)
    told = "".join(
        f"<div><dt>{escape(say(locale, CONTACT_WORDS.get(name, name)))}</dt>"
        f"<dd>{escape(text)}</dd></div>"
        for name, text in given.items()
    )
    if told:
        raw(f'<dl class="cairn-facts">{told}</dl>')
    if not given.keys() - {CALLED}:
        lead(say(locale, NO_CONTACTS))


def history(person: Person, page: str, query: dict[str, str], locale: str) -> None:
    """Every decision with its reason, ten to a page, and what therapists did. page: the number
    asked for. query: what else stands in the address of this page."""
    program: Program | None = person.program
    if program is None:
        return
    _title(DECISIONS, locale, _AT)
    number, shown = page_of(person.decisions, page, A_PAGE)
    lines = "".join(f"<li>{decision_line(one, locale)}</li>" for one in shown)
    links = pager("/person", query, number, A_PAGE, len(person.decisions), locale, _AT)
    raw(f'<div><ol class="cairn-decisions">{lines}</ol>{links}</div>')
    if person.untold:
        note(_untold(person.untold, locale), attention=True)
    if person.given:
        _title(GIVEN, locale)
        _latest([given_line(one, program, locale) for one in person.given], locale)


def _untold(n: int, locale: str) -> str:
    told = say_count(
        locale,
        "{n} earlier decision is not shown: the content it was made from is not whole in the "
        "archive.",
        "{n} earlier decisions are not shown: the content they were made from is not whole in "
        "the archive.",
        n,
    )
    return f"{told} {say(locale, ARCHIVE)}"


def exercises(person: Person, locale: str) -> None:
    """What was saved in exercises, latest first."""
    _title(EXERCISES, locale)
    saved = saved_latest_first(person.record)
    if not saved:
        lead(say(locale, NO_EXERCISES))
        return
    _latest([exercise_line(one, locale) for one in saved], locale)


def _latest(lines: Sequence[str], locale: str) -> None:
    """Dated lines as HTML, latest first; all but a few wait behind a line."""
    first, rest = "".join(lines[:_FIRST]), lines[_FIRST:]
    older = escape(say(locale, OLDER, n=len(rest)))
    behind = (
        f'<details class="cairn-more"><summary>{older}</summary>'
        f'<ul class="cairn-dated">{"".join(rest)}</ul></details>'
        if rest
        else ""
    )
    raw(f'<div><ul class="cairn-dated">{first}</ul>{behind}</div>')


def _title(words: str, locale: str, at: str = "") -> None:
    named = f' data-at="{at}"' if at else ""
    raw(f"<h2{named}>{escape(say(locale, words))}</h2>")
