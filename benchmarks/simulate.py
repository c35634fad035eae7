"""A cohort of 10,000 people and 12 weeks with its tables written, on two cores: seconds from a
sample of it, and peak memory at N and at four times N. Each in a process of its own."""

import json
import resource
import subprocess
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from program.ids import ProgramId
from program.modules.folder import read_folder
from program.modules.load import load
from program.simulate.cohort import write_cohort
from program.simulate.mix import read_mix
from program.simulate.player import Cohort

PEOPLE, SAMPLE = 10_000, 800
WEEKS, CORES = 12, 2
MOST_SECONDS = 60.0
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
        f"peak memory at {SAMPLE // 4} people {small['peak_mb']:.0f} MB, at {SAMPLE} "
        f"{large['peak_mb']:.0f} MB: {grown:.2f}x (at most {FLAT}x)"
    )
    return seconds <= MOST_SECONDS and grown <= FLAT


def _played(people: int) -> dict[str, float]:
    asked = [sys.executable, "-m", "benchmarks.simulate", str(people)]
    told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    return json.loads(told)


def _play(people: int) -> dict[str, float]:
    programs = load(read_folder(Path("content")), today=date(2026, 1, 5)).programs
    cohort = Cohort(programs[ProgramId("pain-and-mood")], read_mix(), people, WEEKS, seed=1)
    with TemporaryDirectory() as folder:
        began = perf_counter()
        write_cohort(Path(folder) / "out", cohort, CORES)
        taken = perf_counter() - began
    ours, theirs = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
    peak = max(resource.getrusage(who).ru_maxrss for who in (ours, theirs)) / 1024
    return {"seconds": taken, "peak_mb": peak}


if __name__ == "__main__":
    print(json.dumps(_play(int(sys.argv[1]))))
