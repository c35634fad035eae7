"""`verify` of every program that is shipped, one after the other in one process."""

from pathlib import Path
from time import perf_counter, process_time

from program.adapt.verify import verify
from program.modules.folder import read_folder
from program.modules.load import load

MOST = 20.0
"""Seconds for all of them together, on a machine of two cores."""


def run() -> bool:
    """Print the seconds of each program and of all; whether nothing was found in time."""
    proven, whole = True, 0.0
    for name, program in load(read_folder(Path("content"))).programs.items():
        began, busy = perf_counter(), process_time()
        proven &= verify(program.plan) == ()
        taken = perf_counter() - began
        whole += taken
        print(f"verify {name}: {taken:.1f} s, {process_time() - busy:.1f} s of them busy")
    print(
        f"verify of all: {whole:.1f} s (at most {MOST:g} s){'' if proven else ', not proven'}"
    )
    return proven and whole <= MOST
