"""Use cases of a therapist: who needs them and why, one person's path, and changing it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo

from program.adapt.schedule import week_of
from program.events import Event, SignalRaised, Wait
from program.ids import ContentHash, ParticipantId, SignalId
from program.modules.program import Program
from program.modules.voices import headline
from program.record import Raised, Record
from program.service.answered import Answered, answered
from program.service.called import called
from program.service.care_given import Given, care_given
from program.service.clinic import Clinic, Signed, Unpublished
from program.service.contacts import contacts_of
from program.service.decided import DecisionLine, told_decisions
from program.service.noting import note
from program.service.standing_signals import held_since, noted_silence, open_signals
from program.service.use_case import Progress, about_clinic, about_person, care_of
from program.storage.ports import Account, Damaged
from program.words import SOURCE

STANDINGS = ("closed", "risk", "red", "unassigned", "amber", "info", "calm")
"""Who needs somebody first: levels, and what stands in their place where none waits."""


Closed = Literal["history", "program"]
"""`history`: it cannot be followed and is closed for writing. `program`: the version this
person follows is not whole in the archive."""


@dataclass(frozen=True)
class Line:
    """One person in the list of a therapist."""

    who: ParticipantId
    name: str
    program: str | None
    week: int | None
    """Weeks since enrolment, from 0; pages and pictures count from 1."""
    level: str | None
    """The most urgent level that waits: one of LEVELS; None when nothing does."""
    reasons: tuple[SignalRaised, ...]
    """What waits for the therapist, most urgent first."""
    last_contact: date | None
    next: str
    on: date
    """Today, where they live."""
    weighed: int = 0
    """Proposals of the engine that this therapist answered for the person."""
    agreed: int = 0
    """Those of them in which they agreed with it."""
    silent: int = 0
    """Days without a visit, 14 at least, of a silence that has been noted; 0 where there is
    none."""
    held: date | None = None
    """Since when a hold lets nothing new open; None where none does."""
    closed: Closed | None = None
    """What keeps their page from being shown."""
    covered_for: str = ""
    """Name of the therapist who is stood in for; empty for the therapist's own people."""
    active: bool = True
    """Whether they can sign in."""
    raised: Mapping[SignalId, Raised] = field(default_factory=dict)
    """The signals that are facts, with the moment they were raised."""

    @property
    def standing(self) -> str:
        """Where they stand: one of STANDINGS."""
        if self.closed is not None:
            return "closed"
        if self.level is not None:
            return self.level
        if self.program is None:
            return "unassigned"
        return "info" if self.silent or self.held else "calm"


@about_clinic("see caseload")
def caseload(
    clinic: Clinic, by: Signed, progress: Progress = lambda done, of: None
) -> tuple[Line, ...]:
    """The people of this therapist and of those they cover for, who needs them first.

    progress: told (people looked up, in all). The first look since a start takes long.
    """
    everybody = clinic.stores.accounts.all()
    names = called(everybody)
    stands = {a.id: care_of(by, a) for a in everybody if a.participant is not None}
    people = [one for one in everybody if stands.get(one.id) in ("own", "covered")]
    lines = []
    for done, account in enumerate(people):
        progress(done, len(people))
        found = _line(clinic, by, account)
        line = replace(found, name=names[account.id], active=account.active)
        if stands[account.id] == "covered":
            away = names.get(account.therapist, "") if account.therapist else ""
            line = replace(line, covered_for=away)
        lines.append(line)
    return tuple(sorted(lines, key=_urgency))


def _urgency(line: Line) -> tuple[int, date, str]:
    return STANDINGS.index(line.standing), line.last_contact or date.min, line.name


def _line(clinic: Clinic, by: Signed, account: Account) -> Line:
    who = ParticipantId(str(account.participant))
    try:
        record = clinic.record(who)
    except Damaged:
        on = local_day(clinic, Record())
        return Line(who, account.name, None, None, "red", (), None, "", on, closed="history")
    on = local_day(clinic, record)
    if record.content is None:
        return Line(who, account.name, None, None, None, (), record.last_contact, "", on)
    try:
        program = clinic.program(record.content)
    except Unpublished:
        return _without_program(who, account.name, record, on)
    waiting = open_signals(record, program.plan, on)
    weighed = [one for one in record.weighed if one.by == by.account]
    return Line(
        who=who,
        name=account.name,
        program=program.words[SOURCE].title,
        week=week_of(record, on),
        level=waiting[0].level if waiting else None,
        reasons=waiting,
        last_contact=record.last_contact,
        next=next_in_words(record, program, on),
        on=on,
        weighed=len(weighed),
        agreed=sum(one.agreed for one in weighed),
        silent=noted_silence(record, waiting, on),
        held=held_since(record),
        raised=record.signals,
    )


