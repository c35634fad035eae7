"""Facts and decisions of a witness in plain words, for whoever writes the rules."""

from datetime import date

from program.events import (
    AnyFact,
    Chosen,
    Decision,
    Enrolled,
    ExerciseSaved,
    Finish,
    FlareReported,
    Hold,
    InstrumentAnswered,
    LessonRead,
    LightWeek,
    ModuleCompleted,
    ModuleOpened,
    OfferChoice,
    OpenModule,
    Outcome,
    Visited,
    Wait,
)


def told(fact: AnyFact) -> str:
    """What happened; empty for what is told by the decision, or of no matter."""
    match fact:
        case Enrolled():
            return "is enrolled"
        case Visited():
            return "visits"
        case InstrumentAnswered(scores=()):
            return f"answers the {fact.instrument}"
        case InstrumentAnswered():
            given = [s for s in fact.scores if s.value is not None]
            return ", ".join(f"{score.scale} is {score.value:g}" for score in given)
        case FlareReported():
            return "says a flare goes on" if fact.going_on else "says the flare is over"
        case ModuleOpened():
            return f"opens {fact.module}"
        case ModuleCompleted():
            return f"completes {fact.module}"
        case Chosen():
            return f"chooses {fact.module}" if fact.module else "declines what is offered"
        case LessonRead():
            return f"does the step {fact.step}"
        case ExerciseSaved():
            learned = ", ".join(f"{name} {value:g}" for name, value in fact.scores.items())
            return f"saves {fact.kind}" + (f" ({learned})" if learned else "")
        case _:
            return ""


def decided(decision: Decision, enrolled: date) -> str:
    """What a decision came to, with the rule behind it."""
    said = _outcome(decision.outcome, enrolled)
    return f"{said} (rule {decision.rule})" if decision.rule else said


def _outcome(outcome: Outcome, enrolled: date) -> str:
    match outcome:
        case OpenModule():
            return f"{outcome.module} comes next"
        case OfferChoice():
            return f"{' or '.join(outcome.branches)} is offered, else {outcome.otherwise}"
        case LightWeek():
            return f"a light week until day {(outcome.until - enrolled).days}"
        case Wait():
            return f"wait until day {(outcome.until - enrolled).days}"
        case Hold():
            return "held for a therapist"
        case Finish():
            return "the program is finished"
