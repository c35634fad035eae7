"""Signals to therapists from the course of a person: amber and red, each against the person's
own baseline. Risk is not here: it is a class of its own in `safety`.

Every threshold is clinical judgement on published evidence, as the clinical rules hold it.
Reasons are facts that are read weeks later: they say what was, and never what is.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from program.adapt.look import change_between
from program.adapt.raised import signal
from program.events import Decision, Level, SignalRaised
from program.exercises.sleep_window import careful
from program.ids import EventId, RuleId
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
        *exercise_signals(record),
    )


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
            source for at in trace.because if (source := decision.inputs[at].source) is not None
        )
        since = "" if sources else f"{len(record.modules)}"
        yield signal(
            f"rule-{trace.rule}",
            levels[trace.rule],
            N_("{sentence}"),
            tuple(dict.fromkeys(sources)),
            since,
            sentence=sentences.get(trace.rule, str(trace.rule)),
        )


def _rise(first: Observed, now: Observed) -> float:
    """Points above the first value, which both are known, as rules compare them."""
    return change_between(first, now) or 0.0


def _ids(*seen: Observed) -> tuple[EventId, ...]:
    return tuple(o.event for o in seen)


def _pain(record: Record) -> Iterator[SignalRaised]:
    seen = record.values("peg")
    rises = [_rise(seen[0], now) for now in seen]
    for index in range(1, len(seen)):
        now, before = rises[index], rises[index - 1] if index > 1 else 0.0
        points = round(now, 1)
        if now >= 2 and before >= 2:
            reason = N_(
                "Pain and interference were {points} points above the start, twice running."
            )
            both = _ids(seen[index - 1], seen[index])
            yield signal("pain_up", "red", reason, both, points=points)
        elif now >= 2 or (now >= 1 and before >= 1):
            reason = N_("Pain and interference were {points} points above the start.")
            yield signal("pain_up", "amber", reason, _ids(seen[index]), points=points)


def _mood(record: Record) -> Iterator[SignalRaised]:
    seen = record.values("phq8")
    if not seen:
        return
    first = seen[0].value or 0.0
    if first >= 20:
        reason = N_("The mood questionnaire (PHQ-8) was {value} at the start.")
        yield signal("mood_high", "red", reason, _ids(seen[0]), value=first)
    elif first >= 15:
        reason = N_(
            "The mood questionnaire (PHQ-8) was {value} at the start: one intake review."
        )
        yield signal("intake_review", "amber", reason, _ids(seen[0]), value=first)
    for before, now in pairwise(seen):
        yield from _mood_moved(seen[0], before, now)
    yield from _step_up(record, seen)


def _mood_moved(first: Observed, before: Observed, now: Observed) -> Iterator[SignalRaised]:
    value, earlier, rise = now.value or 0.0, before.value or 0.0, _rise(first, now)
    if value >= 20 or (value >= 15 > earlier) or rise >= 5:
        reason = (
            N_("The mood questionnaire (PHQ-8) was {value}, {rise} above the start.")
            if rise > 0
            else N_("The mood questionnaire (PHQ-8) was {value}.")
        )
        yield signal("mood_high", "red", reason, _ids(now), value=value, rise=rise)
    elif rise >= 3:
        reason = N_("The mood questionnaire (PHQ-8) was {rise} above the start.")
        yield signal("mood_up", "amber", reason, _ids(now), rise=rise)


def _step_up(record: Record, seen: tuple[Observed, ...]) -> Iterator[SignalRaised]:
    """Raised when it comes to be so, not again at every answer while it stays so: a referral is
    offered once."""
    before: Level | None = None
    for n in range(2, len(seen) + 1):
        level, now = _stays_low(record, seen[:n]), seen[n - 1]
        if level is not None and level != before:
            kind, reason = (
                ("step_up", N_("Mood stayed low (PHQ-8 {value}): offer a referral."))
                if level == "red"
                else (
                    "mood_unmoved",
                    N_("Mood had not eased by a fifth since the start (PHQ-8 {value})."),
                )
            )
            yield signal(kind, level, reason, _ids(now), value=now.value or 0.0)
        before = level


def _stays_low(record: Record, seen: tuple[Observed, ...]) -> Level | None:
    """How the course of low mood looks at the latest of at least two values. A start of 0 has
    no fifth to ease by."""
    first, latest = seen[0].value or 0.0, seen[-1].value or 0.0
    late = record.enrolled is not None and (seen[-1].on - record.enrolled).days >= 42
    unmoved = late and latest > 0.8 * first
    twice = latest >= 15 and (seen[-2].value or 0.0) >= 15
    if twice or (unmoved and latest >= 10):
        return "red"
    return "amber" if unmoved and first > 0 else None


def _anxiety(record: Record) -> Iterator[SignalRaised]:
    seen = record.values("gad7")
    for now in seen[1:]:
        rise = _rise(seen[0], now)
        if rise >= 3:
            level: Level = "red" if rise >= 4 else "amber"
            reason = N_("Anxiety (GAD-7) was {rise} above the start.")
            yield signal("anxiety_up", level, reason, _ids(now), rise=rise)


def _areas(record: Record) -> Iterator[SignalRaised]:
    """The last two times an area was rated. A weekly check-in rates the one most in the way,
    so weeks in which another one came first say nothing of it and lie between."""
    for scale in sorted(s for s in record.scales if s.startswith("area-")):
        seen = record.values(scale)
        for before, now in pairwise(seen):
            lower = min(before.value or 0.0, now.value or 0.0)
            if lower >= 7:
                level: Level = "red" if lower >= 9 else "amber"
                reason = N_("Rated high twice running: {area}, {value} of 10 the second time.")
                area = scale.removeprefix("area-")
                both = _ids(before, now)
                value = now.value or 0.0
                yield signal(
                    "area_high", level, reason, both, since=area, area=area, value=value
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
            yield signal("credibility_low", "amber", reason, _ids(now), value=value)


def _usefulness(record: Record) -> Iterator[SignalRaised]:
    for before, now in pairwise(record.rated):
        if before.useful <= 3 and now.useful <= 3:
            reason = N_("Two modules running were of little use (3 of 10 or less).")
            source = f"{before.on}/{now.on}"
            yield signal("little_use", "amber", reason, (), source)


def exercise_signals(record: Record) -> Iterator[SignalRaised]:
    """Those that an exercise calls for: a shorter time in bed was asked about and is not safe,
    or may not be."""
    for saved in record.kind("sleep_window"):
        named = careful(saved.fact.answers)
        if named:
            reason = N_(
                "Before a sleep window, answered yes or not sure: {asked}. None was proposed."
            )
            asked = ", ".join(named)
            yield signal("sleep_caution", "amber", reason, (saved.event,), asked=asked)
