"""What an invented person does at a visit: one turn, by the same pure functions that the
service uses, without what only a page needs."""

import random
from datetime import timedelta

from program.events import (
    Chosen,
    ConsentGiven,
    FlareReported,
    LessonRead,
    ModuleOpened,
    OfferChoice,
    OpenModule,
    Variant,
    Visited,
    ZoneSet,
)
from program.ids import ModuleId
from program.modules.spec import CheckInStep, LessonStep, Step
from program.record import ModuleState
from program.service.check_in import DUE_PLACE, INTAKE_PLACE, Place, add_answers, asks
from program.service.clinic import Turn
from program.service.day import next_step
from program.service.deciding import add_decision
from program.service.path import CONSENT_VERSION, settle
from program.simulate.ready import Ready
from program.simulate.weather import Weather

_ZONES = ("Europe/Lisbon", "America/New_York", "Asia/Tokyo", "Australia/Sydney", "UTC")


class Visits:
    """One person's visits."""

    def __init__(self, ready: Ready, weather: Weather, draw: random.Random) -> None:
        self._ready, self._weather, self._draw = ready, weather, draw
        self._persona = weather.persona

    def play(self, turn: Turn) -> None:
        """Add everything that is done at one visit."""
        self._travel(turn)
        turn.add(Visited())
        add_decision(turn, "arrive")
        if not turn.record.consented:
            turn.add(ConsentGiven(version=CONSENT_VERSION))
            self._answer(turn, INTAKE_PLACE)
        self._flare(turn)
        self._answer(turn, DUE_PLACE)
        self._go_on(turn)
        self._ready.log(turn, self._weather, self._draw)

    def _travel(self, turn: Turn) -> None:
        if self._persona.travels and self._draw.random() < 0.1:
            zone = self._draw.choice(_ZONES)
            if zone != turn.record.zone:
                turn.add(ZoneSet(zone=zone))

    def _flare(self, turn: Turn) -> None:
        if self._weather.flaring != (turn.record.flare_since is not None):
            turn.add(FlareReported(going_on=self._weather.flaring))
            add_decision(turn, "flare")

    def _answer(self, turn: Turn, place: Place) -> None:
        due, asked = asks(turn.clinic, turn.who, turn.record, place, turn)
        if asked:
            turn.at += timedelta(minutes=2)
            items = self._ready.check_in(asked, self._weather, self._draw)
            add_answers(turn, place, due, items, turn.clinic.token())

    def _go_on(self, turn: Turn) -> None:
        made = turn.record.latest
        if made is not None and isinstance(made.decision.outcome, OfferChoice):
            takes = self._draw.random() < self._persona.takes_branch
            branch = made.decision.outcome.branches[0] if takes else None
            turn.add(Chosen(decision=made.event, module=branch))
            add_decision(turn, "choice")
            made = turn.record.latest
        if made is not None and isinstance(made.decision.outcome, OpenModule):
            outcome = made.decision.outcome
            self._do_part(turn, outcome.module, outcome.variant)
            while self._stays(turn, outcome.module):
                self._do_part(turn, outcome.module, outcome.variant)

    def _stays(self, turn: Turn, module: ModuleId) -> bool:
        """Whether they go on with the next part of the same module at once."""
        over = turn.record.modules[module].completed is not None
        return not over and self._draw.random() < self._persona.stays

    def _do_part(self, turn: Turn, module: ModuleId, proposed: Variant) -> None:
        """The steps of the part that comes next; opens the module where it is new."""
        short = self._draw.random() < self._persona.short
        made, state = turn.record.latest, turn.record.modules.get(module)
        if state is None:
            variant: Variant = "light" if short or proposed == "light" else "full"
            decision = made.event if made else None
            turn.add(
                ModuleOpened(module=module, variant=variant, iteration=1, decision=decision)
            )
        state = turn.record.modules[module]
        found = self._ready.program.modules[module]
        part = next_step(found, state).part
        for step in found.steps:
            if step.part == part and step.id not in state.settled and self._does(step):
                turn.at += timedelta(minutes=step.minutes)
                self._do(turn, module, step, state)

    def _does(self, step: Step) -> bool:
        return step.required or step.role == "close" or self._draw.random() < 0.3

    def _do(self, turn: Turn, module: ModuleId, step: Step, state: ModuleState) -> None:
        match step:
            case CheckInStep():
                self._answer(turn, Place(step.id, module, step.id))
            case LessonStep():
                turn.add(
                    LessonRead(
                        module=module,
                        step=step.id,
                        iteration=state.iteration,
                        variant=state.variant,
                    )
                )
                settle(turn, module)
            case _:
                self._ready.exercise(turn, module, step, self._weather, self._draw)
                settle(turn, module)
