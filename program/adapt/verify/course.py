"""One course of a person as unknowns: day after day with what they answer and do, so that a
standing is come to by the moves named and something wanted is so on the last day.

A solver finds the answers; `history` makes facts of them and plays them through the engine.
"""

from dataclasses import dataclass, field, replace
from typing import Any

import z3

from program.adapt.verify.adding_up import Sums
from program.adapt.verify.beginning import beginning
from program.adapt.verify.calls import Calls
from program.adapt.verify.check_ins import CheckIns
from program.adapt.verify.given import Given, given
from program.adapt.verify.moment import (
    Formula,
    Moment,
    answered,
    arms_of,
    one_arm,
    stands,
)
from program.adapt.verify.resting import Row
from program.adapt.verify.standing import Standing
from program.adapt.verify.uses import Uses
from program.adapt.verify.ways import Move, Want
from program.ids import ModuleId


@dataclass
class Course:
    """A course in the making. `add` appends a day; `bounds` are what must hold."""

    uses: Uses
    bounds: list[Formula] = field(default_factory=list)
    neat: list[Formula] = field(default_factory=list)
    """What makes a history easy to read, where it can be had: a visit a week, one rule."""
    quiet: list[Formula] = field(default_factory=list)
    """The same for what happens: nothing, where that can be."""
    days: list[Given] = field(default_factory=list)
    arms: dict[int, dict[tuple[str, str], Formula]] = field(default_factory=dict)
    """Decision point -> the arms drawn there."""
    _declined: dict[ModuleId, list[Formula]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.standing = Standing(self.uses.plan)
        self._moment = beginning(self.uses, self._arms())
        self._opened = self._moment
        self._sums, self._row = Sums(self.uses), Row()
        self._next: Formula = 0
        """Day since enrolment from which another module may open."""
        self._at_once: Formula = z3.BoolVal(False)
        """Whether a light week comes right after the module that was completed last."""
        self._check_ins = CheckIns(self.uses)

    def _arms(self) -> dict[tuple[str, str], Formula]:
        """The arms of this decision point; looking twice is drawing once."""
        point = len(self.standing.done)
        if point not in self.arms:
            self.arms[point] = arms_of(self.uses, f"point {point}")
            self.bounds += one_arm(self.uses, self.arms[point])
        return self.arms[point]

    def add(
        self,
        move: Move | None = None,
        want: Want | None = None,
        *,
        silent: bool = False,
        stays: bool = False,
        soon: bool = False,
    ) -> None:
        """One more day, with what follows from it, or with what is wanted of one of its
        decisions: on arrival or once all is said; with a move, right after its module is
        completed.

        `stays`: the module that opens is not completed; one more day may come then. `soon`: the
        day may come before another module might open.
        """
        soon = soon or (move is not None and move.soon)
        inside = any(earlier.stays for earlier in self.days)
        day = self._day(move, silent, stays, soon)
        takes = self.days[-2].takes if len(self.days) > 1 else z3.IntVal(0)
        if not z3.is_int_value(takes):
            self._complete(takes, day)
        rests = self._rests_at_once(day, takes)
        self._moment = self._after(day, takes)
        met = z3.BoolVal(False)
        if not silent:
            met = self._arrive(day, want)
            self._moment = self._done(self._moment, day)
        if not (soon or inside) and (move is not None or want is not None):
            self.bounds.append(z3.Or(rests, self._moment.enrolled >= self._next))
        calls = self._calls(self._moment)
        if move is None and want is not None:
            self.bounds.append(z3.Or(met, want(calls)))
            self.neat.append(calls.alone())
        elif move is None:
            self.bounds.append(z3.Not(calls.rests))
        elif day.stays and move.module is not None:
            self.bounds.append(calls.opens(move.module))
            self._row = self._row.moved()
            self._moment = self._inside(self._moment, move.module)
        else:
            self._follow(move, calls, want)

    def _rests_at_once(self, day: Given, takes: Formula) -> Formula:
        """Whether a day is the light week that comes right after the module completed last:
        where one comes so, it must be."""
        rests = z3.And(self._at_once, day.rests, day.gap == 0, takes == 0)
        self.bounds.append(z3.Or(z3.Not(self._at_once), rests))
        self._at_once = z3.BoolVal(False)
        return rests

    def _arrive(self, day: Given, want: Want | None) -> Formula:
        """No light week comes on arrival, but where one is meant or wanted. Whether what is
        wanted is so then."""
        calls, met = self._calls(self._moment), z3.BoolVal(False)
        if day.move is None and want is not None:
            met = z3.And(calls.rests, want(calls))
        if not day.rests:
            self.bounds.append(z3.Or(met, z3.Not(calls.rests)))
        return met

    def _day(self, move: Move | None, silent: bool, stays: bool, soon: bool) -> Given:
        """One more day, with what holds of it and what would be neat."""
        plan, first = self.uses.plan, not self.days
        inside = any(day.stays for day in self.days)
        before = None if first else self.days[-1].move
        least = plan.check_in_days
        if before is not None:
            least = plan.module_days if before.module else plan.light_week_days
        for booster in plan.boosters:
            if move is not None and move.module == booster.module:
                least = 7 * booster.weeks
                self._next = self._opened.enrolled + least
        least = 0 if first or soon else 1 if inside else least
        day = given(self.uses, len(self.days), move, silent=silent, stays=stays)
        self.days.append(day)
        begun = bool(self.standing.done) or inside
        floor = 0 if first or soon or day.rests else 1
        self.bounds += day.bounds(self.uses, floor, begun=begun)
        self.neat += [day.gap == least, day.others == 0, day.takes == 0]
        self.quiet += day.nothing()
        return day

    def _inside(self, moment: Moment, module: ModuleId) -> Moment:
        """The same with a module left open."""
        branch = z3.BoolVal(module not in self.uses.plan.core)
        return replace(moment, inside=z3.BoolVal(True), inside_branch=branch)

    def _stands(self, today: Formula, standing: Standing) -> dict[str, Any]:
        running = self._row.running(today, self.uses.plan.light_week_days)
        return {"standing": standing, "stands": replace(stands(standing), running=running)}

    def _calls(self, moment: Moment) -> Calls:
        declined = {branch: z3.Or(when) for branch, when in self._declined.items()}
        return Calls(moment, self.standing.free_branches, declined)

    def _complete(self, takes: Formula, day: Given) -> None:
        """The module that opened last is completed before a day, or on it once the person
        arrives. No light week comes of it, whether it is open still or complete."""
        earlier = takes + day.others < day.gap
        self.bounds.append(z3.Or(takes == 0, earlier, z3.And(takes == day.gap, not day.silent)))
        none, inside = z3.IntVal(0), self._opened
        complete = replace(self._moment, completed_age=-takes)
        for moment, after in ((inside, none), (inside, takes), (complete, takes)):
            visits = moment.visits + z3.If(after > 0, 1, 0)
            then = _came(self._later(moment, after), none, visits)
            rests = self._calls(then).rests
            self.bounds.append(z3.Implies(takes > 0, z3.Not(rests)))

    def _after(self, day: Given, takes: Formula) -> Moment:
        """The moment in which the person arrives, with nothing new; or does not arrive.
        `takes`: days after the day before on which a module was completed."""
        was, gap = self._moment, day.gap
        later = self._later(was, gap)
        visits = was.visits + z3.If(z3.And(takes > 0, takes < gap), 1, 0)
        later = replace(later, completed_age=later.completed_age - takes)
        if day.silent:
            return _came(later, was.away + gap - takes, visits)
        return _came(later, z3.IntVal(0), visits + day.others + 1)

    def _later(self, was: Moment, gap: Formula) -> Moment:
        """A moment some days later, with nothing new."""
        today = was.enrolled + gap
        return replace(
            was,
            **self._stands(today, was.standing),
            series={s: replace(one, age=one.age + gap) for s, one in was.series.items()},
            flare_age=was.flare_age + gap,
            enrolled=today,
            completed_age=was.completed_age + gap,
            doses=self._sums.doses(today),
            patterns=self._sums.patterns(gap),
            arms=self._arms(),
        )

    def _done(self, was: Moment, day: Given) -> Moment:
        """The moment once the person has answered and done what they do that day."""
        self.bounds.append(self._sums.add(day, was.enrolled))
        self.bounds += self._check_ins.add(day, was)
        return replace(
            was,
            series={s: answered(one, *day.answers[s]) for s, one in was.series.items()},
            flare=day.flare,
            flare_age=z3.If(z3.And(was.flare, day.flare), was.flare_age, 0),
            practices=was.practices + day.entries,
            doses=self._sums.doses(was.enrolled),
            learned={
                key: (z3.Or(known, day.learned[key][0]), z3.If(*day.learned[key], score))
                for key, (known, score) in was.learned.items()
            },
            steps={step: z3.Or(did, day.steps[step]) for step, did in was.steps.items()},
            patterns=self._sums.patterns(z3.IntVal(0)),
        )

    def _follow(self, move: Move, calls: Calls, want: Want | None) -> None:
        """The decision is what the move says; what was offered beside it is declined."""
        today = self._moment.enrolled
        if move.module is None:
            self.bounds.append(calls.rests)
            if move.soon:
                self.bounds.append(calls.moment.stands.running == self.standing.lately)
            self.standing = move.after(self.standing)
            self._row = Row(self.standing.running, today)
            over = today + self.uses.plan.light_week_days
            self._next = z3.If(over > self._next, over, self._next)
            self._moment = replace(self._moment, **self._stands(today, self.standing))
            return
        self.bounds.append(calls.opens(move.module))
        self._opened = self._inside(self._moment, move.module)
        self._next = today + self.uses.plan.module_days
        for branch in self.standing.free_branches - {move.module}:
            self._declined.setdefault(branch, []).append(calls.called(branch))
        self.standing, self._row = move.after(self.standing), self._row.moved()
        self._moment = replace(
            self._moment,
            **self._stands(today, self.standing),
            completed_age=z3.IntVal(0),
            arms=self._arms(),
        )
        after = self._calls(self._moment)
        if want is not None:
            self.bounds.append(want(after))
        else:
            self._at_once = after.rests


def _came(moment: Moment, away: Formula, visits: Formula) -> Moment:
    """The same with so many visits, the last so many days ago: as long as the last contact."""
    return replace(moment, away=away, contact=(visits > 0, away), visits=visits)
