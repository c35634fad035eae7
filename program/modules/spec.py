"""What a program is made of: its modules and their steps, as typed values.

Structure files (`*.yaml`) hold ids and numbers; sentences stand in `<name>.<locale>.yaml`
beside them and in lessons (`NN-name.<locale>.md`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field

from program.ids import InstrumentId, ModuleId, PracticeId, ProgramId, Slug, StepId
from program.modules.written import Written

Area = Literal["activity", "sleep", "mood", "people", "work", "thinking"]
"""The six areas in which pain gets in the way."""

Role = Literal["look_back", "idea", "do", "barriers", "plan", "close", "extra"]
"""A step's place in the session grammar; `extra` is optional reading or practice."""


class _Step(Written):
    id: Annotated[StepId, Slug]
    """Stable: answers hang on it. Unique in all content."""
    role: Role
    minutes: int = Field(ge=1, le=20)
    required: bool = True
    part: int = Field(default=1, ge=1)
    """Modules are done in parts of 7 minutes or less; each part may be another visit."""


class LessonStep(_Step):
    """Something to read."""

    step: Literal["lesson"]
    lesson: str = Field(min_length=1)
    """File stem without locale, such as `01-how-pain-lasts`."""


class ExerciseStep(_Step):
    """Something to fill in: one exercise kind."""

    step: Literal["exercise"]
    exercise: str
    """The kind: a file in program/exercises/."""
    options: dict[str, Any] = {}
    """What the kind's Spec takes."""


class PracticeStep(_Step):
    """A guided practice, kept with the kind `practice_log`."""

    step: Literal["practice"]
    practice: Annotated[PracticeId, Slug]
    length: int = Field(ge=1, le=40)
    """Minutes of the practice itself."""


class CheckInStep(_Step):
    """A check-in inside a module (the first one, in the welcome)."""

    step: Literal["check_in"]
    occasion: Literal["start", "weekly", "middle", "end"]


Step = Annotated[
    LessonStep | ExerciseStep | PracticeStep | CheckInStep, Field(discriminator="step")
]


class ModuleFile(Written):
    """module.yaml"""

    id: Annotated[ModuleId, Slug]
    area: Area | None = None
    """The area this module is for; None for modules that serve all."""
    grammar: Literal["session", "welcome"] = "session"
    """`session`: look back, one idea, do it now, barriers, plan, close, in this order."""
    steps: tuple[Step, ...] = Field(min_length=1)


class StepWords(Written):
    """What a patient reads about one step that is not a lesson."""

    title: str
    lead: str = ""


class ModuleWords(Written):
    """module.<locale>.yaml"""

    title: str
    about: str
    """One sentence: what this module is good for."""
    next: str
    """Completes "The next one is about ...", lower case, no full stop."""
    steps: dict[str, StepWords] = {}


@dataclass(frozen=True)
class Lesson:
    """A lesson in one language: the full text and the short form for a bad day."""

    title: str
    body: str
    """Markdown."""
    short: str
    """Markdown, 60-120 words."""
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Module:
    """A module with its words, by locale."""

    id: ModuleId
    area: Area | None
    steps: tuple[Step, ...]
    words: Mapping[str, ModuleWords]
    lessons: Mapping[str, Mapping[str, Lesson]]
    """Lesson stem -> locale -> lesson."""

    @property
    def required(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.required)

    @property
    def minutes(self) -> int:
        """Minutes of everything required."""
        return sum(step.minutes for step in self.required)

    def step(self, step: str) -> Step | None:
        return next((s for s in self.steps if s.id == step), None)


class Branch(Written):
    """A module that is offered when the record calls for it."""

    module: Annotated[ModuleId, Slug]
    after: Annotated[ModuleId, Slug] | None = None
    """The module that must be complete before it is offered: of the core, or a branch that
    stands above this one."""
    in_tools: bool = False
    """From then on it waits in Tools too, whether a rule calls for it or not."""


class Booster(Written):
    """A module that opens some weeks after the end, to look back and begin again."""

    module: Annotated[ModuleId, Slug]
    weeks: int = Field(ge=1, le=52)
    """Weeks from the day the program was finished. Later ones stand below sooner ones."""


class Cadence(Written):
    """When things come. All counted in the participant's own days."""

    module_days: int = Field(default=7, ge=1, le=28)
    """Days from the opening of one module to the opening of the next."""
    check_in_days: int = Field(default=7, ge=3, le=28)
    mood_weeks: int = Field(default=2, ge=1, le=4)
    """Every how many weeks the full mood questionnaire (PHQ-8) is asked."""
    middle_week: int = Field(default=4, ge=2, le=26)
    light_week_days: int = Field(default=7, ge=3, le=14)
    light_weeks_running: int = Field(default=2, ge=1, le=3)


class Limits(Written):
    """How far branches may lengthen the path (short cores are finished; see rules.md)."""

    branches_between: int = Field(default=1, ge=0, le=1)
    branches_in_course: int = Field(default=2, ge=0, le=2)


class Invariants(Written):
    """What no rule may ever bring about; `verify` proves it or shows a history."""

    never_skipped: tuple[Annotated[ModuleId, Slug], ...] = ()
    """Modules that every way through the program opens, such as pain education."""
    longest_weeks: int = Field(default=52, ge=1, le=104)
    """Weeks the longest way through core and branches may take, light weeks counted, for
    somebody who goes on."""


class ProgramFile(Written):
    """program.yaml"""

    id: Annotated[ProgramId, Slug]
    default: bool = False
    """Offered first where a therapist chooses; one program at most."""
    core: tuple[Annotated[ModuleId, Slug], ...] = Field(min_length=1)
    movable: tuple[Annotated[ModuleId, Slug], ...] = ()
    """Core modules that a rule may bring forward."""
    needs: dict[Annotated[ModuleId, Slug], tuple[Annotated[ModuleId, Slug], ...]] = {}
    """Core module -> modules that must be complete before it opens."""
    invariants: Invariants = Invariants()
    branches: tuple[Branch, ...] = ()
    boosters: tuple[Booster, ...] = ()
    cadence: Cadence = Cadence()
    limits: Limits = Limits()
    also_asked: tuple[Annotated[InstrumentId, Slug], ...] = ()
    """Further instruments at the first, the middle and the last check-in, such as a study's."""
    intended_use: str
    """For whom, and on what evidence; read by staff, not by patients."""


class ProgramWords(Written):
    """program.<locale>.yaml"""

    title: str
    about: str


class RuleWords(Written):
    """rules.<locale>.yaml: rule -> why, in one sentence for each reader."""

    patient: str = ""
    """Left out where a rule only speaks to the therapist."""
    therapist: str
