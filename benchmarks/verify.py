"""`verify` of every program that is shipped, side by side over the cores, as the verb does."""

import os
from pathlib import Path
from time import perf_counter

from program.cli._proving import prove
from program.modules.folder import read_folder
from program.modules.load import load

MOST = 20.0
"""Seconds for all of them together, on a machine of two cores."""


def run() -> bool:
    """Print the seconds of all together, and of a core; whether nothing was found in time."""
    plans = [each.plan for each in load(read_folder(Path("content"))).programs.values()]
    cores = os.cpu_count() or 1
    began, busy = perf_counter(), _busy()
    proven = not any(prove(plans, cores, lambda done, of: None))
    taken = perf_counter() - began
    print(
        f"verify of {len(plans)} programs, {cores} cores: {taken:.1f} s (at most {MOST:g} s), "
        f"{_busy() - busy:.1f} s of one core{'' if proven else ', not proven'}"
    )
    return proven and taken <= MOST


def _busy() -> float:
    """Seconds that this process and those it has waited for have used."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