def _without_program(who: ParticipantId, name: str, record: Record, on: date) -> Line:
    """What a history tells by itself: a risk answer waits whatever became of the archive."""
    waiting = open_signals(record, None, date.min)
    level = waiting[0].level if waiting else "red"
    return Line(
        who, name, None, None, level, waiting, record.last_contact, "", on,
        closed="program", raised=record.signals,
    )  # fmt: skip


def next_in_words(record: Record, program: Program, on: date) -> str:
    """What comes next, by the latest decision; a wait that is over says what it waited for."""
    if record.latest is None:
        return ""
    outcome = record.latest.decision.outcome
    if isinstance(outcome, Wait) and outcome.until <= on and outcome.then is not None:
        return program.module_words(outcome.then, SOURCE).title
    return headline(record.latest.decision, program, SOURCE)


def local_day(clinic: Clinic, record: Record) -> date:
    """Today, where the participant lives."""
    return clinic.moment().astimezone(ZoneInfo(record.zone or clinic.settings.zone)).date()


@dataclass(frozen=True)
class Person:
    """One person's page."""

    who: ParticipantId
    name: str
    contacts: Mapping[str, str]
    record: Record
    program: Program | None
    on: date
    waiting: tuple[SignalRaised, ...]
    signals: tuple[Raised, ...]
    decisions: tuple[DecisionLine, ...]
    """Latest first. Those of earlier content that is not whole in the archive are not here."""
    untold: int
    """How many are not."""
    given: tuple[Given, ...]
    """What therapists did, latest first."""
    silent: int
    """Days without a visit, as in the list."""
    answered: Answered
    active: bool
    """Whether they can sign in."""
    covered_for: str
    """Name of the therapist who is stood in for, as in the list."""
    closed: Closed | None = None
    """`program`: what the history tells by itself is here, and nothing else."""
    held: date | None = None
    """Since when a hold lets nothing new open, as in the list."""


@about_person("see person")
def person(clinic: Clinic, by: Signed, who: ParticipantId) -> Person:
    """Everything a therapist sees of one person. The look itself is noted, once a session."""
    record = clinic.record(who)
    events = clinic.stores.events.read(who)
    found = _by_itself(clinic, by, who, record, events)
    if record.content is None:
        return replace(found, waiting=())
    try:
        program = clinic.program(record.content)
    except Unpublished:
        return replace(found, closed="program")
    waiting = open_signals(record, program.plan, found.on)
    decisions, untold = told_decisions(clinic, events)
    return replace(
        found,
        program=program,
        waiting=waiting,
        decisions=decisions,
        untold=untold,
        silent=noted_silence(record, waiting, found.on),
        held=held_since(record),
        answered=answered(events, record, _words_of(clinic, program), SOURCE),
    )


def _by_itself(
    clinic: Clinic, by: Signed, who: ParticipantId, record: Record, events: tuple[Event, ...]
) -> Person:
    """What a history tells without the program: a risk answer waits, and can be seen to."""
    reached = contacts_of(clinic, by, who)
    return Person(
        who=who,
        name=reached.name,
        contacts=reached.contacts,
        record=record,
        program=None,
        on=local_day(clinic, record),
        waiting=open_signals(record, None, date.min),
        signals=tuple(reversed(list(record.signals.values()))),
        decisions=(),
        untold=0,
        given=care_given(events, clinic.stores.accounts),
        silent=0,
        answered=Answered((), ()),
        active=reached.active,
        covered_for=reached.covered_for,
    )


def _words_of(clinic: Clinic, now: Program) -> Callable[[ContentHash], Program]:
    """The content of a hash; what is followed now where earlier content is not whole."""

    def program(content: ContentHash) -> Program:
        try:
            return clinic.program(content)
        except Unpublished:
            return now

    return program


@about_person("note access")
def note_access(clinic: Clinic, by: Signed, who: ParticipantId) -> None:
    """Write into the journal of staff access that this record was opened."""
    note(clinic, by, "see person", who)
