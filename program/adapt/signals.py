"""Signals to therapists from the course of a person: amber and red, each against the person's
own baseline. Risk is not here: it is a class of its own in `safety`.

Every threshold is clinical judgement on published evidence, as the clinical rules hold it.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from program.adapt.plan import Plan
from program.events import Decision, Level, SignalRaised
from program.exercises.sleep_window import careful
from program.ids import EventId, RuleId, SignalId
from program.record import Observed, Record
from program.words import N_


def course_signals(record: Record) -> tuple[SignalRaised, ...]:
    """Every signal that the answers so far call for. Old or new: ids make twice once."""
    return (
        *_pain(record),
        *_mood(record),
        *_anxiety(record),
        *_areas(record),
        *_credibility(record),
        *_usefulness(record),
        *_sleep_window(record),
    )


def ageing_signals(plan: Plan, record: Record, on: date) -> tuple[SignalRaised, ...]:
    """Signals that come from time going by: computed where they are shown, and made facts by
    the daily tick."""
    if record.enrolled is None or record.finished is not None:
        return ()
    return (*_visits(record, on), *_behind(plan, record, on))


def ruled_signals(
    decision: Decision, record: Record, sentences: Mapping[RuleId, str]
) -> Iterator[SignalRaised]:
    """What the rules of a decision ask a therapist to look at: signals, and more or less of the
    therapist's time. `sentences`: rule -> its sentence for a therapist.

    A signal stands for the answers behind it; where there are none, for the module that was
    open or next, so that it comes once for each.
    """
    levels: dict[RuleId, Level] = {one.rule: one.level for one in decision.signals}
    if decision.support is not None and decision.supported_by is not None:
        levels.setdefault(decision.supported_by, "info")
    for trace in decision.trace:
        if trace.rule not in levels:
            continue
        sources = tuple(
            source for at in trace.because if (source := trace.inputs[at].source) is not None
        )
        since = "" if sources else f"{len(record.modules)}"
        yield _signal(
            f"rule-{trace.rule}",
            levels[trace.rule],
            N_("{sentence}"),
            tuple(dict.fromkeys(sources)),
            since,
            sentence=sentences.get(trace.rule, str(trace.rule)),
        )


def _signal(
    kind: str,
    level: Level,
    reason: str,
    sources: tuple[EventId, ...],
    since: str = "",
    **values: float | str,
) -> SignalRaised:
    made_of = "|".join((kind, level, since, *sources))
    token = hashlib.sha256(made_of.encode()).hexdigest()[:24]
    return SignalRaised(
        signal=SignalId(f"{kind.replace('_', '-')}-{token}"),
        kind=kind,
        level=level,
        reason=reason,
        values=values,
        sources=sources,
    )


def _rises(seen: tuple[Observed, ...]) -> list[float]:
    """Each value's rise over the first one, in points. Means of thirds have no exact float, so
    a rise is rounded before it meets a threshold."""
    first = seen[0].value or 0.0
    return [round((o.value or 0.0) - first, 3) for o in seen]


def _ids(*seen: Observed) -> tuple[EventId, ...]:
    return tuple(o.event for o in seen)


def _pain(record: Record) -> Iterator[SignalRaised]:
    seen = record.values("peg")
    rises = _rises(seen) if seen else []
    for index in range(1, len(seen)):
        now, before = rises[index], rises[index - 1] if index > 1 else 0.0
        points = round(now, 1)
        if now >= 2 and before >= 2:
            reason = N_(
                "Pain and interference are {points} points above the start, twice running."
            )
            both = _ids(seen[index - 1], seen[index])
            yield _signal("pain_up", "red", reason, both, points=points)
        elif now >= 2 or (now >= 1 and before >= 1):
            reason = N_("Pain and interference are {points} points above the start.")
            yield _signal("pain_up", "amber", reason, _ids(seen[index]), points=points)


def _mood(record: Record) -> Iterator[SignalRaised]:
    seen = record.values("phq8")
    if not seen:
        return
    first = seen[0].value or 0.0
    if first >= 20:
        reason = N_("The mood questionnaire (PHQ-8) is {value} at the start.")
        yield _signal("mood_high", "red", reason, _ids(seen[0]), value=first)
    elif first >= 15:
        reason = N_(
            "The mood questionnaire (PHQ-8) is {value} at the start: one intake review."
        )
        yield _signal("intake_review", "amber", reason, _ids(seen[0]), value=first)
    for before, now in pairwise(seen):
        yield from _mood_moved(first, before, now)
    yield from _step_up(record, seen)


def _mood_moved(first: float, before: Observed, now: Observed) -> Iterator[SignalRaised]:
    value, earlier = now.value or 0.0, before.value or 0.0
    rise = round(value - first, 1)
    if value >= 20 or (value >= 15 > earlier) or rise >= 5:
        reason = (
            N_("The mood questionnaire (PHQ-8) is {value}, {rise} above the start.")
            if rise > 0
            else N_("The mood questionnaire (PHQ-8) is {value}.")
        )
        yield _signal("mood_high", "red", reason, _ids(now), value=value, rise=rise)
    elif rise >= 3:
        reason = N_("The mood questionnaire (PHQ-8) has gone up by {rise}.")
        yield _signal("mood_up", "amber", reason, _ids(now), rise=rise)


def _step_up(record: Record, seen: tuple[Observed, ...]) -> Iterator[SignalRaised]:
    """Raised when it comes to be so, not again at every answer while it stays so: a referral is
    offered once."""
    before: Level | None = None
    for n in range(2, len(seen) + 1):
        level, now = _stays_low(record, seen[:n]), seen[n - 1]
        if level is not None and level != before:
            kind, reason = (
                ("step_up", N_("Mood stays low (PHQ-8 {value}): offer a referral."))
                if level == "red"
                else (
                    "mood_unmoved",
                    N_("Mood has not eased by a fifth since the start (PHQ-8 {value})."),
                )
            )
            yield _signal(kind, level, reason, _ids(now), value=now.value or 0.0)
        before = level


def _stays_low(record: Record, seen: tuple[Observed, ...]) -> Level | None:
    """How the course of low mood looks at the latest of at least two values."""
    first, latest = seen[0].value or 0.0, seen[-1].value or 0.0
    late = record.enrolled is not None and (seen[-1].on - record.enrolled).days >= 42
    unmoved = late and first > 0 and latest > 0.8 * first
    twice = latest >= 15 and (seen[-2].value or 0.0) >= 15
    if twice or (unmoved and latest >= 10):
        return "red"
    return "amber" if unmoved else None


def _anxiety(record: Record) -> Iterator[SignalRaised]:
    seen = record.values("gad7")
    for now in seen[1:]:
        rise = round((now.value or 0.0) - (seen[0].value or 0.0), 1)
        if rise >= 3:
            level: Level = "red" if rise >= 4 else "amber"
            reason = N_("Anxiety (GAD-7) has gone up by {rise}.")
            yield _signal("anxiety_up", level, reason, _ids(now), rise=rise)


def _areas(record: Record) -> Iterator[SignalRaised]:
    """The last two times an area was rated. A weekly check-in rates the one most in the way,
    so weeks in which another one came first say nothing of it and lie between."""
    for scale in sorted(s for s in record.scales if s.startswith("area-")):
        seen = record.values(scale)
        for before, now in pairwise(seen):
            lower = min(before.value or 0.0, now.value or 0.0)
            if lower >= 7:
                level: Level = "red" if lower >= 9 else "amber"
                reason = N_(
                    "The last two times it was rated, {area} was high: {value} of 10 now."
                )
                area = scale.removeprefix("area-")
                both = _ids(before, now)
                yield _signal(
                    "area_high", level, reason, both, area=area, value=now.value or 0.0
                )


def _credibility(record: Record) -> Iterator[SignalRaised]:
    """At the first weekly check-in, up to a week late. At the start nobody has met the program
    yet."""
    starts = {on for on, saved in record.check_ins if saved.occasion == "start"}
    for now in record.values("credibility"):
        early = record.enrolled is not None and (now.on - record.enrolled).days < 21
        if early and now.on not in starts and (now.value or 0.0) <= 4:
            reason = N_("After a week the program did not make much sense ({value} of 10).")
            value = now.value or 0.0
            yield _signal("credibility_low", "amber", reason, _ids(now), value=value)


def _usefulness(record: Record) -> Iterator[SignalRaised]:
    rated = [s for s in record.modules.values() if s.completed and s.useful is not None]
    for before, now in pairwise(rated):
        if (before.useful or 0) <= 3 and (now.useful or 0) <= 3:
            reason = N_("Two modules running were of little use (3 of 10 or less).")
            source = f"{before.completed}/{now.completed}"
            yield _signal("little_use", "amber", reason, (), source)


def _sleep_window(record: Record) -> Iterator[SignalRaised]:
    """A shorter time in bed was asked about and is not safe, or may not be."""
    for saved in record.kind("sleep_window"):
        named = careful(saved.fact.answers)
        if named:
            reason = N_(
                "Before a sleep window, answered yes or not sure: {asked}. None was proposed."
            )
            asked = ", ".join(named)
            yield _signal("sleep_caution", "amber", reason, (saved.event,), asked=asked)


def _visits(record: Record, on: date) -> Iterator[SignalRaised]:
    if record.enrolled is None:
        return
    last = max(record.last_contact or record.enrolled, record.enrolled)
    days = (on - last).days
    if days >= 7:
        level: Level = "red" if days >= 14 else "amber"
        reason = N_("No visit for {days} days.")
        yield _signal("no_visit", level, reason, (), last.isoformat(), days=days)


def _behind(plan: Plan, record: Record, on: date) -> Iterator[SignalRaised]:
    held = record.held is not None or (record.holds and record.holds[-1][1] is None)
    behind = modules_behind(plan, record, on)
    if record.enrolled is None or held or days_that_count(record, on) < 14 or behind < 1:
        return
    one, more = N_("One module behind the plan."), N_("{behind} modules behind the plan.")
    reason = one if behind == 1 else more
    level: Level = "red" if behind >= 2 else "amber"
    since = _behind_since(plan, record, 2 if behind >= 2 else 1)
    yield _signal("behind", level, reason, (), since.isoformat(), behind=behind)


def _behind_since(plan: Plan, record: Record, least: int) -> date:
    """The last completion that left fewer than so many modules behind, or enrolment.

    Falling further behind is the same signal, which a therapist has been shown already."""
    done = (state.first_completed for state in record.modules.values())
    days = sorted(day for day in done if day is not None)
    caught_up = [
        day
        for completed, day in enumerate(days, start=1)
        if _expected(plan, record, day) - completed < least
    ]
    return caught_up[-1] if caught_up else record.enrolled or date.min


def modules_behind(plan: Plan, record: Record, on: date) -> int:
    """Modules that the cadence would have seen complete and that are not."""
    completed = sum(state.first_completed is not None for state in record.modules.values())
    return max(0, _expected(plan, record, on) - completed)


def _expected(plan: Plan, record: Record, on: date) -> int:
    """Modules that the cadence would have seen complete by some day."""
    return min(len(plan.core), days_that_count(record, on) // plan.module_days)


def days_that_count(record: Record, on: date) -> int:
    """Days since enrolment in which the path was open. Light weeks, which are counted whole
    from their first day, and days on hold never count against anyone."""
    if record.enrolled is None:
        return 0
    rest = {
        begun + timedelta(days=n)
        for begun, until in record.light_weeks
        if begun <= on
        for n in range((until - begun).days + 1)
    }
    rest |= {
        begun + timedelta(days=n)
        for begun, over in record.holds
        for n in range((min(over or on, on) - begun).days)
    }
    return max(0, (on - record.enrolled).days - len(rest))
