"""Answers to an exercise become a fact, with what they add up to and what they call for."""

from collections.abc import Mapping
from dataclasses import dataclass

from program.events import ExerciseSaved, Text
from program.exercises import Entry, Kind
from program.fields import Answers
from program.ids import ModuleId, PracticeId, StepId
from program.safety import unsettled
from program.service.clinic import Turn
from program.words import SOURCE, in_language, say


@dataclass(frozen=True)
class Answered:
    """Answers that were checked, and the same parted into facts and words."""

    answers: Answers
    plain: Answers
    texts: Mapping[str, Text]


@dataclass(frozen=True)
class Answering:
    """What was answered, and where."""

    kind: Kind
    practice: PracticeId | None
    """The guided practice it was, where it was one."""
    step: StepId
    module: ModuleId | None
    """None when it comes from Tools, outside any module."""
    shared: bool = False
    """Whether the participant shares the words with the therapist."""


def add_exercise(turn: Turn, about: Answering, given: Answered) -> None:
    """Add an exercise to a turn. Its answers were checked: they are not checked again."""
    before = [saved.entry for saved in turn.record.kind(about.kind.name)]
    summary = about.kind.summarise([*before, Entry(turn.on, given.answers, turn.zone)])
    state = turn.record.modules.get(about.module) if about.module is not None else None
    saved = turn.add(
        ExerciseSaved.known(
            fact="exercise_saved",
            module=about.module,
            step=about.step,
            kind=about.kind.name,
            practice=about.practice,
            iteration=state.iteration if state is not None else 1,
            variant=state.variant if state is not None else "full",
            answers=given.plain,
            texts=given.texts,
            scores=dict(summary.scores),
            headline=say(SOURCE, summary.headline, **summary.values),
            shared=about.shared,
        )
    )
    if about.practice is not None and given.answers.get("unsettling") == "yes":
        words = turn.program.practices[about.practice].words
        turn.add(unsettled(in_language(words, SOURCE).title, saved))
