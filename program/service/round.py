"""The daily round: what time alone brings becomes a fact, and every history is anchored."""

from collections.abc import Callable
from dataclasses import dataclass

from program.adapt.ageing import ageing_signals
from program.adapt.decide import decide
from program.events import Decision, SignalRaised
from program.ids import AccountId, ParticipantId
from program.service.clinic import Clinic, Signed, Turn, Unpublished
from program.service.deciding import add_decision, rule_signals
from program.service.submit import submit
from program.service.use_case import about_clinic
from program.storage.audit import Findings, verify
from program.storage.ports import Conflict, Damaged, Receipt

_ROUND = Signed(AccountId("daily-round"), "engine")
"""In whose name its facts stand: nobody's."""


@dataclass(frozen=True)
class NotReached:
    """Somebody whose turn has to wait, and why."""

    who: ParticipantId
    why: str


@dataclass(frozen=True)
class Round:
    """What one round came to."""

    people: int
    raised: int
    """Signals that became facts."""
    decided: int
    """Decisions whose rules had something new to say to a therapist."""
    not_reached: tuple[NotReached, ...]
    findings: Findings
    """What the proof found before the anchors were written. What it names is not anchored."""


@about_clinic("make round")
def make_round(
    clinic: Clinic, by: Signed, progress: Callable[[int, int], None] = lambda done, of: None
) -> Round:
    """Look in on everyone once: silence and falling behind become facts on the day they are
    told, rules that ask for time alone have their say, and the histories are proven and then
    anchored. Made again on the same day, it adds nothing.

    progress: told (people looked in on, people in all). Raises Refused, Unavailable.
    """
    raised = decided = 0
    away: list[NotReached] = []
    everyone = sorted(clinic.stores.events.heads())
    for done, who in enumerate(everyone, start=1):
        try:
            kept = _look_in(clinic, who)
        except Unpublished as version:
            why = f"the content {version} is not whole in the archive: restore it from a backup"
            away.append(NotReached(who, why))
        except (Damaged, Conflict) as problem:
            away.append(NotReached(who, str(problem)))
        else:
            facts = [event.fact for event in kept.events] if kept is not None else []
            raised += sum(isinstance(fact, SignalRaised) for fact in facts)
            decided += sum(isinstance(fact, Decision) for fact in facts)
        progress(done, len(everyone))
    return Round(len(everyone), raised, decided, tuple(away), _anchor(clinic))


def _look_in(clinic: Clinic, who: ParticipantId) -> Receipt | None:
    return submit(clinic, _ROUND, who, None, look_in)


def look_in(turn: Turn) -> None:
    """Add what time alone brings to somebody who follows a program: signals of silence and of
    falling behind, and a decision where its rules have something new to say to a therapist."""
    if turn.record.content is None or turn.record.finished is not None:
        return
    plan = turn.program.plan
    for signal in ageing_signals(plan, turn.record, turn.on):
        if signal.signal not in turn.record.signals:
            turn.add(signal)
    if plan.rules_tell and any(
        rule_signals(turn, decide(plan, turn.record, turn.at, occasion="tick"))
    ):
        add_decision(turn, "tick")


def _anchor(clinic: Clinic) -> Findings:
    """Prove, then anchor: an anchor never vouches for what does not prove itself."""
    findings = verify(clinic.stores)
    named = {finding.who for finding in findings.found}
    heads = clinic.stores.events.heads()
    clinic.stores.audit.anchor(
        clinic.moment(), {who: head for who, head in heads.items() if who not in named}
    )
    return findings
