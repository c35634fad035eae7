"""`replay`: make every stored decision again, and say where it comes out differently."""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime, time

from program.adapt.replay import NOT_THERE
from program.cli import WrongUse
from program.cli._number import number_of
from program.cli._place import settings_from_environment, stores_there
from program.cli._progress import bar
from program.ids import ParticipantId, checked
from program.service.accounts import OPERATOR
from program.service.clinic import Clinic
from program.service.replaying import Disagrees, NoHistory, Replay, replay_decisions
from program.storage.ports import Unavailable

ABOUT = "make every stored decision again from the facts before it, and compare"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--participant", metavar="P", help="one history alone, by its id")
    parser.add_argument(
        "--as-of",
        metavar="T",
        help="only decisions stored up to then: a day (to its end, UTC) or a moment (ISO)",
    )
    parser.add_argument("--format", choices=["text", "json"], default="text")


def run(arguments: argparse.Namespace) -> int:
    """0 when every decision comes out as it was stored, 1 when one does not."""
    until = None if arguments.as_of is None else _moment(arguments.as_of)
    settings = settings_from_environment()
    clinic = Clinic(stores_there(settings), settings, now=lambda: datetime.now(UTC))
    try:
        named = arguments.participant
        who = None if named is None else ParticipantId(checked(named))
        made = replay_decisions(clinic, OPERATOR, who, until, bar)
    except (NoHistory, ValueError, Unavailable) as problem:
        raise WrongUse(str(problem)) from problem
    print(_json(made) if arguments.format == "json" else "\n".join(_text(made)))
    return 0 if made.agrees else 1


def _moment(text: str) -> datetime:
    """The moment that is meant; of a day its end. Raises WrongUse."""
    try:
        try:
            return datetime.combine(date.fromisoformat(text), time.max, UTC)
        except ValueError:  # no day: a moment, or nothing
            given = datetime.fromisoformat(text)
    except ValueError as problem:
        advice = "write a day, such as 2026-01-31, or a moment, such as 2026-01-31T12:00:00Z"
        raise WrongUse(f"--as-of {text!r} is no moment: {advice}") from problem
    return given if given.tzinfo else given.replace(tzinfo=UTC)


def _json(made: Replay) -> str:
    return json.dumps({"agrees": made.agrees, **asdict(made)}, indent=2, ensure_ascii=False)


def _text(made: Replay) -> Iterator[str]:
    lost = Counter(
        one.difference.stored for one in made.found if one.difference.recomputed == NOT_THERE
    )
    for content, decisions in lost.items():
        yield (
            f"{_made(decisions)} by content {content}, which is not whole in the "
            "archive. Advice: bring it back from a backup; `python -m program audit verify` "
            "says more"
        )
    for one in made.found:
        if one.difference.recomputed != NOT_THERE:
            yield _line(one, made.engine)
    for history in made.unread:
        where = f"{history.who}, line {history.line}" if history.line else history.who
        yield f"{where}: {history.why}. Advice: {history.advice}"
    for version, decisions in sorted(made.others.items()):
        yield (
            f"{_made(decisions)} by engine {version}; this is {made.engine}, and "
            "what that version did not store is not compared"
        )
    decisions_of = number_of(made.decisions, "decision of", "decisions of")
    yield f"{decisions_of} {number_of(made.histories, 'history', 'histories')} made again"
    if made.agrees:
        yield "each comes out as it was stored"
    else:
        differences = number_of(len(made.found), "difference", "differences")
        unread = number_of(len(made.unread), "history", "histories")
        yield f"{differences}, {unread} cannot be followed"


def _made(decisions: int) -> str:
    return number_of(decisions, "decision was made", "decisions were made")


def _line(one: Disagrees, engine: str) -> str:
    stored, again = (
        json.dumps(value, ensure_ascii=False)
        for value in (one.difference.stored, one.difference.recomputed)
    )
    version = "" if one.engine == engine else f" (made by engine {one.engine})"
    return (
        f"{one.who}, event {one.seq}{version}: {one.difference.field} is stored as {stored} "
        f"and comes out as {again}"
    )
