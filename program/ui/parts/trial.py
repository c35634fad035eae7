"""A program played with invented people for a page; the latest few are kept."""

import re
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from program.modules.program import Program
from program.simulate.cohort import play_cohort
from program.simulate.mix import DEFAULT, read_mix
from program.simulate.player import Cohort
from program.simulate.summary import Summary

PEOPLE, WEEKS = (50, 100, 300), (12, 26)
"""What a page may ask for: a few seconds of one processor."""
_LIKE_OURS = re.compile(r"[0-9]{1,4}")
"""A number as an address of ours holds it; Python reads none of thousands of digits."""
_KEPT = 8
_PLAYED: OrderedDict[tuple[str, int, int, int], Summary] = OrderedDict()


@dataclass(frozen=True)
class Trial:
    """What is played. The same is the same again, for everyone."""

    program: Program
    people: int
    weeks: int
    seed: int

    @property
    def key(self) -> tuple[str, int, int, int]:
        return self.program.hash, self.people, self.weeks, self.seed

    def query(self) -> dict[str, str]:
        """As it stands in the address."""
        return {
            "program": self.program.id,
            "people": str(self.people),
            "weeks": str(self.weeks),
            "seed": str(self.seed),
        }

    @classmethod
    def read(cls, query: Mapping[str, str], programs: Mapping[str, Program]) -> "Trial | None":
        """What an address asks for; None where it asks for nothing that can be played."""
        program = programs.get(query.get("program", ""))
        numbers = [query.get(name, "") for name in ("people", "weeks", "seed")]
        if program is None or not all(map(_LIKE_OURS.fullmatch, numbers)):
            return None
        people, weeks, seed = map(int, numbers)
        if people not in PEOPLE or weeks not in WEEKS or not 1 <= seed <= 9999:
            return None
        return cls(program, people, weeks, seed)


def played(trial: Trial) -> Summary | None:
    """What it came to, where it was played lately."""
    return _PLAYED.get(trial.key)


def play(trial: Trial, progress: Callable[[int, int], None]) -> Summary:
    """Play it, where it was not played lately."""
    found = _PLAYED.get(trial.key)
    if found is None:
        mix = read_mix(DEFAULT)
        cohort = Cohort(trial.program, mix, trial.people, trial.weeks, trial.seed)
        found = _PLAYED[trial.key] = play_cohort(cohort, progress)
        while len(_PLAYED) > _KEPT:
            _PLAYED.popitem(last=False)
    return found
