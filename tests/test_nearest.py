"""The nearest change that a decision names is the nearest there is: every other value of every
scale is tried, in programs drawn at random that people live in at random."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import ClassVar

import pytest

from program.adapt.decide import decide
from program.adapt.plan import Plan
from program.adapt.verify.history import BEGIN, History
from program.ids import ScaleId
from program.record import Observed, Record
from tests.random_programs import Met, Walker, a_program

Change = tuple[ScaleId, float] | tuple[()]
"""A scale and the value it would have had; nothing where no change leads elsewhere."""


class Weighed(History):
    """A history that keeps of each decision the change it names and the nearest there is."""

    weighed: ClassVar[list[tuple[Change, Change]]] = []

    def decide(self, day, occasion):
        before = self.record
        made = super().decide(day, occasion)
        at = BEGIN + timedelta(days=day)
        elsewhere = [
            (far, scale, value)
            for far, scale, value, other in _others(self.plan, before)
            if decide(self.plan, other, at, self._draw, occasion=occasion).outcome
            != made.outcome
        ]
        near = made.nearest
        told = (near.variable, near.would) if near else ()
        self.weighed.append((told, min(elsewhere, default=())[1:]))
        return made


def _others(plan: Plan, record: Record) -> Iterator[tuple[float, ScaleId, float, Record]]:
    """The record with the latest value of one scale another one."""
    for scale, seen in record.scales.items():
        facts = plan.scales[scale]
        known = [n for n, one in enumerate(seen) if one.value is not None]
        if not known:
            continue
        last = seen[known[-1]]
        for n in range(round((facts.highest - facts.lowest) / facts.step) + 1):
            value = facts.lowest + n * facts.step
            bands = [name for name, begins in facts.bands if value >= begins]
            score = last.score.model_copy(update={"band": bands[-1] if bands else None})
            other = [*seen]
            other[known[-1]] = Observed(value, last.on, last.event, score)
            far = abs(value - last.value) / (facts.highest - facts.lowest)
            scales = {**record.scales, scale: tuple(other)}
            yield far, scale, value, replace(record, scales=scales)


@pytest.mark.parametrize("seed", [4, 9, 31, 33, 38, 39, 45, 48, 53, 58, 60, 64, 66, 68])
def test_no_smaller_change_of_a_measured_value_leads_elsewhere(seed, monkeypatch):
    """In each of these programs some change does lead elsewhere; in most drawn so none does."""
    weighed: list[tuple[Change, Change]] = []
    monkeypatch.setattr(Weighed, "weighed", weighed)
    for n in range(4):
        Walker(a_program(seed), f"{seed}/{n}", Met(), Weighed).live()
    assert [(told, there) for told, there in weighed if told != there] == []
    assert any(told for told, _ in weighed)
