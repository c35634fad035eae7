"""An invented person walks through a program fast, day by day: the daily round, a therapist's
look, and a visit on some days, each one append."""

from datetime import datetime, timedelta

from program.adapt.ageing import may_be_told
from program.events import Enrolled, Hold, Wait
from program.ids import EnrolmentId, ParticipantId
from program.record import Record
from program.service.clinic import Clinic, Signed, Turn
from program.service.deciding import add_decision
from program.service.round import look_in
from program.simulate.mix import Ways
from program.simulate.personas import Persona
from program.simulate.ready import Ready
from program.simulate.staff import Staff
from program.simulate.visits import Visits
from program.simulate.weather import Weather

DAYS = 7
_IN_BETWEEN = 0.25
"""Part of the chance of coming that is left while the next module waits for its day."""
_AT_ONCE = (1, 6)
"""Hours after a visit in which a therapist sees to what cannot wait."""


class Walk:
    """One person's course in virtual time. `day(n)` plays the n-th day, from 0."""

    def __init__(
        self,
        clinic: Clinic,
        ready: Ready,
        by: Signed,
        persona: Persona,
        begun: datetime,
        ways: Ways | None = None,
    ) -> None:
        self._clinic, self._ready, self._by, self._begun = clinic, ready, by, begun
        self._persona, self._draw = persona, clinic.chance
        self._weather = Weather(persona, self._draw)
        self._visits = Visits(ready, self._weather, self._draw)
        self.record = Record()
        self._staff = Staff(ways, self._draw) if ways else None
        self._therapist, self._called, self._left = by, -1, begun

    def enrol(self, staff: Signed) -> None:
        """A therapist assigns the program, an hour before the person first comes."""
        self._therapist = staff
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
        if n:
            self._round(n)
        if self._staff and self._staff.due(self.record, n):
            self._look(self._staff, n, self._begun + timedelta(days=n, hours=-1))
        away = self._weather.gone or self._draw.random() >= self._drawn_by(n)
        if away and n not in (0, self._called):
            return False
        self._visit(self._begun + timedelta(days=n, minutes=self._draw.randrange(0, 600)))
        if self._staff and self._staff.at_once(self.record):
            hours = timedelta(hours=self._draw.uniform(*_AT_ONCE))
            self._look(self._staff, n, self._left + hours)
        return True

    def _look(self, staff: Staff, n: int, at: datetime) -> None:
        """The therapist looks; somebody silent who is written to may come within days."""
        turn = self._turn(at, self._therapist)
        if staff.look(turn, n):
            self._weather.gone = False
            self._called = n + self._draw.randint(0, 2)
        self._keep(turn)

    def _drawn_by(self, n: int) -> float:
        """The chance of coming: small while nothing new is open, but for a log to write."""
        outcome = self.record.latest.decision.outcome if self.record.latest else None
        on = (self._begun + timedelta(days=n)).date()
        waits = isinstance(outcome, Wait) and on < outcome.until
        waiting = waits or isinstance(outcome, Hold)
        writes = self._persona.logs and self.record.kind("activity_log")
        return self._persona.comes * (_IN_BETWEEN if waiting and not writes else 1)

    def _round(self, n: int) -> None:
        """The daily round looks in, on the days on which it can find something new."""
        at = self._begun + timedelta(days=n, hours=-2)
        plan = self._ready.program.plan
        if plan.rules_tell or may_be_told(plan, self.record, at.date()):
            turn = self._turn(at, Signed(self._by.account, "engine", self._by.participant))
            look_in(turn)
            self._keep(turn)

    def _turn(self, at: datetime, by: Signed) -> Turn:
        return Turn(self._clinic, ParticipantId(str(self._by.participant)), by, self.record, at)

    def _keep(self, turn: Turn) -> None:
        if turn.stamps:
            self._clinic.stores.events.append(turn.who, turn.stamps, after=turn.after)
            self.record = turn.record

    def _visit(self, at: datetime) -> None:
        turn = self._turn(at, self._by)
        self._visits.play(turn)
        self._left = turn.at
        self._keep(turn)
