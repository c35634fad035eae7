"""A cohort of 10,000 people and 12 weeks with its tables written, on two cores: seconds from a
sample of it, and peak memory at N and at four times N, each in a process of its own; and how
often the least goes into it that keeping and writing the same takes, with nothing decided."""

import csv
import hashlib
import io
import json
import resource
import subprocess
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import orjson

from program.events import Fact
from program.export.columns import Cell
from program.export.history import person
from program.export.tables import TABLES
from program.ids import ParticipantId, ProgramId
from program.modules.folder import read_folder
from program.modules.load import Loaded, load
from program.simulate.cohort import write_cohort
from program.simulate.mix import read_mix
from program.simulate.player import Cohort, Player
from program.storage.chain import Stored

PEOPLE, SAMPLE, FEW = 10_000, 800, 40
WEEKS, CORES = 12, 2
MOST_SECONDS = 60.0
Fields = list[tuple[type[Fact], dict[str, Any]]]
FLAT = 1.15
"""Peak memory at four times the people, over that at one time."""


def run() -> bool:
    """Print seconds and memory; whether both are within their bounds."""
    small, large = (_played(people) for people in (SAMPLE // 4, SAMPLE))
    seconds = large["seconds"] / SAMPLE * PEOPLE
    grown = large["peak_mb"] / small["peak_mb"]
    print(
        f"simulate {SAMPLE} people x {WEEKS} weeks in {large['seconds']:.1f} s, {CORES} cores: "
        f"{PEOPLE} in {seconds:.0f} s (at most {MOST_SECONDS:.0f} s)"
    )
    print(
        f"{CORES * seconds / PEOPLE / _least():.1f}x making, sealing and writing the same facts"
    )
    print(
        f"peak memory at {SAMPLE // 4} people {small['peak_mb']:.0f} MB, at {SAMPLE} "
        f"{large['peak_mb']:.0f} MB: {grown:.2f}x (at most {FLAT}x)"
    )
    return seconds <= MOST_SECONDS and grown <= FLAT


def _played(people: int) -> dict[str, float]:
    asked = [sys.executable, "-m", "benchmarks.simulate", str(people)]
    told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    return json.loads(told)


_NAME = ProgramId("pain-and-mood")


def _loaded() -> Loaded:
    return load(read_folder(Path("content")), today=date(2026, 1, 5))


def _cohort(people: int, loaded: Loaded) -> Cohort:
    return Cohort(loaded.programs[_NAME], read_mix(), people, WEEKS, seed=1)


def _least() -> float:
    """Seconds of one core for a person: the facts they leave made from their fields, each in
    canonical JSON with its digest, and their rows written by the standard library."""
    cohort = _cohort(FEW, _loaded())
    player, taken = Player(cohort), 0.0
    for n in range(1, FEW + 1):
        who = ParticipantId(f"s-{n:06d}")
        _, course, clinic = player.play(who)
        events = clinic.stores.events.read(who)
        shown = person("-", events, clinic.program, cohort.end, "simulated", course.record)
        fields = [(type(event.fact), dict(event.fact)) for event in events]
        plain = [event.model_dump(mode="json") for event in events]
        tables = [table.of(shown) for table in TABLES]
        began = perf_counter()
        _keep_and_write(fields, plain, tables)
        taken += perf_counter() - began
    return taken / FEW


def _keep_and_write(
    fields: Fields, plain: list[Stored], tables: list[list[list[Cell]]]
) -> None:
    for kind, given in fields:
        kind(**given)
    for event in plain:
        hashlib.sha256(orjson.dumps(event, option=orjson.OPT_SORT_KEYS)).digest()
    for rows in tables:
        csv.writer(io.StringIO()).writerows(rows)


def _play(people: int) -> dict[str, float]:
    loaded = _loaded()
    cohort = _cohort(people, loaded)
    with TemporaryDirectory() as folder:
        began = perf_counter()
        write_cohort(Path(folder) / "out", cohort, loaded.files[_NAME], CORES)
        taken = perf_counter() - began
    return {"seconds": taken, "peak_mb": max(_own_peak(), _workers_peak()) / 1024}


def _own_peak() -> int:
    """KiB. What `getrusage` tells of this process is at least what the one that began it held:
    Linux hands that on."""
    status = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))


def _workers_peak() -> int:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


if __name__ == "__main__":
    print(json.dumps(_play(int(sys.argv[1]))))
