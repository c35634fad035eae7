"""What many invented people share: the program, its questions laid out once, and answers to
exercises made ahead and handed out by chance."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from pydantic import JsonValue

from program.adapt.schedule import Ask
from program.adapt.signals import exercise_signals
from program.events import StepSkipped
from program.fields import Answers, AnyField, shown
from program.ids import ModuleId
from program.instruments.questions import split
from program.modules.program import Program
from program.modules.spec import Step
from program.safety import cautions
from program.service.check_in import pages_asked
from program.service.clinic import Turn
from program.service.deciding import add_signals
from program.service.exercise_kept import Answering, add_exercise
from program.service.exercises import kind_and_options
from program.service.learning import learned
from program.service.tool_steps import kind_tool, met
from program.simulate.answering import item_answer, lived
from program.simulate.made_ahead import Made, MadeAhead, made_ahead
from program.simulate.weather import Weather
from program.words import SOURCE

LOG_TOOL = kind_tool("activity_log")
REMEMBERED = 3
"""Days that somebody who keeps a log writes down at most: today and those just before."""


@dataclass
class Ready:
    """Everything that does not depend on one person. Equal seeds make equal answers."""

    program: Program
    seed: int
    _questions: dict[tuple[Ask, ...], list[AnyField]] = field(default_factory=dict)
    _made: dict[str, MadeAhead] = field(default_factory=dict)
    _tool: Step | None = None

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
        if ahead.kind.moves and cautions(turn.record).no_movement:
            iteration = turn.record.modules[module].iteration
            turn.add(StepSkipped(module=module, step=step.id, iteration=iteration))
            return
        made = _lived(turn, ahead, turn.on, weather, draw)
        add_exercise(turn, Answering(ahead.kind, ahead.practice, step.id, module), made)
        add_signals(turn, exercise_signals)

    def log(self, turn: Turn, weather: Weather, draw: random.Random) -> None:
        """Write down the last days by the tool, up to the day that was written last, where the
        person keeps a log. A log is met in a module first."""
        kept = turn.record.kind("activity_log")
        if not weather.persona.logs or not kept or cautions(turn.record).no_movement:
            return
        ahead = self._ahead(turn, self._log_tool(turn))
        last = max(date.fromisoformat(str(one.fact.answers["day"])) for one in kept)
        for ago in range(min((turn.on - last).days, REMEMBERED) - 1, -1, -1):
            made = _lived(turn, ahead, turn.on - timedelta(days=ago), weather, draw)
            add_exercise(turn, Answering(ahead.kind, None, LOG_TOOL, None), made)
        add_signals(turn, exercise_signals)

    def _log_tool(self, turn: Turn) -> Step:
        """The tool is found once: it is asked the same wherever it was met."""
        if self._tool is None:
            self._tool = met(turn.record, self.program)[LOG_TOOL]
        return self._tool

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


def _lived(
    turn: Turn, ahead: MadeAhead, day: date, weather: Weather, draw: random.Random
) -> Made:
    """One of the sets for a day, with what is this person's own."""
    made = ahead.on(draw.choice(ahead.sets), day)
    n = (day - (turn.record.enrolled or day)).days
    return made.but(lived(ahead.kind, made.plain, weather, n, draw))
