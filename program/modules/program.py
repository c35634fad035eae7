"""A whole program as one typed value: what an enrolment pins."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from program.adapt.plan import Asking, Plan, PlanBooster, PlanBranch, ScaleFacts
from program.adapt.rules import Rule
from program.adapt.schedule import asked_at
from program.ids import (
    ContentHash,
    InstrumentId,
    ModuleId,
    PracticeId,
    ProgramId,
    RuleId,
    ScaleId,
)
from program.instruments.spec import InstrumentFile, InstrumentWords, Scale
from program.modules.change import Parts
from program.modules.migration import Migration
from program.modules.practice import Practice
from program.modules.spec import (
    CheckInStep,
    Module,
    ModuleWords,
    ProgramFile,
    ProgramWords,
    RuleWords,
)
from program.words import SOURCE, in_language


@dataclass(frozen=True)
class Instrument:
    """A questionnaire with its words, by locale."""

    file: InstrumentFile
    words: Mapping[str, InstrumentWords]


@dataclass(frozen=True)
class Program:
    """Everything a program reaches. Help and safety texts are never part of it."""

    id: ProgramId
    hash: ContentHash
    file: ProgramFile
    words: Mapping[str, ProgramWords]
    rules: tuple[Rule, ...]
    rule_words: Mapping[str, Mapping[RuleId, RuleWords]]
    """Locale -> rule -> its sentences."""
    modules: Mapping[ModuleId, Module]
    practices: Mapping[PracticeId, Practice]
    instruments: Mapping[InstrumentId, Instrument]
    plan: Plan
    migrations: tuple[Migration, ...] = ()
    """How what was done in earlier versions is carried on, oldest first."""

    def rule_said(self, locale: str) -> Mapping[RuleId, RuleWords]:
        """The sentences of rules in the reader's language, else in English."""
        return in_language(self.rule_words, locale) if SOURCE in self.rule_words else {}

    def module_words(self, module: ModuleId, locale: str) -> ModuleWords:
        """A module's words in the reader's language, else in English."""
        words = self.modules[module].words
        return in_language(words, locale)


def scales(files: Iterable[InstrumentFile]) -> dict[ScaleId, ScaleFacts]:
    """Every scale a score may be kept on. A `picked` one is kept as one of its choices only."""
    found: dict[ScaleId, ScaleFacts] = {}
    for file in files:
        codes = {item.id: item.codes for item in file.items if item.type == "choice"}
        for scale in file.scales:
            if scale.method == "picked":
                for code in codes.get(scale.items[0], ()):
                    found.setdefault(ScaleId(f"{scale.id}-{code}"), scale_facts(scale))
            else:
                found[scale.id] = replace(
                    scale_facts(scale),
                    short_from=_least_in_short(file, scale),
                    part_of=frozenset(_wholes(file, scale)),
                )
    return found


def _least_in_short(file: InstrumentFile, scale: Scale) -> float | None:
    """The lowest sum once the first items have called for the rest: what these add up to."""
    first, whole = set(file.first), set(scale.items)
    return file.rest_from if scale.method == "sum" and first < whole else None


def _wholes(file: InstrumentFile, part: Scale) -> Iterator[ScaleId]:
    """Sums of the same questions and more. A sum of which questions may be left out is no part:
    what is made up for them may be more than the whole."""
    if part.method != "sum" or part.table or part.least < len(part.items):
        return
    for whole in file.scales:
        alike = set(part.items) & set(whole.reversed) == set(part.reversed)
        adds = whole.method == "sum" and not whole.table and alike
        if adds and set(part.items) < set(whole.items):
            yield whole.id


def scale_facts(scale: Scale) -> ScaleFacts:
    """What conditions need to know of a scale."""
    most = len(scale.items)
    return ScaleFacts(
        higher=scale.higher,
        reliable=scale.reliable_change.points if scale.reliable_change else None,
        lowest=scale.lowest,
        highest=scale.highest,
        step=_step(scale, most),
        other_steps=_in_table(scale)
        or tuple(_step(scale, answered) for answered in range(scale.least, most)),
        bands=tuple((band.id, band.begins) for band in scale.bands),
    )


def _step(scale: Scale, answered: int) -> float:
    """Points between two values where so many items were answered."""
    return (1 if scale.method == "mean" else len(scale.items)) / answered


def _in_table(scale: Scale) -> tuple[float, ...]:
    """Points that all values of a table are whole numbers of steps of."""
    apart = math.gcd(*(round(1000 * (value - scale.lowest)) for value in scale.table))
    return (apart / 1000,) if apart else ()


def make_plan(
    file: ProgramFile,
    rules: tuple[Rule, ...],
    modules: Mapping[ModuleId, Module],
    instruments: Mapping[InstrumentId, Instrument],
) -> Plan:
    """The plan the engine decides from."""
    return Plan(
        program=file.id,
        core=file.core,
        movable=frozenset(file.movable),
        needs=file.needs,
        never_skipped=file.invariants.never_skipped,
        longest_weeks=file.invariants.longest_weeks,
        branches=tuple(
            PlanBranch(b.module, modules[b.module].area, b.after, b.in_tools)
            for b in file.branches
        ),
        boosters=tuple(PlanBooster(b.module, b.weeks) for b in file.boosters),
        rules=rules,
        scales=_asked(file, modules, [one.file for one in instruments.values()]),
        also_asked=file.also_asked,
        **file.cadence.model_dump(),
        **file.limits.model_dump(),
    )


def _asked(
    program: ProgramFile, modules: Mapping[ModuleId, Module], files: Iterable[InstrumentFile]
) -> dict[ScaleId, ScaleFacts]:
    """Every scale with the check-ins that ask for it; any day where modules have more
    check-ins than the first one, since a plan does not know their steps."""
    steps = (step for module in modules.values() for step in module.steps)
    asks = [step.occasion for step in steps if isinstance(step, CheckInStep)]
    found: dict[ScaleId, ScaleFacts] = {}
    when: dict[ScaleId, frozenset[Asking]] = {}
    for file in files:
        for scale, facts in scales([file]).items():
            at = when.get(scale, frozenset()) | asked_at(file.id, program.also_asked)
            found[scale], when[scale] = facts, at
    if asks != ["start"]:
        return found
    return {scale: replace(facts, asked_at=when[scale]) for scale, facts in found.items()}


def parts(program: Program) -> Parts:
    """What holds meaning in a program."""
    return Parts(
        program=program.id,
        steps={module: found.steps for module, found in program.modules.items()},
        instruments={name: one.file for name, one in program.instruments.items()},
        words={name: one.words for name, one in program.instruments.items()},
        rules=program.rules,
        migrations=program.migrations,
    )
