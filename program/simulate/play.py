"""An invented person lives through a program, day by day, through the same use cases that
people use."""

import random
from datetime import date, datetime, timedelta

from program.events import Variant
from program.ids import ParticipantId
from program.service import check_in as checking
from program.service.check_in import DUE_PLACE, INTAKE_PLACE, Place
from program.service.clinic import Clinic, Signed
from program.service.day import Day, NextPart, day
from program.service.exercises import save_exercise
from program.service.path import (
    answer_offer,
    arrive,
    consent,
    not_today,
    open_module,
    read_lesson,
    report_flare,
)
from program.service.player import Open, open_step
from program.simulate.answering import check_in_answers, exercise_answers
from program.simulate.clock import Clock
from program.simulate.personas import Persona
from program.simulate.weather import Weather
from program.words import SOURCE


class Life:
    """One person's days. `live(day)` plays one of them, or lets it pass."""

    def __init__(
        self, clinic: Clinic, clock: Clock, by: Signed, persona: Persona, draw: random.Random
    ) -> None:
        self._clinic, self._clock, self._by = clinic, clock, by
        self._persona, self._draw = persona, draw
        self._begun: date | None = None
        self._weather = Weather(persona, draw)

    @property
    def _who(self) -> ParticipantId:
        return ParticipantId(str(self._by.participant))

    def live(self, morning: datetime, called: bool = False) -> bool:
        """Play one day, beginning at a moment of it. called: somebody wrote, and they come
        back. Whether the person came."""
        self._begun = self._begun or morning.date()
        week = (morning.date() - self._begun).days / 7
        first = morning.date() == self._begun
        self._weather.turn_to(week)
        self._weather.gone = self._weather.gone and not called
        sure = first or called
        if self._weather.gone or not (sure or self._draw.random() < self._persona.comes):
            return False
        self._clock.at = morning + timedelta(minutes=self._draw.randrange(0, 600))
        self._by = Signed(
            self._by.account, "patient", self._by.participant, f"{self._clock.at:%Y%m%d}"
        )
        arrive(self._clinic, self._by, self._who)
        self._settle_in()
        self._flare()
        self._check_in()
        self._go_on()
        return True

    def _pass(self, minutes: float) -> None:
        self._clock.at += timedelta(minutes=minutes)

    def _today(self) -> Day:
        return day(self._clinic, self._by, self._who, SOURCE)

    def _settle_in(self) -> None:
        today = self._today()
        if not today.consented:
            consent(self._clinic, self._by, self._who)
        if not today.intake_done:
            self._answer(INTAKE_PLACE)

    def _flare(self) -> None:
        flaring = self._weather.flaring
        if flaring != self._today().in_flare:
            report_flare(self._clinic, self._by, self._who, flaring)

    def _check_in(self) -> None:
        if self._today().check_in_due:
            self._answer(DUE_PLACE)

    def _answer(self, place: Place) -> None:
        asked = checking.questions(self._clinic, self._by, self._who, place, SOURCE)
        answers = check_in_answers(asked.pages, self._weather, self._draw)
        self._pass(2)
        key = self._clinic.token()
        checking.save_check_in(self._clinic, self._by, self._who, place, key, answers)

    def _go_on(self) -> None:
        today = self._today()
        if today.outcome == "offer" and today.decision is not None:
            takes = self._draw.random() < self._persona.takes_branch
            branch = today.offered[0].module if takes else None
            answer_offer(self._clinic, self._by, self._who, today.decision, branch)
            today = self._today()
        if today.outcome != "open" or today.next is None:
            return
        if self._draw.random() < 0.05:
            not_today(self._clinic, self._by, self._who, 1)
            return
        self._do_part(today.next)

    def _do_part(self, part: NextPart) -> None:
        short = self._draw.random() < self._persona.short
        variant: Variant = "light" if short or part.variant == "light" else "full"
        open_module(self._clinic, self._by, self._who, part.module, variant)
        while True:
            at = open_step(self._clinic, self._by, self._who, part.module, None, SOURCE)
            if at.completed or at.step.part != part.part or at.lines[at.place - 1].settled:
                return
            self._pass(at.step.minutes * self._draw.uniform(0.7, 1.6))
            self._do(at)

    def _do(self, at: Open) -> None:
        clinic, by, who = self._clinic, self._by, self._who
        if at.check_in is not None:
            self._answer(Place(at.step.id, at.module, at.step.id))
        elif at.task is None:
            read_lesson(clinic, by, who, at.module, at.step.id, at.variant)
        else:
            answers = exercise_answers(at.task, self._weather, self._today().on, self._draw)
            save_exercise(clinic, by, who, at.module, at.step.id, clinic.token(), answers)
