"""Programs proven side by side, and how far that is."""

import multiprocessing
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, wait
from typing import TYPE_CHECKING

from program.adapt.plan import Plan

if TYPE_CHECKING:  # importing what verify gives loads a solver
    from multiprocessing.sharedctypes import SynchronizedArray

    from program.adapt.verify import Finding

_LOOK = 0.2
"""Seconds between two looks at how far it is."""
_WHOLE = 100
"""What one plan counts; some have more parts than others."""


def prove(
    plans: Sequence[Plan], processes: int, told: Callable[[int, int], None]
) -> "list[tuple[Finding, ...]]":
    """What `verify` finds in each plan, in their order; each is the work of one process.

    told: hears how far it is: done, and of how many. Processes are forked, so that the solver
    and the plans are there.
    """
    from program.adapt.verify import verify  # see above

    if min(processes, len(plans)) <= 1:
        return [verify(plan, told) for plan in plans]
    context = multiprocessing.get_context("fork")
    far = context.Array("i", len(plans))
    with ProcessPoolExecutor(processes, context, _begin, (plans, far)) as pool:
        found = [pool.submit(_prove, n) for n in range(len(plans))]
        while wait(found, _LOOK).not_done:
            told(sum(far[:]), _WHOLE * len(plans))
        told(_WHOLE * len(plans), _WHOLE * len(plans))
        return [one.result() for one in found]


_begun: "list[tuple[Sequence[Plan], SynchronizedArray[int]]]" = []


def _begin(plans: Sequence[Plan], far: "SynchronizedArray[int]") -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # at once: its parent has Ctrl+C too
    _begun[:] = [(plans, far)]


def _prove(n: int) -> "tuple[Finding, ...]":
    from program.adapt.verify import verify  # see above

    plans, far = _begun[0]

    def told(done: int, of: int) -> None:
        far[n] = _WHOLE * done // of

    return verify(plans[n], told)
