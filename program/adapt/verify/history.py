"""A life made into facts and played through the engine, as the service would: the facts of a
day, and after each of them that asks for it a decision, stored among them."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from program.adapt.chance import hashed
from program.adapt.decide import Occasion, decide
from program.adapt.plan import Plan
from program.adapt.verify.findings import Happening
from program.adapt.verify.lived import Life, arm_number
from program.adapt.verify.saying import decided, told
from program.events import AnyFact, Decision, Enrolled, Event, Finish, ProgramFinished, Role
from program.ids import (
    AccountId,
    ContentHash,
    EnrolmentId,
    EventId,
    ParticipantId,
    RuleId,
)
from program.record import Record, apply

BEGIN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
"""The morning somebody is enrolled; a Monday."""
_CONTENT = ContentHash("0" * 64)


class Otherwise(Exception):
    """The engine decided otherwise than was meant."""


class History:
    """Facts of one invented person, with the record they add up to."""

    def __init__(self, plan: Plan, life: Life) -> None:
        self.plan = plan
        self.record = Record()
        self.told: list[Happening] = []
        self._arms = life.arms
        self._rules = {rule.id: rule for rule in plan.rules}
        enrolled = Enrolled(
            enrolment=EnrolmentId("e-1"), program=plan.program, content=_CONTENT
        )
        self.add(0, enrolled, role="engine")

    def date(self, day: int) -> date:
        """The date of a day since enrolment."""
        return (BEGIN + timedelta(days=day)).date()

    def add(self, day: int, *facts: AnyFact, role: Role = "patient") -> None:
        """Add facts of a day."""
        for fact in facts:
            self.record = apply(self.record, self._event(day, fact, role))
            if what := told(fact):
                self.told.append(Happening(day, what, ""))

    def decide(self, day: int, occasion: Occasion) -> Decision:
        """Ask the engine, and keep what it says."""
        made = decide(
            self.plan,
            self.record,
            BEGIN + timedelta(days=day),
            self._draw,
            occasion=occasion,
        )
        self.add(day, made, role="engine")
        if isinstance(made.outcome, Finish) and self.record.finished is None:
            self.add(day, ProgramFinished(), role="engine")
        said = decided(made, self.date(0))
        if self.told and self.told[-1].day == day and not self.told[-1].decided:
            self.told[-1] = Happening(day, self.told[-1].what, said)
        else:
            self.told.append(Happening(day, "", said))
        return made

    def _draw(self, seed: str, enrolment: EnrolmentId, rule: RuleId, point: int) -> float:
        arm = self._arms.get((rule, point))
        if arm is None:
            return hashed(seed, enrolment, rule, point)
        return arm_number(self._rules[rule], arm)

    def _event(self, day: int, fact: AnyFact, role: Role) -> Event:
        """Nothing is checked again: facts were when they were made."""
        seq = self.record.seq + 1
        return Event.model_construct(
            id=EventId(f"ev-{seq}"),
            enrolment=EnrolmentId("e-1"),
            at=BEGIN + timedelta(days=day),
            zone="UTC",
            local_date=self.date(day).isoformat(),
            actor=AccountId("a-1"),
            role=role,
            content=_CONTENT,
            engine="verify",
            fact=fact,
            who=ParticipantId("somebody"),
            seq=seq,
            batch=seq,
            key=None,
            previous="0" * 64,
        )


def timeline(told: Sequence[Happening]) -> tuple[Happening, ...]:
    """A history to read: what happened on one day up to a decision in one line. A decision that
    only says again what that day said already is left out."""
    return tuple(_lines(told))


def _lines(told: Sequence[Happening]) -> Iterator[Happening]:
    waiting: list[str] = []
    said = (0, "")
    for n, one in enumerate(told):
        waiting += [one.what] if one.what else []
        again = said == (one.day, one.decided) and not waiting
        last = n + 1 == len(told) or told[n + 1].day != one.day
        only_came = waiting == ["visits"] and not last
        if (one.decided and not again and not only_came) or (last and waiting):
            yield Happening(one.day, "; ".join(waiting), one.decided)
            waiting, said = [], (one.day, one.decided)
