"""What a played cohort came to, for people (`summary.md`) and for programs (`summary.json`)."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from program.simulate.published import AIM
from program.simulate.summary import Summary

MOST_RED = 0.10
"""Share of people in a week whom red signals other than risk reach at most, in a calibrated
cohort: a clinical rule."""


def write_report(folder: Path, summary: Summary) -> None:
    """Both files. Raises OSError."""
    text = json.dumps(as_plain(summary), indent=2, ensure_ascii=False)
    (folder / "summary.json").write_text(f"{text}\n", "utf-8")
    (folder / "summary.md").write_text(as_markdown(summary), "utf-8")


def as_plain(summary: Summary) -> dict[str, object]:
    """The summary as plain JSON, with what follows from its counts."""
    return {
        "mode": "simulated",
        **asdict(summary),
        "completion": round(summary.completion, 4),
        "calibrated_to": AIM,
        "never_fired": [*summary.never_fired],
        "median_days_to_finish": summary.median_days,
        "red_share": round(summary.red_share, 4),
        "red_share_at_most": MOST_RED,
    }


def red_line(summary: Summary) -> str:
    """Red signals other than risk against the clinical rule, in a sentence."""
    worst = summary.worst_red_week
    return (
        f"New red signals other than risk reach {summary.red_share:.1%} of people in a week as "
        f"the mean over the weeks, which is {_kept(summary.red_share)} the {MOST_RED:.0%} of "
        f"the clinical rules; in the fullest week, week {worst.week + 1}, they reach "
        f"{worst.red_share:.1%}, which is {_kept(worst.red_share)} it."
    )


def _kept(share: float) -> str:
    return "within" if share <= MOST_RED else "OVER"


def as_markdown(summary: Summary) -> str:
    """A sentence and a table for each question."""
    return "\n".join(_lines(summary)) + "\n"


def _lines(summary: Summary) -> Iterator[str]:
    yield f"# {summary.participants} invented people, {summary.weeks} weeks"
    yield ""
    yield f"Program {summary.program}, seed {summary.seed}. Nobody in here is real."
    yield from _part(
        "Completion", _completion(summary), ("program", "completed"), _beside(summary)
    )
    days = summary.median_days
    yield from _part(
        "Time to finish",
        f"Half of those who finished had done so by day {days}."
        if days
        else "Nobody finished in this time.",
        ("by week", "people finished"),
        _finished(summary),
    )
    yield from _part(
        "What happened to people",
        "Of those who finished: mean of the first and the latest answer.",
        ("scale", "people", "first", "latest", "change"),
        (
            (
                one.scale,
                one.people,
                f"{one.first:.1f}",
                f"{one.latest:.1f}",
                f"{one.percent:+.0f}%",
            )
            for one in summary.moved
        ),
    )
    yield from _of_the_program(summary)
    yield from _of_therapists(summary)


def _of_the_program(summary: Summary) -> Iterator[str]:
    yield from _part(
        "Modules", "How many people came to each.",
        ("module", "part", "opened", "completed"),
        (
            (one.module, "core" if one.core else "branch or booster", one.opened, one.completed)
            for one in summary.modules
        ),
    )  # fmt: skip
    yield from _part(
        "Rules", _never(summary), ("rule", "people", "said yes", "followed"),
        ((one.rule, one.people, one.yes, one.used) for one in summary.rules),
    )  # fmt: skip


def _of_therapists(summary: Summary) -> Iterator[str]:
    yield from _part(
        "Therapists", f"{red_line(summary)} New signals by week:",
        ("week", "risk", "red", "amber", "people with a new red"),
        (
            (
                week.week + 1,
                *(week.signals.get(level, 0) for level in ("risk", "red", "amber")),
                f"{week.red_people} ({week.red_share:.1%})",
            )
            for week in summary.load
        ),
    )  # fmt: skip
    yield from _part(
        "Red signals by kind", "Weeks of people in which each was new.",
        ("kind", "weeks of people"), summary.red_kinds.items(),
    )  # fmt: skip


def _part(
    title: str, sentence: str, head: Sequence[str], rows: Iterable[Sequence[object]]
) -> Iterator[str]:
    yield from ("", f"## {title}", "", sentence, "")
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    yield from (f"| {' | '.join(map(str, row))} |" for row in rows)


def _completion(summary: Summary) -> str:
    return (
        f"{summary.finished} of {summary.started} who started completed the whole core: "
        f"{summary.completion:.0%}; {summary.adhered} did two thirds of it or more. "
        f"The median of guided programs on the web (marked) is {AIM:.0%}."
    )


def _beside(summary: Summary) -> Iterator[tuple[str, str]]:
    rows = [(one.share, f"{one.programme}{' (guided)' * one.guided}; {one.source}")
            for one in summary.published]  # fmt: skip
    rows.append((summary.completion, "**this cohort**"))
    for share, name in sorted(rows, reverse=True):
        yield name, f"{share:.0%}"


def _finished(summary: Summary) -> Iterator[tuple[int, int]]:
    for week in range(1, summary.weeks + 1):
        people = sum(n for day, n in summary.days_to_finish.items() if day <= 7 * week)
        if people:
            yield week, people


def _never(summary: Summary) -> str:
    told = "Every rule said yes to somebody."
    if summary.never_fired:
        told = f"These rules never said yes: {', '.join(summary.never_fired)}."
    if summary.never_followed:
        told += f" Said yes and never followed: {', '.join(summary.never_followed)}."
    return told
