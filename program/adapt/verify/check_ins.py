"""The check-ins of a course: on which of its days one may be due, and what it asks then.

A second reading of `program.adapt.schedule`, kept apart from it on purpose: `playing` asks the
schedule itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import z3

from program.adapt.plan import Asking, ScaleFacts
from program.adapt.verify.given import Given
from program.adapt.verify.moment import LONG, Formula, Moment
from program.adapt.verify.of_scale import in_steps
from program.adapt.verify.uses import Uses
from program.adapt.verify.values import unit
from program.ids import ScaleId

_NO = z3.BoolVal(False)


class _Had(NamedTuple):
    """A check-in that there may have been."""

    there: Formula
    on: Formula
    """Day since enrolment."""
    start: Formula
    """Whether it was the first one, inside the welcome."""
    ended: bool
    """Whether it came after the last core module."""


@dataclass
class CheckIns:
    """The check-ins of a course up to its latest day."""

    uses: Uses
    _had: list[_Had] = field(default_factory=list)
    _end: Formula = None
    """Day since enrolment on which the last core module was complete."""
    _mood: Formula = -LONG
    """The same of the latest check-in that asked about mood whole."""

    def add(self, day: Given, moment: Moment) -> Iterator[Formula]:
        """What must hold of the answers of one more day."""
        plan, today = self.uses.plan, moment.enrolled
        asked = {
            scale: (day.answers[scale][0], at)
            for scale in self.uses.scales
            if (at := plan.scales[scale].asked_at) is not None
        }
        if not asked:
            return
        there = z3.Or([answered for answered, _ in asked.values()])
        when = self._after(moment) if moment.standing.ended else self._before(moment)
        last: Formula = z3.IntVal(0)
        for had in self._had:
            last = z3.If(had.there, had.on, last)
        start = when.get("start", _NO)
        yield z3.Implies(there, z3.Or(start, today >= last + plan.check_in_days))
        for answered, at in asked.values():
            yield z3.Implies(answered, z3.Or([when.get(asking, _NO) for asking in sorted(at)]))
        yield from self._short(day, today, there, when)
        self._had.append(_Had(there, today, start, moment.standing.ended))

    def _short(
        self, day: Given, today: Formula, there: Formula, when: dict[Asking, Formula]
    ) -> Iterator[Formula]:
        """Mood is asked whole every few weeks, and between only where the first items call
        for it."""
        facts = {s: self.uses.plan.scales[s] for s in self.uses.scales}
        moods = {s: one for s, one in facts.items() if _is_mood(one)}
        if not moods:
            return
        weekly = z3.Or(when.get("first_week", _NO), when.get("weekly", _NO))
        due = today >= self._mood + 7 * self.uses.plan.mood_weeks
        whole = z3.And(there, z3.Or(z3.Not(weekly), due))
        asked = [whole]
        for scale, one in moods.items():
            answered, value = day.answers[scale]
            least = in_steps(">=", value, one.short_from or 0.0, unit(one), one.lowest)
            yield z3.Implies(z3.And(answered, z3.Not(whole)), least)
            asked.append(answered)
        for part, mood in self.uses.shared:
            if mood in moods and part not in moods:
                both = z3.And(day.answers[part][0], day.answers[mood][0])
                yield z3.Implies(z3.And(both, z3.Not(whole)), self._called(day, part, mood))
        self._mood = z3.If(z3.Or(asked), today, self._mood)

    def _called(self, day: Given, first: ScaleId, mood: ScaleId) -> Formula:
        """That the first items call for the rest."""
        one, least = self.uses.plan.scales[first], self.uses.plan.scales[mood].short_from or 0.0
        return in_steps(">=", day.answers[first][1], least, unit(one), one.lowest)

    def _before(self, moment: Moment) -> dict[Asking, Formula]:
        """Which check-in it would be, before the end."""
        plan, today = self.uses.plan, moment.enrolled
        welcomed = plan.core[0] in moment.standing.done
        start = z3.And(not welcomed, *(z3.Not(had.there) for had in self._had))
        middle = 7 * plan.middle_week
        late = (z3.And(h.there, h.on >= middle, z3.Not(h.start)) for h in self._had)
        due = z3.And(z3.Not(start), today >= middle, z3.Not(z3.Or(list(late))))
        weekly = z3.And(z3.Not(start), z3.Not(due))
        first = z3.And(weekly, *(z3.Implies(had.there, had.start) for had in self._had))
        return {
            "start": start,
            "first_week": first,
            "weekly": z3.And(weekly, z3.Not(first)),
            "middle": due,
        }

    def _after(self, moment: Moment) -> dict[Asking, Formula]:
        """The same after it: one as the end, and one for each booster."""
        plan, today = self.uses.plan, moment.enrolled
        if self._end is None:
            self._end = today - moment.completed_age
        days = [self._end + 7 * booster.weeks for booster in plan.boosters]
        none = z3.And([z3.Not(had.there) for had in self._had if had.ended])
        before = z3.And([today < day for day in days])
        return {
            "end": z3.And(none, before),
            "booster": z3.Or(list(self._boosters(today, days))),
        }

    def _boosters(self, today: Formula, days: list[Formula]) -> Iterator[Formula]:
        """For each booster: its day has come, no later one's, and its check-in is to come."""
        for n, day in enumerate(days):
            here = z3.And(today >= day, *(today < later for later in days[n + 1 :]))
            none = (z3.Not(z3.And(had.there, had.on >= day)) for had in self._had)
            yield z3.And(here, *none)


def _is_mood(facts: ScaleFacts) -> bool:
    return facts.short_from is not None and facts.asked_at is not None
