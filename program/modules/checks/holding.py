"""Rules that hold the path on an answer nobody is asked for again in a long time."""

from collections.abc import Iterator

from program.adapt.conditions import FRESH_DAYS, Leaf
from program.adapt.rules import HoldPath, Rule
from program.adapt.schedule import asked_at
from program.ids import InstrumentId
from program.modules.checks.questions import Known
from program.modules.issues import Issue
from program.modules.spec import ProgramFile
from program.modules.strict_yaml import Place
from program.modules.typed import Placed


def check_hold(
    rules: Placed[tuple[Rule, ...]],
    rule: Rule,
    place: Place,
    leaf: Leaf,
    known: Known,
    program: ProgramFile,
) -> Iterator[Issue]:
    """A note on a question that can hold somebody for long, whatever they do meanwhile."""
    scale, days = getattr(leaf, "scale", None), getattr(leaf, "within_days", 0)
    if not isinstance(rule.then, HoldPath) or scale is None or days <= FRESH_DAYS:
        return
    instrument = known.askable.get(scale)
    if instrument is None:
        return
    when = asked_at(InstrumentId(instrument), program.also_asked)
    if "weekly" not in when:
        message = (
            f"This rule may hold somebody for {days} days: {scale} is not asked every week."
        )
        advice = "name fewer days in within_days, or ask about what comes every week"
        yield rules.issue("holds-for-long", message, advice, *place, "within_days", note=True)
