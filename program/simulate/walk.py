"""An invented person walks through a program fast: one append a visit, by the same pure
functions that the service uses, without what only a page needs."""

from datetime import datetime, timedelta

from program.adapt.ageing import ageing_signals
from program.events import (
    Chosen,
    ConsentGiven,
    Enrolled,
    FlareReported,
    LessonRead,
    ModuleOpened,
    OfferChoice,
    OpenModule,
    Variant,
    Visited,
    Wait,
    ZoneSet,
)
from program.ids import EnrolmentId, ModuleId, ParticipantId
from program.modules.spec import CheckInStep, LessonStep, Step
from program.record import ModuleState, Record
from program.service.check_in import DUE_PLACE, INTAKE_PLACE, Place, add_answers, asks
from program.service.clinic import Clinic, Signed, Turn
from program.service.day import next_step
from program.service.deciding import add_decision
from program.service.path import CONSENT_VERSION, settle
from program.simulate.personas import Persona
from program.simulate.ready import Ready
from program.simulate.weather import Weather

DAYS = 7
_ZONES = ("Europe/Lisbon", "America/New_York", "Asia/Tokyo", "Australia/Sydney", "UTC")
_IN_BETWEEN = 0.25
"""Part of the chance of coming that is left while the next module waits for its day."""
_QUIET = (DAYS, 2 * DAYS)
"""Days of silence after which a daily round finds something new."""


class Walk:
    """One person's course in virtual time. `day(n)` plays the n-th day, from 0."""

    def __init__(
        self, clinic: Clinic, ready: Ready, by: Signed, persona: Persona, begun: datetime
    ) -> None:
        self._clinic, self._ready, self._by, self._begun = clinic, ready, by, begun
        self._persona, self._draw = persona, clinic.chance
        self._weather = Weather(persona, self._draw)
        self.record = Record()

    def enrol(self, staff: Signed) -> None:
        """A therapist assigns the program, an hour before the person first comes."""
        turn = self._turn(self._begun - timedelta(hours=1), staff)
        program = self._ready.program
        turn.add(
            Enrolled(
                enrolment=EnrolmentId(self._clinic.token()),
                program=program.id,
                content=program.hash,
            )
        )
        add_decision(turn, "directive")
        self._keep(turn)

    def day(self, n: int) -> bool:
        """Play one day. Whether the person came."""
        self._weather.turn_to(n / DAYS)
        if n and (self._weather.gone or self._draw.random() >= self._drawn_by(n)):
            self._round(n)
            return False
        self._visit(self._begun + timedelta(days=n, minutes=self._draw.randrange(0, 600)))
        return True

    def _drawn_by(self, n: int) -> float:
        """The chance of coming: small while nothing new is open, but for a log to write."""
        outcome = self.record.latest.decision.outcome if self.record.latest else None
        on = (self._begun + timedelta(days=n)).date()
        waiting = isinstance(outcome, Wait) and on < outcome.until
        writes = self._persona.logs and self.record.kind("activity_log")
        return self._persona.comes * (_IN_BETWEEN if waiting and not writes else 1)

    def _round(self, n: int) -> None:
        """The daily round makes signals facts that come from time going by, on the days on
        which there can be a new one."""
        at = self._begun + timedelta(days=n, hours=11)
        on = at.date()
        quiet = (on - (self.record.last_contact or on)).days
        if quiet not in _QUIET and n % DAYS:
            return
        turn = self._turn(at, Signed(self._by.account, "engine", self._by.participant))
        for signal in ageing_signals(self._ready.program.plan, self.record, turn.on):
            if signal.signal not in self.record.signals:
                turn.add(signal)
        self._keep(turn)

    def _turn(self, at: datetime, by: Signed) -> Turn:
        return Turn(self._clinic, ParticipantId(str(self._by.participant)), by, self.record, at)

    def _keep(self, turn: Turn) -> None:
        if turn.stamps:
            self._clinic.stores.events.append(turn.who, turn.stamps, after=turn.after)
            self.record = turn.record

    def _visit(self, at: datetime) -> None:
        turn = self._turn(at, self._by)
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
        self._keep(turn)

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
        due, asked = asks(self._clinic, turn.who, turn.record, place, turn)
        if asked:
            turn.at += timedelta(minutes=2)
            items = self._ready.check_in(asked, self._weather, self._draw)
            add_answers(turn, place, due, items, self._clinic.token())

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
