"""Help, one tap away for everyone: without scripts, without the store, with broken content."""

import re
from html import escape

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response

from program.modules.body_signs import SIGNS, SIGNS_LEAD, SIGNS_TITLE
from program.modules.help_lines import Line
from program.service.help_lines import ANYWHERE, LAST_RESORT, help_lines
from program.settings import Settings
from program.web.plain import Html, Speech, page, speech
from program.words import N_

TITLE = N_("Help now")
LEAD = N_("You do not have to carry this alone. People are there, day and night.")
DANGER = N_("If you may act on thoughts of ending your life, or you are not safe, call now.")
CALL = N_("Call {phone}")
OTHER_PLACES = N_("If you are somewhere else")
NOT_WATCHED = N_(
    "Nobody reads your answers here day and night. If you need someone now, please call."
)
WATCHED = N_(
    "A clinician reads what people write here every day, but not at every hour. "
    "If you need someone now, please call."
)
GROUND_TITLE = N_("Something to hold on to for two minutes")
GROUND = (
    N_("Put both feet on the floor, or your hands on something firm. Feel it hold you."),
    N_("Look around. Name five things you can see."),
    N_("Feel four things: cloth, chair, air, skin."),
    N_("Listen for three sounds, near or far."),
    N_("Find two smells, or two you like to think of."),
    N_("Take one slow breath out, longer than the breath in. Then one more."),
)
_MESSAGE = re.compile(r"Text (?:(?P<word>[A-Z]+) to )?(?P<phone>\d+)")
_SITE = re.compile(r"\b[a-z0-9]+\.org\b")
PLANS = N_("My plans")
PLANS_LEAD = N_("Your flare plan and your safer-time plan, once you have made them.")
BACK = N_("Back to Cairn")
SOMEONE = N_("Someone is there, day and night")


class Help:
    """GET /help"""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    async def answer(self, request: Request) -> Response:
        lines = await run_sync(help_lines, self.settings.content, self.settings.region)
        speak = speech(request)
        return page(speak, TITLE, self._body(speak, lines), offer_help=False)

    def _body(self, speak: Speech, lines: tuple[Line, ...]) -> str:
        watch = WATCHED if self.settings.watched else NOT_WATCHED
        return f"""{speak.tag("h1", TITLE)}
<p class="lead">{speak(LEAD)}</p>
{speak.tag("p", DANGER)}
{numbers(speak, lines)}
<p class="note">{speak(watch)}</p>
<section class="card">{speak.tag("h2", PLANS)}{speak.tag("p", PLANS_LEAD)}
<a class="button" href="/my-plans">{speak(PLANS)}</a></section>
<section>{speak.tag("h2", SIGNS_TITLE)}{speak.tag("p", SIGNS_LEAD)}
<ul>{"".join(speak.tag("li", sign) for sign in SIGNS)}</ul></section>
<section>{speak.tag("h2", GROUND_TITLE)}
<ol>{"".join(speak.tag("li", part) for part in GROUND)}</ol></section>
<p><a href="/">{speak(BACK)}</a></p>"""


def numbers(speak: Speech, lines: tuple[Line, ...]) -> str:
    """The lines of the region to tap and call, and the last resort, as HTML."""
    known = {line.phone.replace(" ", "") for line in lines}
    called = "".join(_line(speak, line) for line in lines)
    return called + _last_resort(speak, known)


def _line(speak: Speech, line: Line) -> str:
    about = (reach(line.text), escape(line.hours))
    return _card(speak, Html(escape(line.name)), line.phone, about)


def reach(text: str) -> Html:
    """How a line is reached by message or chat, with what can be tapped as links."""
    message = _MESSAGE.sub(_to_message, escape(text))
    return Html(_SITE.sub(r'<a href="https://\g<0>">\g<0></a>', message))


def _to_message(found: re.Match[str]) -> str:
    body = f"?body={found['word']}" if found["word"] else ""
    return f'<a href="sms:{found["phone"]}{body}">{found[0]}</a>'


def _card(speak: Speech, name: Html, phone: str, about: tuple[str, ...] = ()) -> str:
    dial = "".join(sign for sign in phone if sign.isdigit() or sign == "+")
    call = f'<a class="call" href="tel:{dial}">{speak(CALL, phone=phone)}</a>' if dial else ""
    note = "".join(f"<p>{text}</p>" for text in about if text)
    return f'<section class="card"><h2>{name}</h2>{note}{call}</section>'


def _last_resort(speak: Speech, known: set[str]) -> str:
    """Numbers that stand in the program itself, for when the region's cannot be read."""
    rest = [(phone, name) for phone, name in LAST_RESORT if phone not in known]
    if not known:
        cards = "".join(_card(speak, speak(name), phone) for phone, name in rest)
        return f"{cards}{speak.tag('p', ANYWHERE)}"
    items = "".join(f'<li><a href="tel:{phone}">{speak(name)}</a></li>' for phone, name in rest)
    return (
        f"<details><summary>{speak(OTHER_PLACES)}</summary>"
        f"<ul>{items}</ul>{speak.tag('p', ANYWHERE)}</details>"
    )
