"""What somebody answers on a day, as the service keeps it: the check-in that is due."""

from collections.abc import Iterator

from program.adapt.plan import Occasion, Plan
from program.adapt.schedule import asking_of, check_in, make_check_in, week_of
from program.adapt.verify.history import History, Otherwise
from program.adapt.verify.lived import Lived
from program.events import CheckInSaved, InstrumentAnswered, ScoreValue
from program.ids import InstrumentId, ScaleId


def checked_in(history: History, lived: Lived) -> Iterator[InstrumentAnswered | CheckInSaved]:
    """The check-in that is due, where its questions are of check-ins. Raises Otherwise where
    none is, or where it does not ask for what was answered."""
    plan, record, on = history.plan, history.record, history.date(lived.day)
    asked = {scale: plan.scales[scale].asked_at for scale in lived.answers}
    occasion: Occasion = "weekly"
    skipped: tuple[ScaleId, ...] = ()
    _fit(plan, lived)
    if any(at is not None for at in asked.values()):
        occasion = _due(history, lived.day)
        asking = asking_of(record, occasion)
        for scale, at in asked.items():
            if at is not None and asking not in at:
                raise Otherwise(f"{scale} is not asked on day {lived.day}")
        skipped = _skipped(history, lived, occasion)
    yield from (_scored(history, occasion, *one) for one in lived.answers.items())
    yield from (_scored(history, occasion, scale, None) for scale in skipped)
    yield CheckInSaved(occasion=occasion, week=week_of(record, on))


def _due(history: History, day: int) -> Occasion:
    plan, record = history.plan, history.record
    welcome = record.modules.get(plan.core[0])
    if not record.check_ins and (welcome is None or not welcome.first_completed):
        return "start"
    due = check_in(plan, record, history.date(day), with_phq9=False)
    if due is None:
        raise Otherwise(f"no check-in is due on day {day}")
    return due.occasion


def _skipped(history: History, lived: Lived, occasion: Occasion) -> tuple[ScaleId, ...]:
    """What is asked whole and left out, which counts as asked. Raises Otherwise where a short
    asking would not have come to a value."""
    plan, on = history.plan, history.date(lived.day)
    due = make_check_in(plan, history.record, on, occasion, with_phq9=False)
    lowest = ((scale, facts.short_from) for scale, facts in plan.scales.items())
    moods = {scale: least for scale, least in lowest if least is not None}
    answered = moods.keys() & lived.answers.keys()
    if any(ask.short for ask in due.asks):
        short = (_least(plan, lived, scale) < moods[scale] for scale in answered)
        if any(short):
            raise Otherwise(f"mood is asked in short on day {lived.day}")
        if not answered:
            return ()
    return tuple(scale for scale in moods if scale not in answered)


def _least(plan: Plan, lived: Lived, mood: ScaleId) -> float:
    """Of what was answered of a scale and of its first questions the lower."""
    parts = (s for s in lived.answers if mood in plan.scales[s].part_of)
    return min(lived.answers[scale] for scale in (mood, *parts))


def _fit(plan: Plan, lived: Lived) -> None:
    """Raises Otherwise where two scales with the same questions say what no answers say."""
    for scale, value in lived.answers.items():
        part = plan.scales[scale]
        for whole in part.part_of & lived.answers.keys():
            facts, rest = plan.scales[whole], lived.answers[whole] - value
            most = facts.highest - part.highest
            if not facts.lowest - part.lowest <= round(rest, 4) <= most:
                raise Otherwise(f"{scale} and {whole} do not fit on day {lived.day}")


def _scored(
    history: History, occasion: Occasion, scale: ScaleId, value: float | None
) -> InstrumentAnswered:
    bands = history.plan.scales[scale].bands
    reached = [name for name, begins in bands if value is not None and value >= begins]
    score = ScoreValue(
        scale=scale,
        value=value,
        answered=0 if value is None else 1,
        of=1,
        band=reached[-1] if reached else None,
    )
    return InstrumentAnswered(
        instrument=InstrumentId(scale), occasion=occasion, items={}, scores=(score,), scorer="1"
    )
