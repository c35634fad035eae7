"""Crisis lines: one for emergencies, numbers that can be dialled, a recent look at each."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from program.modules.draft import Draft
from program.modules.help_lines import HelpFile, Line
from program.modules.issues import Issue
from program.modules.typed import Placed

OLDEST = 400
"""Days after which somebody should call a number again."""
_ELSEWHERE = timedelta(days=1)
"""Where the author is, it may be tomorrow."""
_PHONE = re.compile(r"\+?[0-9](?:[ ()-]{0,2}[0-9]){1,14}")


def check_help(draft: Draft, today: date | None) -> Iterator[Issue]:
    """Every region. Without `today` nothing is said about age."""
    if not draft.names("help"):
        message = "No region has crisis lines in this content."
        advice = "copy help/ from the content that Cairn comes with, and call each number"
        yield Issue("help", 1, "no-help", message, advice, "note")
    for placed in draft.help.values():
        if not any(line.emergency and line.phone for line in placed.value.lines):
            message = "No line of this region is for emergencies."
            advice = "mark one that has a phone number `emergency: true`"
            yield placed.issue("no-emergency-line", message, advice, "lines")
        for n, line in enumerate(placed.value.lines):
            yield from _line(placed, n, line, today)


def _line(placed: Placed[HelpFile], n: int, line: Line, today: date | None) -> Iterator[Issue]:
    if not line.phone and not line.text:
        message = f"{line.name} can be reached neither by phone nor by text."
        yield placed.issue("phone", message, "add `phone` or `text`", "lines", n)
    if line.phone and not _PHONE.fullmatch(line.phone):
        message = f"{line.phone} cannot be dialled as it stands."
        advice = "write digits with single spaces, and + before a country"
        yield placed.issue("phone", message, advice, "lines", n, "phone")
    if today is not None and line.checked - today > _ELSEWHERE:
        message = f"{line.name} was checked on {line.checked}, a day that has not come yet."
        advice = "write the day on which somebody called the number"
        yield placed.issue("early-check", message, advice, "lines", n, "checked", note=True)
    if today is not None and (today - line.checked).days > OLDEST:
        message = f"{line.name} was last checked on {line.checked}."
        advice = "call the number, then write today's date"
        yield placed.issue("old-check", message, advice, "lines", n, "checked", note=True)
