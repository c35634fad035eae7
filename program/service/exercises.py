"""Use cases of exercises: drafts, and answers checked, scored and kept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from pydantic import JsonValue

from program.adapt.signals import exercise_signals
from program.events import ExerciseSaved, keep_text
from program.exercises import KINDS, Entry, Kind, Problem, Spec
from program.fields import Answers, DateField, Pages, check, split
from program.ids import ModuleId, ParticipantId, PracticeId, StepId
from program.modules.program import Program
from program.modules.reach import SAFE_PRACTICE, named_practice
from program.modules.spec import ExerciseStep, PracticeStep, Step
from program.record import Record, whole
from program.safety import cautions
from program.service.clinic import Clinic, Signed, Turn
from program.service.deciding import add_signals
from program.service.exercise_kept import Answered, Answering, add_exercise
from program.service.learning import Learned, learned
from program.service.path import NotOpen, open_state, settle
from program.service.practising import (
    allowed,
    asks,
    length_of,
    practice_done,
    practice_of,
)
from program.service.submit import submit
from program.service.tool_steps import practice_tool
from program.service.use_case import about_person
from program.storage.ports import Draft, Receipt
from program.words import N_, Told


@dataclass(frozen=True)
class Asking:
    """An exercise as one person is asked it: the kind, with what cautions make of it."""

    kind: Kind
    spec: Spec
    pages: Pages


@dataclass(frozen=True)
class Task(Asking):
    """An exercise as one person meets it, with what is known already."""

    begin: Mapping[str, JsonValue]
    """Field -> value learned by an earlier exercise, to begin from."""
    entries: tuple[Entry, ...]
    """What was saved in this step before, oldest first."""
    history: tuple[Entry, ...]
    """What was saved with this kind anywhere, or with this practice, oldest first."""
    told: Told | None = None
    """What stands above the form: where the person is today."""

    @property
    def course(self) -> tuple[Entry, ...]:
        """What was saved with this kind up to the latest entry of this step."""
        ends = [n for n, entry in enumerate(self.history) if entry in self.entries[-1:]]
        return self.history[: ends[-1] + 1] if ends else self.entries


class Unanswered(Exception):
    """Some answers want mending; nothing was kept and nothing is lost."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} answers want mending")
        self.problems = tuple(problems)


def task(step: Step, record: Record, program: Program, on: date) -> Task:
    """The exercise of a step on a day. Raises NotOpen for a step that is none."""
    kind, spec, known = _placed(step, record, program, on)
    pages = _pages(kind.name, spec)
    begin = {
        field.id: known.begin[field.carried]
        for page in pages
        for field in page.fields
        if field.carried in known.begin
    }
    history = kept_with(kind, spec, record, program)
    before = entries(record, step.id)
    return Task(kind, spec, pages, begin, before, history, known.told)


def asking(step: Step, record: Record, program: Program, on: date) -> Asking:
    """What the exercise of a step asks on a day. Raises NotOpen for a step that is none."""
    kind, spec, _ = _placed(step, record, program, on)
    return Asking(kind, spec, _pages(kind.name, spec))


def _placed(
    step: Step, record: Record, program: Program, on: date
) -> tuple[Kind, Spec, Learned]:
    kind, options = kind_and_options(step, record, program)
    known = learned(kind.name, record, program, on)
    return kind, kind.spec.model_validate({**options, **known.options}), known


def kept_with(kind: Kind, spec: Spec, record: Record, program: Program) -> tuple[Entry, ...]:
    """What was saved with a kind anywhere, oldest first; of guided practices, with this one."""
    kept, practice = record.kind(kind.name), getattr(spec, "practice", None)
    if practice is not None:
        kept = tuple(saved for saved in kept if practice_done(saved, program) == practice)
    return tuple(saved.entry for saved in kept)


def practice_asked(asked: Asking) -> PracticeId | None:
    """The guided practice an exercise is, where it is one."""
    name = getattr(asked.spec, "practice", None)
    return PracticeId(name) if name is not None else None


def movement_waits(asked: Asking, record: Record) -> bool:
    """Whether an exercise asks somebody to move while new warning signs wait for a look."""
    return asked.kind.moves and cautions(record).no_movement


@lru_cache(maxsize=512)
def _pages(kind: str, spec: Spec) -> Pages:
    return KINDS[kind].pages(spec)


def entries(record: Record, step: StepId) -> tuple[Entry, ...]:
    """What was saved in a step so far, oldest first."""
    return tuple(saved.entry for saved in record.exercises.get(step, ()))


