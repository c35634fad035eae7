"""My plans, one tap away for the person whose they are: without scripts or the content."""

import logging
from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import groupby

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from program.exercises import KINDS, Entry
from program.service.accounts import signed
from program.service.clinic import Clinic
from program.service.help_lines import help_lines
from program.service.my_plans import FLARE, PLANS, SAFER, Plans, my_plans
from program.service.tool_steps import kind_tool
from program.settings import Settings
from program.storage.ports import Damaged, Unavailable
from program.web import trouble
from program.web.help import BACK, SOMEONE, numbers
from program.web.papers import tool_address
from program.web.plain import Html, Speech, page, speech
from program.words import N_, say_rows

log = logging.getLogger("cairn")

ADDRESS = "/my-plans"
TITLE = N_("My plans")
AWAY = N_("We cannot reach your plans right now. They are not lost. Please try again soon.")
FLARE_TITLE = N_("My flare plan")
NO_FLARE = N_("In a flare")
NO_FLARE_LEAD = N_("Your own plan will stand here once you have made it. Until then:")
UNTIL_THEN = N_("These can steady a first hour:")
FIRST_HOUR = (
    N_("Stop what you are doing. Find a position that holds you."),
    N_("Breathe out slowly, a little longer than in. Do that a few times."),
    N_("Say to yourself: this is a flare. It rises, and it falls."),
    N_("Let today be small. What can wait may wait."),
    N_("Tell one person how it is."),
)
"""What a flare plan most often begins with; it holds also within an energy limit. Wants a
clinician's review."""
NOT_A_FLARE = N_(
    "New weakness or numbness, fever, chest pain, or trouble with bladder or bowels is not a "
    "flare. Get medical help at once."
)
ALL_SIGNS = N_("All the signs")
MEDICINES = N_("Your medicines stay as agreed with your prescriber.")
SAFER_TITLE = N_("My safer-time plan")
CHANGE = N_("Change it")
PRINT = N_("Print it")


class MyPlans:
    """GET /my-plans"""

    def __init__(self, clinic: Callable[[], Clinic], settings: Settings) -> None:
        self.clinic, self.settings = clinic, settings

    async def answer(self, request: Request) -> Response:
        speak = speech(request)
        lines = await run_sync(help_lines, self.settings.content, self.settings.region)
        help_now = f"<section>{speak.tag('h2', SOMEONE)}{numbers(speak, lines)}</section>"
        try:
            found = await run_sync(self._found, request)
        except (Unavailable, Damaged) as problem:
            log.error("My plans cannot be read: %s", problem)
            body = f'<p class="note">{speak(AWAY)}</p>{_first_hour(speak, UNTIL_THEN)}'
            return _page(speak, body + help_now, 503)
        if isinstance(found, Response):
            return found
        return _page(speak, "".join(_sections(speak, found)) + help_now)

    def _found(self, request: Request) -> Plans | Response:
        clinic = self.clinic()
        by = signed(clinic, request.headers.get("x-app-sid", ""))
        if by is None:
            return RedirectResponse(f"/login?to={ADDRESS}", 303)
        if by.participant is None:
            return trouble.nowhere(request)
        return my_plans(clinic, by, by.participant)


def _page(speak: Speech, body: str, status: int = 200) -> Response:
    back = f'<p><a href="/">{speak(BACK)}</a></p>'
    return page(speak, TITLE, f"{speak.tag('h1', TITLE)}{body}{back}", status)


def _sections(speak: Speech, plans: Plans) -> Iterator[str]:
    if FLARE in plans:
        yield _open(speak, FLARE_TITLE, FLARE, plans[FLARE], speak.tag("p", MEDICINES))
    else:
        yield _first_hour(speak, NO_FLARE_LEAD)
    yield (f'<p class="note">{speak(NOT_A_FLARE)} <a href="/help">{speak(ALL_SIGNS)}</a></p>')
    if SAFER in plans:
        yield _open(speak, SAFER_TITLE, SAFER, plans[SAFER])
    for kind in PLANS:
        if kind in plans and kind not in (FLARE, SAFER):
            told = _told(speak, kind, plans[kind])
            yield (
                f"<details><summary>{speak(KINDS[kind].title)}</summary>{told}"
                f"{_ways(speak, kind)}</details>"
            )


def _first_hour(speak: Speech, lead: str) -> str:
    steps = "".join(speak.tag("li", step) for step in FIRST_HOUR)
    return (
        f'<section class="card" id="flare">{speak.tag("h2", NO_FLARE)}{speak.tag("p", lead)}'
        f"<ol>{steps}</ol></section>"
    )


def _open(
    speak: Speech, title: str, kind: str, entries: Sequence[Entry], more: str = ""
) -> str:
    return (
        f'<section class="card" id="{kind.split("_")[0]}">{speak.tag("h2", title)}'
        f"{_told(speak, kind, entries)}{more}{_ways(speak, kind)}</section>"
    )


def _told(speak: Speech, kind: str, entries: Sequence[Entry]) -> str:
    """A plan as its headings, each with what stands under it."""
    picture = KINDS[kind].picture(entries)
    if picture is None:
        return ""
    rows = say_rows(speak.locale, picture.rows)
    told = ((row[0], [cell for cell in row[1:] if cell != "–"]) for row in rows)
    return f"<dl>{''.join(_term(*each) for each in _together(told))}</dl>"


def _together(
    told: Iterator[tuple[str, list[str]]],
) -> Iterator[tuple[str, list[list[str]]]]:
    for heading, rows in groupby(told, key=lambda row: row[0]):
        yield heading, [cells for _, cells in rows]


def _term(heading: str, under: Sequence[Sequence[str]]) -> str:
    said = "".join(f"<dd>{escape(' · '.join(cells))}</dd>" for cells in under if cells)
    return f"<dt>{escape(heading)}</dt>{said}"


def _ways(speak: Speech, kind: str) -> Html:
    """To change a plan, and to have it on paper."""
    tool = kind_tool(kind)
    change = f"/tools?t={tool}&again=1"
    return Html(
        f'<p class="ways"><a href="{escape(change)}">{speak(CHANGE)}</a> '
        f'<a href="{escape(tool_address(tool, speak.locale))}">{speak(PRINT)}</a></p>'
    )
