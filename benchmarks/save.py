"""A warm save through the service against open, write and fsync of the same bytes, on the same
files, interleaved. The cost grows neither with the clinic nor with the record."""

import os
import random
import shutil
import tempfile
from collections.abc import Callable
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
    for people, events in SIZES:
        for what, (taken, floor) in _measure(people, events).items():
            ratio = median(taken) / median(floor)
            medians.setdefault(what, []).append(median(taken))
            fits = ratio <= MOST[what]
            within &= fits
            print(
                f"{people:>7} {events:>7} {what:<16} {median(taken) * 1e3:9.3f} "
                f"{median(floor) * 1e3:9.3f} {ratio:5.2f}x"
                f"{'' if fits else f', more than {MOST[what]}x'}"
            )
    for what, values in medians.items():
        spread = max(values) / min(values)
        within &= spread <= SPREAD
        print(f"{what}: largest median {spread:.2f}x the smallest (at most {SPREAD}x)")
    return within


def _measure(people: int, events: int) -> dict[str, tuple[list[float], list[float]]]:
    draw = random.Random(1)
    asked = draw.sample(range(people), min(people, 100))
    with tempfile.TemporaryDirectory() as name:
        folder, plain = Path(name) / "clinic", Path(name) / "floor"
        clinic = make_clinic(folder, people, events, asked)
        shutil.copytree(folder / "events", plain)
        for index in asked:
            clinic.record(person(index))
        measured: dict[str, tuple[list[float], list[float]]] = {what: ([], []) for what in MOST}
        for n in range(ROUNDS + WARM):
            index = draw.choice(asked)
            acts = (("a fact", _say), ("an exercise", _save), ("a decision", _decide))
            for what, act in acts:
                path = folder / "events" / f"{person(index)}.jsonl"
                taken, floor = _both(act(clinic, index, n), path, plain / path.name)
                if n >= WARM:
                    measured[what][0].append(taken)
                    measured[what][1].append(floor)
        return measured


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
