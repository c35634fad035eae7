"""What many invented people share: the program, its questions laid out once, and answers to
exercises made ahead and handed out by chance."""

import random
from dataclasses import dataclass, field

from pydantic import JsonValue

from program.adapt.schedule import Ask
from program.events import ExerciseSaved, StepSkipped
from program.fields import Answers, AnyField, shown
from program.ids import ModuleId
from program.instruments.questions import split
from program.modules.program import Program
from program.modules.spec import Step
from program.record import Entry
from program.safety import cautions, unsettled
from program.service.check_in import pages_asked
from program.service.clinic import Turn
from program.service.deciding import add_signals
from program.service.exercises import kind_and_options
from program.service.learning import learned
from program.simulate.answering import item_answer, rated
from program.simulate.made_ahead import MadeAhead, made_ahead
from program.simulate.weather import Weather
from program.words import SOURCE, in_language, say


@dataclass
class Ready:
    """Everything that does not depend on one person. Equal seeds make equal answers."""

    program: Program
    seed: int
    _questions: dict[tuple[Ask, ...], list[AnyField]] = field(default_factory=dict)
    _made: dict[str, MadeAhead] = field(default_factory=dict)

    def check_in(
        self, asked: tuple[Ask, ...], weather: Weather, draw: random.Random
    ) -> dict[str, dict[str, JsonValue]]:
        """Answers to a check-in by instrument: item -> code."""
        answers: Answers = {}
        for question in self._asked(asked):
            if shown(question, answers):
                answers[question.id] = item_answer(question, weather, draw)
        return dict(split(answers))

    def _asked(self, asked: tuple[Ask, ...]) -> list[AnyField]:
        if asked not in self._questions:
            pages = pages_asked(self.program, asked, SOURCE)
            self._questions[asked] = [one for page in pages for one in page.fields]
        return self._questions[asked]

    def exercise(
        self, turn: Turn, module: ModuleId, step: Step, weather: Weather, draw: random.Random
    ) -> None:
        """Add an exercise with its answers, or that movement was left out while warning signs
        wait for a look."""
        ahead = self._ahead(turn, step)
        state = turn.record.modules[module]
        if ahead.kind.moves and cautions(turn.record).no_movement:
            turn.add(StepSkipped(module=module, step=step.id, iteration=state.iteration))
            return
        made = ahead.on(draw.choice(ahead.sets), turn.on)
        answers = rated(ahead.kind, made.answers, weather, draw)
        plain = {
            name: answers[name] if name == "useful" else made.plain[name] for name in made.plain
        }
        before = [saved.entry for saved in turn.record.kind(ahead.kind.name)]
        summary = ahead.kind.summarise([*before, Entry(turn.on, answers, turn.zone)])
        saved = turn.add(
            ExerciseSaved(
                module=module,
                step=step.id,
                kind=ahead.kind.name,
                practice=ahead.practice,
                iteration=state.iteration,
                answers=plain,
                texts=dict(made.texts),
                scores=dict(summary.scores),
                headline=say(SOURCE, summary.headline, **summary.values),
            )
        )
        if ahead.practice is not None and answers.get("unsettling") == "yes":
            title = in_language(self.program.practices[ahead.practice].words, SOURCE).title
            turn.add(unsettled(title, saved))
        add_signals(turn)

    def _ahead(self, turn: Turn, step: Step) -> MadeAhead:
        """The exercise as this person is asked it, in one of the few ways there are."""
        kind, options = kind_and_options(step, turn.record, self.program)
        if kind.learned:
            known = learned(kind.name, turn.record, self.program, turn.on)
            options = {**options, **known.options}
        key = f"{kind.name}/{sorted(options.items())}"
        if key not in self._made:
            spec = kind.spec.model_validate(options)
            self._made[key] = made_ahead(kind, spec, str(self.seed))
        return self._made[key]
