"""The demo clinic's people by what they show, and every page there is for them."""

from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlencode

from program.exercises import KINDS
from program.ids import ContentHash, ParticipantId
from program.modules.spec import CheckInStep, ExerciseStep, LessonStep, Step
from program.service.clinic import Clinic, Signed
from program.service.day import Day, day
from program.storage.ports import Account
from program.ui.pages import PAGES


class Place(NamedTuple):
    """A page as one person may meet it."""

    name: str
    account: str
    page: str
    """Its address after the slash."""
    query: str = ""

    @property
    def path(self) -> str:
        return f"/{self.page}{'?' if self.query else ''}{self.query}"


class People:
    """Who lives in a demo clinic."""

    def __init__(self, clinic: Clinic) -> None:
        self.clinic = clinic
        self.days = [
            (account, _day(clinic, account))
            for account in clinic.stores.accounts.all()
            if account.role == "patient"
        ]

    def of(self, role: str) -> Account:
        """The first of a role; of patients the one who has done most and has something next."""
        if role == "patient":
            going = [a for a, found in self.days if _quiet(found, "open")]
            return max(going, key=lambda a: len(self.record(a).modules))
        return min(
            (a for a in self.clinic.stores.accounts.all() if a.role == role),
            key=lambda account: account.id,
        )

    def record(self, account: Account):
        return self.clinic.record(ParticipantId(str(account.participant)))

    @property
    def published(self) -> ContentHash:
        """Of a program, the first by name."""
        return min(self.clinic.stores.archive.current().items())[1]

    @property
    def unbegun(self) -> Account:
        """Enrolled, and has never come."""
        return next(a for a, found in self.days if not found.consented)

    def moods(self) -> Iterator[tuple[str, Account]]:
        """One person for every face that Today has in this clinic."""
        yield "due", next(a for a, found in self.days if found.check_in_due)
        for outcome in ("open", "offer", "light_week", "wait", "hold", "finish"):
            found = [a for a, seen in self.days if _quiet(seen, outcome)]
            if found:
                yield outcome, found[0]


def _day(clinic: Clinic, account: Account) -> Day:
    who = ParticipantId(str(account.participant))
    return day(clinic, Signed(account.id, "patient", who), who, "en")


def _quiet(found: Day, outcome: str) -> bool:
    away = found.check_in_due or found.not_today or not found.intake_done
    return found.outcome == outcome and not away


def places(people: People, role: str) -> Iterator[Place]:
    """Every page of a role, as many times as it has faces."""
    own = people.of(role)
    for page in PAGES[role]:  # type: ignore[index]
        more = _FACES.get((role, page.url_path))
        name = f"{role}-{page.url_path or 'start'}"
        if more is None:
            yield Place(name, own.id, page.url_path)
        else:
            for face, account, query in more(people):
                yield Place(f"{name}-{face}", account.id, page.url_path, urlencode(query))


Face = tuple[str, Account, dict[str, str]]


def _todays(people: People) -> Iterator[Face]:
    yield "full", people.of("patient"), {}
    for outcome, account in people.moods():
        yield outcome, account, {}


def _begin(people: People) -> Iterator[Face]:
    yield "consent", people.unbegun, {}


def _check_in(people: People) -> Iterator[Face]:
    yield "due", dict(people.moods())["due"], {}
    yield "nothing", people.of("patient"), {}


def _module(people: People) -> Iterator[Face]:
    own = people.of("patient")
    seen = set()
    record = people.record(own)
    program = people.clinic.program(record.content)
    for module in record.modules:
        for step in program.modules[module].steps:
            kind = kind_of_step(step)
            if kind not in seen:
                seen.add(kind)
                place = {"m": str(module), "s": str(step.id)}
                yield kind, own, place
                if kind in KINDS:
                    yield f"{kind}-asked", own, {**place, "again": "1"}
        if "end" not in seen:
            seen.add("end")
            yield "end", own, {"m": str(module), "s": program.modules[module].steps[-1].id,
                               "end": "1"}  # fmt: skip


def kind_of_step(step: Step) -> str:
    if isinstance(step, LessonStep):
        return "lesson"
    if isinstance(step, CheckInStep):
        return "check-in"
    return step.exercise if isinstance(step, ExerciseStep) else "practice_log"


def _tools(people: People) -> Iterator[Face]:
    from program.service.tools import tools

    own = people.of("patient")
    who = ParticipantId(str(own.participant))
    yield "list", own, {}
    found = tools(people.clinic, Signed(own.id, "patient", who), who, "en")
    assert found is not None
    for tool in (*found.practices[:1], *found.notes[:3]):
        yield f"tool-{tool.id}", own, {"t": str(tool.id)}
    for reading in found.readings[:1]:
        yield "reading", own, {"r": str(reading.id)}


def _person(people: People) -> Iterator[Face]:
    therapist = people.of("therapist")
    theirs = [a for a, _ in people.days if a.therapist == therapist.id]
    full = max(theirs, key=lambda a: people.record(a).seq)
    yield "full", therapist, {"p": str(full.participant)}
    pinned = [a for a in theirs if people.record(a).pinned]
    for account in pinned[:1]:
        yield "pinned", therapist, {"p": str(account.participant)}
    if people.unbegun in theirs:
        yield "new", therapist, {"p": str(people.unbegun.participant)}
    yield "stranger", therapist, {"p": "nobody"}


def _lessons(people: People) -> Iterator[Face]:
    author, program = people.of("author"), people.clinic.program(people.published)
    yield "list", author, {}
    module = program.modules[program.plan.core[0]]
    lesson = next(step for step in module.steps if isinstance(step, LessonStep))
    yield "one", author, {"p": program.id, "m": module.id, "s": lesson.id}
    check_in = next(step for step in module.steps if isinstance(step, CheckInStep))
    yield "asks", author, {"p": program.id, "m": module.id, "s": check_in.id}


_FACES = {
    ("patient", ""): _todays,
    ("patient", "begin"): _begin,
    ("patient", "check-in"): _check_in,
    ("patient", "module"): _module,
    ("patient", "tools"): _tools,
    ("therapist", "person"): _person,
    ("author", "lessons"): _lessons,
}
"""Pages that show something else by person or address; others are shown once as they are."""
