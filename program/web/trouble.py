"""What a person reads when something on our side is not well."""

import logging

from starlette.requests import Request
from starlette.responses import Response

from program.web.plain import page, speech
from program.words import N_

log = logging.getLogger("cairn")

ADVICE = (
    "the store could not be read or written. Check that the data folder is there, that this "
    "user may write to it, and that the disk has room."
)
"""What the operator reads in the log."""
AWAY_TITLE = N_("Please try again soon")
AWAY = N_(
    "We cannot reach the place where your answers are kept right now. "
    "What you saved is safe. Please try again in a few minutes."
)
BROKEN_TITLE = N_("Something went wrong here")
BROKEN = N_("Something on our side went wrong. What you saved is safe. Please try again.")
NOWHERE_TITLE = N_("There is no page here")
NOWHERE = N_("This address leads nowhere, or to a page that is not yours.")
TO_START = N_("Go to the start")
AGAIN = N_("Try again")


def away(request: Request) -> Response:
    """The store cannot be reached, or cannot keep something."""
    log.error("A page was answered with “try again soon”: %s", ADVICE)
    speak = speech(request)
    body = f"""{speak.tag("h1", AWAY_TITLE)}{speak.tag("p", AWAY)}
<p><a class="button" href="/">{speak(AGAIN)}</a></p>"""
    return page(speak, AWAY_TITLE, body, 503, headers={"retry-after": "60"})


def nowhere(request: Request) -> Response:
    """There is no such page, or not for this person."""
    speak = speech(request)
    body = f"""{speak.tag("h1", NOWHERE_TITLE)}{speak.tag("p", NOWHERE)}
<p><a class="button" href="/">{speak(TO_START)}</a></p>"""
    return page(speak, NOWHERE_TITLE, body, 404)


async def broken(request: Request, problem: Exception) -> Response:
    """Something unforeseen; the server's log has it."""
    speak = speech(request)
    body = f"""{speak.tag("h1", BROKEN_TITLE)}{speak.tag("p", BROKEN)}
<p><a class="button" href="/">{speak(TO_START)}</a></p>"""
    return page(speak, BROKEN_TITLE, body, 500)
