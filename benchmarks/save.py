"""A warm save through the service against open, write and fsync of the same bytes, on the same
files, interleaved. The cost grows neither with the clinic nor with the record.

The sizes take turns as well: what else the machine does then meets all of them alike.
"""

import os
import random
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.clinics import GOAL, MODULE, STEP, make_clinic, person, signed
from program.service.clinic import Clinic
from program.service.exercises import save_draft, save_exercise
from program.service.path import arrive, not_today
from program.storage.ports import Draft

SIZES = ((10, 50), (1_000, 50), (10_000, 50), (10, 300), (10, 600))
ROUNDS = 300
WARM = 40
MOST = {"a fact": 4.0, "an exercise": 4.0, "a decision": 8.0}
"""A day to come back; an exercise with free text, checked, scored, its draft removed; a visit
with the decision it leads to. The largest ratio that each may have."""
SPREAD = 1.25
"""The largest median over the smallest, over all sizes."""


def run() -> bool:
    """Print the ratios; whether all are within their bounds."""
    print(f"{'people':>7} {'events':>7} {'what':<16} {'median ms':>9} {'floor ms':>9}  ratio")
    medians: dict[str, list[float]] = {}
    within = True
    for one in _measure():
        for what, (taken, floor) in one.measured.items():
            ratio = median(taken) / median(floor)
            medians.setdefault(what, []).append(median(taken))
            fits = ratio <= MOST[what]
            within &= fits
            print(
                f"{one.people:>7} {one.events:>7} {what:<16} {median(taken) * 1e3:9.3f} "
                f"{median(floor) * 1e3:9.3f} {ratio:5.2f}x"
                f"{'' if fits else f', more than {MOST[what]}x'}"
            )
    for what, values in medians.items():
        spread = max(values) / min(values)
        within &= spread <= SPREAD
        print(f"{what}: largest median {spread:.2f}x the smallest (at most {SPREAD}x)")
    return within


@dataclass
class _Side:
    """A clinic of one size, the plain copies of its journals, and what was measured there."""

    people: int
    events: int
    root: Path
    draw: random.Random = field(default_factory=lambda: random.Random(1))
    measured: dict[str, tuple[list[float], list[float]]] = field(
        default_factory=lambda: {what: ([], []) for what in MOST}
    )

    def __post_init__(self) -> None:
        self.asked = self.draw.sample(range(self.people), min(self.people, 100))
        self.journals, self.plain = self.root / "clinic" / "events", self.root / "floor"
        self.clinic = make_clinic(self.root / "clinic", self.people, self.events, self.asked)
        shutil.copytree(self.journals, self.plain)
        for index in self.asked:
            self.clinic.record(person(index))

    def round(self, n: int) -> None:
        """One save of each kind and its floor, for somebody drawn."""
        index = self.draw.choice(self.asked)
        name = f"{person(index)}.jsonl"
        for what, act in (("a fact", _say), ("an exercise", _save), ("a decision", _decide)):
            save = act(self.clinic, index, n)
            taken, floor = _both(save, self.journals / name, self.plain / name)
            if n >= WARM:
                self.measured[what][0].append(taken)
                self.measured[what][1].append(floor)


def _measure() -> list[_Side]:
    with tempfile.TemporaryDirectory() as name:
        sides = [
            _Side(people, events, Path(name) / f"{people}-{events}") for people, events in SIZES
        ]
        os.sync()  # what making the clinics left to write is no part of a save
        for n in range(ROUNDS + WARM):
            for side in sides:
                side.round(n)
        return sides


def _say(clinic: Clinic, index: int, n: int) -> Callable[[], None]:
    said = clinic.record(person(index)).not_today
    tomorrow = clinic.moment().date() + timedelta(days=1)
    days = 2 if said == tomorrow else 1
    return lambda: not_today(clinic, signed(index), person(index), days)


def _save(clinic: Clinic, index: int, n: int) -> Callable[[], None]:
    by, key = signed(index), clinic.token()
    draft = Draft(key=key, revision=1, saved_at=clinic.moment(), answers=GOAL)
    save_draft(clinic, by, person(index), STEP, draft)
    return lambda: save_exercise(clinic, by, person(index), MODULE, STEP, key, GOAL)


def _decide(clinic: Clinic, index: int, n: int) -> Callable[[], None]:
    by = signed(index, f"s{n}")
    return lambda: arrive(clinic, by, person(index))


def _both(act: Callable[[], None], journal: Path, plain: Path) -> tuple[float, float]:
    """Seconds of a save, and of the same bytes written to the file's plain copy."""
    before = journal.stat().st_size
    began = perf_counter()
    act()
    taken = perf_counter() - began
    with journal.open("rb") as stream:
        stream.seek(before)
        added = stream.read()
    assert added, "nothing was saved"
    began = perf_counter()
    place = os.open(plain, os.O_WRONLY | os.O_APPEND)
    os.write(place, added)
    os.fsync(place)
    os.close(place)
    return taken, perf_counter() - began
