"""A small clinic with a study in it: real content, invented people, days told one by one."""

import csv
import random
from datetime import datetime
from functools import cache
from pathlib import Path

from program.events import (
    AnyFact,
    CheckInSaved,
    Chosen,
    Decision,
    DirectiveGiven,
    Enrolled,
    ExerciseSaved,
    InstrumentAnswered,
    LessonRead,
    ModuleCompleted,
    ModuleOpened,
    OfferChoice,
    OpenModule,
    ScoreValue,
    SignalHandled,
    SignalRaised,
    StepSkipped,
    Visited,
    Wait,
    keep_text,
)
from program.ids import AccountId, ContentHash, EnrolmentId, EventId, ParticipantId, ProgramId
from program.modules.folder import read_folder
from program.service.clinic import Clinic, Signed
from program.service.publish import publish
from program.settings import Settings
from program.storage.memory import memory_stores
from program.storage.ports import Account, Stores
from tests.make import MONDAY, day

RHEA = Signed(AccountId("account-rhea"), "researcher")
THEO = Signed(AccountId("account-theo"), "therapist")
PROGRAM = ProgramId("pain-and-mood")
ZONE = "America/New_York"
SECRET = "Mr Quill of Elm Street wrote this"


@cache
def _files():
    return read_folder(Path(__file__).parents[1] / "content")


class Told:
    """A clinic whose clock stands where the test puts it."""

    def __init__(self, stores: Stores | None = None, mode="live") -> None:
        self.at: datetime = MONDAY
        self.clinic = Clinic(
            stores=stores or memory_stores(mode),
            settings=Settings(zone=ZONE),
            now=lambda: self.at,
            chance=random.Random(7),
        )
        for login, by in (("rhea", RHEA), ("theo", THEO)):
            account = Account(id=by.account, login=login, name="N", role=by.role, password=None)
            self.clinic.stores.accounts.put(account)
        publish(self.clinic.stores, _files(), MONDAY)

    @property
    def content(self) -> ContentHash:
        return self.clinic.stores.archive.current()[PROGRAM]

    def tell(self, who: str, *facts: AnyFact | tuple[float, AnyFact]) -> list[EventId]:
        """Append facts of a person; `(3, fact)` happened on day 3."""
        ids = []
        for item in facts:
            on, fact = item if isinstance(item, tuple) else (None, item)
            self.at = self.at if on is None else day(on)
            role = (
                "therapist" if isinstance(fact, DirectiveGiven | SignalHandled) else "patient"
            )
            by = Signed(AccountId(f"account-{who}"), role, ParticipantId(who))
            turn = self.clinic.turn(ParticipantId(who), by)
            ids.append(turn.add(fact))
            self.clinic.keep(turn)
        return ids

    def enrol(self, who: str, on: float = 0, enrolment: str = "") -> None:
        name = EnrolmentId(enrolment or f"enrolment-{who}")
        self.tell(who, (on, Enrolled(enrolment=name, program=PROGRAM, content=self.content)))


def opened(module: str, variant="full", iteration=1, decision=None) -> ModuleOpened:
    return ModuleOpened(module=module, variant=variant, iteration=iteration, decision=decision)


def completed(module: str, useful=None, variant="full", iteration=1) -> ModuleCompleted:
    return ModuleCompleted(module=module, variant=variant, iteration=iteration, useful=useful)


def practised(minutes: float, module: str | None = None) -> ExerciseSaved:
    return ExerciseSaved(
        module=module,
        step="w-slow-breathing",
        kind="practice_log",
        answers={"seconds": minutes * 60},
        texts={"note": keep_text(SECRET, "salt")},
        scores={"minutes": minutes, "change": -2.0},
        headline=SECRET,
    )


def answered(instrument="peg", occasion="weekly", **scales: float | None) -> InstrumentAnswered:
    scores = tuple(
        ScoreValue(
            scale=name.replace("_", "-"), value=value, answered=0 if value is None else 3, of=3
        )
        for name, value in scales.items()
    )
    return InstrumentAnswered(
        instrument=instrument, occasion=occasion, items={}, scores=scores, scorer="1"
    )


def decided(outcome, **more) -> Decision:
    more = {"occasion": "arrive", "as_of": day(0).date()} | more
    return Decision(outcome=outcome, **more)


def ana(told: Told) -> None:
    """A person who has met everything an export has to tell of."""
    told.tell("ana", Visited())
    told.enrol("ana")
    (led,) = told.tell("ana", decided(OpenModule(module="welcome", because="core")))
    told.tell(
        "ana",
        opened("welcome", decision=led),
        LessonRead(module="welcome", step="w-pain-is-real", variant="full"),
        (1, practised(2, "welcome")),
        (1, StepSkipped(module="welcome", step="w-my-goal")),
        (1, CheckInSaved(occasion="start", week=0, module="welcome", step="w-first-check-in")),
        (1, answered(occasion="start", peg=5.6667)),
        (1, answered("phq8", "start", phq2=3.0, phq8=None)),
        (2, completed("welcome", useful=8)),
        (3, decided(Wait(until=day(7).date(), then="understanding-pain-and-mood"))),
    )
    offer = OfferChoice(branches=("sleep-1",), otherwise="understanding-pain-and-mood")
    (offered,) = told.tell("ana", (7, decided(offer, as_of=day(7).date())))
    told.tell(
        "ana",
        (7, Chosen(decision=offered, module=None)),
        (7, opened("understanding-pain-and-mood", "light")),
        (8, practised(3)),
        (8, ExerciseSaved(module=None, step="map", kind="pain_mood_map", answers={})),
        (9, _pin("finding-your-pace")),
        (10, opened("welcome", iteration=2)),
        (
            11,
            SignalRaised(
                signal="pain-up-1",
                kind="pain_up",
                level="amber",
                reason="Pain is {points} up for {who}.",
                values={"points": 1.5, "who": SECRET},
                respond_by=day(12),
            ),
        ),
        (12, SignalHandled(signal="pain-up-1", note=keep_text(SECRET, "s"))),
    )


def _pin(module: str) -> DirectiveGiven:
    return DirectiveGiven(
        action="pin",
        module=module,
        reason=keep_text(SECRET, "s"),
        to_patient=keep_text(SECRET, "s"),
    )


def texts(folder: Path) -> str:
    """Everything that a bundle says of people; the content they followed is nobody's."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    return "\n".join(path.read_text("utf-8") for path in files)


def table(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a written CSV."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