def kind_and_options(
    step: Step, record: Record, program: Program
) -> tuple[Kind, Mapping[str, JsonValue]]:
    """The kind a step is of, and its options for this person: the practice they get, and what
    cautions make of it. Raises NotOpen for a step that is no exercise."""
    if isinstance(step, PracticeStep):
        chosen = step.id == practice_tool(step.practice)
        find = allowed if chosen else practice_of
        practice = find(step.practice, record, program)
        practised = _practised(practice, step.length, record, program)
        at_once = chosen and practice == SAFE_PRACTICE
        return KINDS["practice_log"], {**practised, "at_once": at_once}
    if not isinstance(step, ExerciseStep):
        raise NotOpen(step.id)
    kind = KINDS[step.exercise]
    options = dict(step.options)
    if cautions(record).energy_limit and "energy_limit" in kind.spec.model_fields:
        options["energy_limit"] = True
    named = named_practice(step)
    if named is not None:
        practice = practice_of(PracticeId(named), record, program)
        return kind, _practised(practice, int(options.get("minutes", 1)), record, program)
    return kind, options


def _practised(
    practice: PracticeId, minutes: int, record: Record, program: Program
) -> Mapping[str, JsonValue]:
    return {
        "practice": practice,
        "minutes": length_of(program.practices[practice].file, minutes),
        "first": asks(practice, record, program),
    }


@about_person("save draft")
def save_draft(clinic: Clinic, by: Signed, who: ParticipantId, step: str, draft: Draft) -> None:
    """Keep what a form holds on its way; nothing of somebody who was removed since the page
    asked who is here. Raises Conflict when a newer one is kept."""
    clinic.stores.drafts.save(who, step, draft)
    if clinic.stores.accounts.by_participant(who) is None:
        clinic.stores.drafts.erase(who)


@about_person("see draft")
def see_draft(clinic: Clinic, by: Signed, who: ParticipantId, step: str) -> Draft | None:
    """What the form of a step held last; None when there is nothing on its way."""
    return clinic.stores.drafts.read(who, step)


@about_person("save exercise")
def save_exercise(
    clinic: Clinic,
    by: Signed,
    who: ParticipantId,
    module: ModuleId,
    step: StepId,
    key: str,
    raw: Mapping[str, JsonValue],
    shared: bool = False,
) -> None:
    """Check the answers, keep them with their scores, and complete the module where this was
    its last step. Raises Unanswered, NotOpen, OtherText."""

    def find(turn: Turn) -> Step:
        open_state(turn.record, module)
        found = turn.program.modules[module].step(step)
        if found is None:
            raise NotOpen(step)
        return found

    keep_answers(clinic, by, who, Submission(step, key, raw, shared, module), find)


@dataclass(frozen=True)
class Submission:
    """Answers as they were handed in."""

    step: StepId
    key: str
    raw: Mapping[str, JsonValue]
    shared: bool = False
    module: ModuleId | None = None
    """None when it comes from Tools, outside any module."""


def keep_answers(
    clinic: Clinic,
    by: Signed,
    who: ParticipantId,
    sent: Submission,
    find: Callable[[Turn], Step],
) -> None:
    """Check a submission, keep it once under its key, and remove its draft.

    For use cases, which have asked who may. find: the step it belongs to; it may raise NotOpen.
    Raises Unanswered, NotOpen, OtherText.
    """

    def gather(turn: Turn) -> None:
        doing = asking(find(turn), turn.record, turn.program, turn.on)
        if movement_waits(doing, turn.record):
            raise NotOpen(sent.step)
        _add(turn, doing, _checked(doing, sent.raw, turn.on), sent)
        if sent.module is not None:
            settle(turn, sent.module)

    def same(kept: Receipt) -> bool:
        turn = clinic.turn(who, by)
        facts = [event.fact for event in kept.events if isinstance(event.fact, ExerciseSaved)]
        if not facts or facts[0].step != sent.step:
            return False
        answers = check(
            asking(find(turn), turn.record, turn.program, turn.on).pages, sent.raw
        ).answers
        return whole(facts[0]) == answers

    submit(clinic, by, who, sent.key, gather, same)
    clinic.stores.drafts.remove(who, sent.step, sent.key)


STILL_TO_COME = N_("That day is still to come.")


def _checked(doing: Asking, raw: Mapping[str, JsonValue], today: date) -> Answers:
    """What is written down has happened: the day an entry is for is today at the latest, or
    tomorrow, where their clock may be ahead of the one we know of."""
    checked = check(doing.pages, raw)
    latest = (today + timedelta(days=1)).isoformat()
    ahead = (
        Problem(field.id, STILL_TO_COME)
        for page in doing.pages
        for field in page.fields
        if isinstance(field, DateField) and str(checked.answers.get(field.id, "")) > latest
    )
    problems = checked.problems or (*ahead, *doing.kind.problems(checked.answers))
    if problems:
        raise Unanswered(problems)
    return checked.answers


def _add(turn: Turn, doing: Asking, answers: Answers, sent: Submission) -> None:
    plain, words = split(doing.pages, answers)
    texts = {path: keep_text(body, turn.clinic.token()) for path, body in words.items()}
    about = Answering(doing.kind, practice_asked(doing), sent.step, sent.module, sent.shared)
    add_exercise(turn, about, Answered(answers, plain, texts))
    add_signals(turn, exercise_signals)
