"""Everything that can happen to a participant, as immutable facts in an envelope."""

from program.events._fact import Fact, Text, Value, keep_text, proves
from program.events.answers import (
    CheckInSaved,
    ExerciseSaved,
    InstrumentAnswered,
    LessonRead,
    Occasion,
    ScoreValue,
    StepSkipped,
)
from program.events.care import RestrictionSet
from program.events.decision import (
    Answer,
    Change,
    Decision,
    Drawn,
    Finish,
    Hold,
    Input,
    LightWeek,
    Nearest,
    OfferChoice,
    OpenModule,
    Outcome,
    Raise,
    RuleTrace,
    Wait,
)
from program.events.envelope import (
    GENESIS,
    AnyFact,
    Event,
    Role,
    Stamp,
    digest,
    digest_dict,
    placed,
    read,
    read_dict,
    write,
)
from program.events.path import (
    Chosen,
    ConsentGiven,
    DirectiveGiven,
    Enrolled,
    FlareReported,
    Migrated,
    ModuleCompleted,
    ModuleOpened,
    NotToday,
    ProgramFinished,
    Variant,
    Visited,
    ZoneSet,
)
from program.events.signals import HelpShown, Level, SignalHandled, SignalRaised

__all__ = [
    "GENESIS", "AnyFact", "Event", "Fact", "Role", "Stamp", "Text", "Value",
    "digest", "digest_dict", "keep_text", "placed", "proves", "read", "read_dict", "write",
    "Enrolled", "Migrated", "ConsentGiven", "Visited", "ModuleOpened", "ModuleCompleted",
    "NotToday", "FlareReported", "Chosen", "DirectiveGiven", "ProgramFinished", "ZoneSet",
    "RestrictionSet",
    "Variant", "InstrumentAnswered", "CheckInSaved", "LessonRead", "ExerciseSaved",
    "StepSkipped", "ScoreValue", "Occasion", "SignalRaised", "SignalHandled", "HelpShown",
    "Level",
    "Decision", "Outcome", "OpenModule", "OfferChoice", "LightWeek", "Wait", "Hold", "Finish",
    "RuleTrace", "Input", "Change", "Answer", "Nearest", "Drawn", "Raise",
]  # fmt: skip
