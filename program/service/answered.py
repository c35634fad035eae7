"""What a person answered, for their therapist: the first questions, those on safety, and where
every scale stands."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import JsonValue

from program.adapt.plan import ScaleFacts
from program.events import Event, InstrumentAnswered, SignalRaised
from program.ids import ContentHash, ScaleId
from program.modules.program import Program
from program.record import Observed, Record
from program.words import in_language

_BY_QUESTION: Mapping[str, tuple[str, ...]] = {
    "intake": (),
    "safety": (),
    "phq9": ("better_off",),
}
"""Instruments that signals on risk and cautions are raised from -> the items shown; () is all.
The others are shown by their scales alone."""
_ON_CAUTION = (
    "follow_up_skipped", "item_skipped", "red_flags", "red_flags_skipped",
    "mindfulness_caution", "energy_limit",
)  # fmt: skip


@dataclass(frozen=True)
class Question:
    """One question as it was asked, with every answer to it."""

    words: str
    answers: tuple[tuple[date, str | None], ...]
    """Day and answer, latest first; None where the person would rather not say."""


@dataclass(frozen=True)
class ScaleSeen:
    """Where one scale stands."""

    scale: ScaleId
    latest: Observed
    before: Observed | None
    """The value before the latest; None where there is one value only."""
    first: Observed
    """The baseline."""
    facts: ScaleFacts | None
    """Its range and steps; None where the program, having changed since, has it no more."""


@dataclass(frozen=True)
class Answered:
    """A person's answers. What was not asked is not here."""

    questions: tuple[Question, ...]
    """In the order in which they were first asked."""
    scales: tuple[ScaleSeen, ...]
    """Every scale that was ever observed in this course, in the order of the first values."""


def answered(
    events: Iterable[Event],
    record: Record,
    program: Callable[[ContentHash], Program],
    locale: str,
) -> Answered:
    """The answers of a history. program: the content of a hash, so that an answer stands under
    the words that were read when it was given."""
    found: dict[str, list[tuple[date, str | None]]] = {}
    for event in events:
        if isinstance(event.fact, InstrumentAnswered) and event.content is not None:
            on = date.fromisoformat(event.local_date)
            for words, answer in _answers(event.fact, program(event.content), locale):
                found.setdefault(words, []).insert(0, (on, answer))
    scales = program(record.content).plan.scales if record.content else {}
    return Answered(
        questions=tuple(Question(words, tuple(all_)) for words, all_ in found.items()),
        scales=tuple(
            _stands(scale, seen, scales)
            for scale in record.scales
            if (seen := record.values(scale))
        ),
    )


def from_answers(signal: SignalRaised) -> bool:
    """Whether a signal speaks of answers on risk, or of a caution from the first questions."""
    return signal.level == "risk" or signal.kind in _ON_CAUTION


def _answers(
    fact: InstrumentAnswered, program: Program, locale: str
) -> Iterator[tuple[str, str | None]]:
    """Question and answer in their own words; None where the person would rather not say."""
    shown = _BY_QUESTION.get(fact.instrument)
    found = program.instruments.get(fact.instrument)
    if shown is None or found is None:
        return
    items = in_language(found.words, locale).items
    for item in (one.id for one in found.file.items if not shown or one.id in shown):
        if item in fact.items:
            yield items[item].label, _said(fact.items[item], items[item].options)


def _said(code: JsonValue, options: Mapping[str, str]) -> str | None:
    if code is None:
        return None
    codes = code if isinstance(code, list) else [code]
    return "; ".join(options.get(str(one), str(one)) for one in codes)


def _stands(
    scale: ScaleId, seen: Sequence[Observed], scales: Mapping[ScaleId, ScaleFacts]
) -> ScaleSeen:
    # `area-sleep` is of the scale `area` where it was picked.
    picked = ScaleId(scale.partition("-")[0])
    return ScaleSeen(
        scale=scale,
        latest=seen[-1],
        before=seen[-2] if len(seen) > 1 else None,
        first=seen[0],
        facts=scales.get(scale) or scales.get(picked),
    )
