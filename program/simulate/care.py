"""What others do for one person of the demo clinic: the daily round looks in, and their
therapist looks after them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from program.ids import AccountId, ParticipantId
from program.service.clinic import Clinic, Signed, Turn
from program.service.round import look_in
from program.simulate.clock import Clock
from program.simulate.mix import Ways, read_mix
from program.simulate.staff import Staff

T = TypeVar("T")

_ROUND, _LOOK = timedelta(hours=2), timedelta(hours=1)
"""How long before a person's day begins."""
_AT_ONCE = (1, 4)
"""Hours after a visit in which a therapist sees to what cannot wait; still the same day."""


class Care:
    """One person's share of the round and of their therapist, who works as the one of the
    default cohort does. From the moment `until` on they have seen to nothing yet but what
    cannot wait: it is open for whoever looks at the clinic."""

    def __init__(
        self,
        clinic: Clinic,
        clock: Clock,
        therapist: Signed,
        who: ParticipantId,
        until: datetime,
    ) -> None:
        self._clinic, self._clock = clinic, clock
        self._therapist, self._who, self._until = therapist, who, until
        self._staff = Staff(read_mix().therapist or Ways(), clinic.chance)

    def before(self, morning: datetime) -> bool:
        """What happens before a day of theirs begins. Whether they stayed away, were written to
        and come back."""
        self._act(morning - _ROUND, Signed(AccountId("daily-round"), "engine"), look_in)
        due = self._staff.due(self._clinic.record(self._who), _day(morning))
        return due and morning < self._until and self._look(morning - _LOOK)

    def after(self) -> None:
        """What cannot wait for another day once they have come."""
        if self._staff.at_once(self._clinic.record(self._who)):
            hours = timedelta(hours=self._clinic.chance.uniform(*_AT_ONCE))
            self._look(self._clock.at + hours)

    def _look(self, at: datetime) -> bool:
        return self._act(at, self._therapist, lambda turn: self._staff.look(turn, _day(at)))

    def _act(self, at: datetime, by: Signed, act: Callable[[Turn], T]) -> T:
        self._clock.at = at
        turn = self._clinic.turn(self._who, by)
        done = act(turn)
        if turn.stamps:
            self._clinic.keep(turn)
        return done


def _day(at: datetime) -> int:
    """Days since a Monday."""
    return at.toordinal() - 1
