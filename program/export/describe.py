"""What a bundle says of itself: where it comes from, what it holds, what it lacks."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import JsonValue

from program import ENGINE
from program.export.content import FOLDER, Lent
from program.export.history import Person
from program.export.stopping import ANSWERING_DAYS, VISITING_DAYS
from program.export.tables import TABLES
from program.modules.program import Program
from program.storage.ports import Mode

Described = dict[str, JsonValue]


@dataclass(frozen=True)
class LeftOut:
    """Someone whose rows are not in the bundle, by their code, and why."""

    code: str
    why: str


@dataclass
class Proof:
    """What was checked of the histories before they were told."""

    anchors_read: bool
    histories: int = 0
    events: int = 0
    unanchored: int = 0
    """Events that no anchor vouches for yet: a change to them could go unnoticed."""

    def count(self, events: int, anchored: int) -> None:
        self.histories += 1
        self.events += events
        self.unanchored += max(0, events - anchored)


@dataclass
class Tally:
    """What has been written so far."""

    mode: Mode
    erased: int = 0
    proof: Proof | None = None
    """None where people were played and nothing was kept that could be checked."""
    rows: Counter[str] = field(default_factory=lambda: Counter({t.name: 0 for t in TABLES}))
    programs: dict[str, Program] = field(default_factory=dict)
    enrolments: Counter[str] = field(default_factory=Counter)
    """Content hash -> enrolments that follow it; 0 where all of them have gone over."""
    engines: set[str] = field(default_factory=set)
    left_out: list[LeftOut] = field(default_factory=list)

    def count(self, person: Person) -> None:
        self.engines |= {event.engine for event in person.events}
        for course in person.courses:
            self.programs |= {program.hash: program for program in course.contents}
            self.enrolments[course.program.hash] += 1


def title(mode: Mode) -> str:
    """What a bundle is called."""
    return f"Cairn study data{' (simulated)' if mode == 'simulated' else ''}"


def about(mode: Mode) -> str:
    """What a bundle is, in two sentences; in three where nobody in it is real."""
    invented = "Invented people, played by the program: no real person is in here. "
    return (
        f"{invented * (mode == 'simulated')}Completion, scores and decisions of a Cairn "
        "clinic, one tidy table a file. De-identified: random codes, study days, no free text."
    )


def describe(
    tally: Tally,
    at: datetime,
    prefix: str,
    sums: Mapping[str, str],
    missing: Mapping[str, Lent | None],
) -> Described:
    """The content of dataset_description.json. `at` is UTC; only its day is told.

    sums: file -> SHA-256 of every other file, so that a copy can be checked. missing: content
    hash -> what of it is not in the bundle, None where nothing is.
    """
    return {
        "name": title(tally.mode),
        "description": about(tally.mode),
        "mode": tally.mode,
        "made_at": at.date().isoformat(),
        "engine_version": ENGINE,
        "engine_versions_of_the_facts": [*sorted(tally.engines)],
        "programs": [
            _program(tally, hash_) | _content(f"{prefix}{FOLDER}/{hash_}", missing[hash_])
            for hash_ in sorted(tally.programs)
        ],
        "conventions": {
            "study_day": "1 is the day of enrolment, in the person's own days",
            "stopped_visiting_after_days": VISITING_DAYS,
            "stopped_answering_after_days": ANSWERING_DAYS,
        },
        "tables": [
            {
                "file": f"{prefix}{table.name}.csv",
                "one_row": table.one_row,
                "rows": tally.rows[table.name],
                "columns": [*table.head],
            }
            for table in TABLES
        ],
        "left_out": [{"participant_code": one.code, "why": one.why} for one in tally.left_out],
        "erased": tally.erased,
        "proof": _proof(tally.proof),
        "sha256": {name: sums[name] for name in sorted(sums)},
    }


def _proof(proof: Proof | None) -> JsonValue:
    if proof is None:
        return "played in memory: there were no stored histories to check"
    return {
        "histories_checked": proof.histories,
        "events_checked": proof.events,
        "events_no_anchor_vouches_for": proof.unanchored,
        "anchors": "read" if proof.anchors_read else "cannot be read: run audit verify",
    }


def _content(folder: str, lent: Lent | None) -> Described:
    """Where the content is, None where the archive no longer gives it as it was, and whose
    words of it are not there."""
    why = "the words of this questionnaire belong to somebody"
    left_out: list[JsonValue] = [
        {"file": path, "sha256": sum_, "why": why} for path, sum_ in (lent or {}).items()
    ]
    return {"content": None if lent is None else folder, "content_left_out": left_out}


def _program(tally: Tally, content: str) -> Described:
    program = tally.programs[content]
    return {
        "program": program.id,
        "content_hash": content,
        "core": [*program.plan.core],
        "branches": [branch.module for branch in program.plan.branches],
        "boosters": {booster.module: booster.weeks for booster in program.plan.boosters},
        "enrolments": tally.enrolments[content],
    }
