"""Counting a played cohort, person by person: what is kept does not grow with the people."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from program.adapt.plan import Plan
from program.events import Decision, Event, SignalRaised
from program.ids import ModuleId
from program.modules.program import Program
from program.record import Record
from program.simulate.published import PUBLISHED
from program.simulate.summary import (
    BEGINNING,
    ENROLLED,
    FINISHED,
    STILL,
    Beginning,
    Flow,
    ModuleReached,
    Moved,
    RuleFired,
    Summary,
    WeekOfLoad,
)

SCALES = ("peg", "phq8")


@dataclass
class Tally:
    """Counts over people. Two tallies add up to the tally of all."""

    people: Counter[str] = field(default_factory=Counter)
    """`persona:<id>`, `started`, `finished`, `adhered` -> people."""
    flows: Counter[tuple[int, str, str]] = field(default_factory=Counter)
    beginnings: Counter[tuple[str, ...]] = field(default_factory=Counter)
    rules: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Rule, and `people`, `yes` or `used`."""
    modules: Counter[tuple[str, str]] = field(default_factory=Counter)
    load: Counter[tuple[int, str]] = field(default_factory=Counter)
    """Week, and a level or `red_people`."""
    red_kinds: Counter[str] = field(default_factory=Counter)
    days: Counter[int] = field(default_factory=Counter)
    sums: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Scale, and `people`, `first` or `latest` in thousandths."""
    decisions: int = 0

    def count(
        self, persona: str, events: Sequence[Event], record: Record, plan: Plan, weeks: int
    ) -> None:
        """Count one person."""
        self.people[f"persona:{persona}"] += 1
        way = _way(record, plan)
        self.flows.update((place, *step) for place, step in enumerate(pairwise(way)))
        self.beginnings[way[1 : 1 + BEGINNING]] += 1
        for module, state in record.modules.items():
            self.modules[module, "opened"] += 1
            self.modules[module, "completed"] += state.first_completed is not None
        self._decisions(events)
        self._signals(events, record, weeks)
        self._end(record, plan)

    def _decisions(self, events: Sequence[Event]) -> None:
        spoke: set[str] = set()
        for event in events:
            if not isinstance(event.fact, Decision):
                continue
            self.decisions += 1
            for one in event.fact.trace:
                if one.answer == "yes":
                    self.rules[one.rule, "yes"] += 1
                    self.rules[one.rule, "used"] += one.used
                    spoke.add(one.rule)
        for rule in spoke:
            self.rules[rule, "people"] += 1

    def _signals(self, events: Sequence[Event], record: Record, weeks: int) -> None:
        red: set[tuple[int, str]] = set()
        for event in events:
            if isinstance(event.fact, SignalRaised):
                week = _week(event, record, weeks)
                self.load[week, event.fact.level] += 1
                if event.fact.level == "red":
                    red.add((week, event.fact.kind))
        for week in {week for week, _ in red}:
            self.load[week, "red_people"] += 1
        self.red_kinds.update(kind for _, kind in red)

    def _end(self, record: Record, plan: Plan) -> None:
        done = [state.first_completed for m, state in record.modules.items() if m in plan.core]
        days = [day for day in done if day is not None]
        self.people["started"] += bool(record.modules)
        self.people["adhered"] += 3 * (len(days) - 1) >= 2 * (len(plan.core) - 1)
        if len(days) < len(plan.core) or record.enrolled is None:
            return
        self.people["finished"] += 1
        self.days[(max(days) - record.enrolled).days + 1] += 1
        for scale in SCALES:
            seen = record.values(scale)
            if len(seen) > 1:
                self.sums[scale, "people"] += 1
                self.sums[scale, "first"] += round(1000 * (seen[0].value or 0))
                self.sums[scale, "latest"] += round(1000 * (seen[-1].value or 0))

    def add(self, other: "Tally") -> None:
        """Take in the counts of others."""
        for name, mine in vars(self).items():
            if isinstance(mine, Counter):
                mine.update(getattr(other, name))
        self.decisions += other.decisions

    def summary(self, program: Program, participants: int, weeks: int, seed: int) -> Summary:
        """The same as values, in an order that does not depend on who was counted first."""
        plan = program.plan
        flows = sorted(self.flows.items(), key=lambda one: (one[0][0], -one[1], one[0]))
        return Summary(
            program=program.id,
            content=program.hash,
            participants=participants,
            weeks=weeks,
            seed=seed,
            flows=tuple(Flow(*step, people) for step, people in flows),
            commonest=self._commonest(),
            rules=tuple(self._rules(plan)),
            modules=tuple(self._module(module, plan) for module in plan.modules),
            load=tuple(self._week(week, participants) for week in range(weeks)),
            started=self.people["started"],
            finished=self.people["finished"],
            adhered=self.people["adhered"],
            days_to_finish=dict(sorted(self.days.items())),
            published=PUBLISHED,
            personas={
                name.partition(":")[2]: n
                for name, n in sorted(self.people.items())
                if name.startswith("persona:")
            },
            red_kinds=dict(sorted(self.red_kinds.items())),
            moved=tuple(self._moved()),
        )

    def _commonest(self) -> Beginning:
        way = min(self.beginnings, key=lambda one: (-self.beginnings[one], one), default=())
        return Beginning(way, self.beginnings[way])

    def _rules(self, plan: Plan) -> Iterator[RuleFired]:
        for rule in plan.rules:
            told = {name: self.rules[rule.id, name] for name in ("people", "yes", "used")}
            yield RuleFired(rule=rule.id, decisions=self.decisions, **told)

    def _module(self, module: ModuleId, plan: Plan) -> ModuleReached:
        opened, completed = (self.modules[module, name] for name in ("opened", "completed"))
        return ModuleReached(module, module in plan.core, opened, completed)

    def _week(self, week: int, people: int) -> WeekOfLoad:
        signals = {level: self.load[week, level] for level in ("risk", "red", "amber")}
        return WeekOfLoad(week, people, signals, self.load[week, "red_people"])

    def _moved(self) -> Iterator[Moved]:
        for scale in SCALES:
            people = self.sums[scale, "people"]
            if people:
                first, latest = (
                    self.sums[scale, name] / 1000 / people for name in ("first", "latest")
                )
                yield Moved(scale, people, round(first, 3), round(latest, 3))


def _way(record: Record, plan: Plan) -> tuple[str, ...]:
    """A person's way from `enrolled` to its end, modules as they were first opened."""
    done = all(
        (state := record.modules.get(module)) is not None and state.first_completed
        for module in plan.core
    )
    return (ENROLLED, *map(str, record.modules), FINISHED if done else STILL)


def _week(event: Event, record: Record, weeks: int) -> int:
    """Week since enrolment; a traveller's clock may be a day past the last one."""
    on = date.fromisoformat(event.local_date)
    week = (on - (record.enrolled or on)).days // 7
    return min(max(week, 0), weeks - 1)
