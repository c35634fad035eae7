"""Plain pages: HTML without scripts that works before, beside and without the app."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from starlette.requests import Request
from starlette.responses import HTMLResponse

from program.words import N_, SOURCE, locales, say

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Content security policy of a page without scripts."""

_PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} · Cairn</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/plain.css">
</head>
<body>
<header>
<a class="home" href="/"><img src="/icon.svg" alt="" width="36" height="36">Cairn</a>{help}
</header>
<main>
{body}
</main>
</body>
</html>
"""

HELP_NOW = N_("Help now")


class Html(str):
    """Markup of ours, to be shown as it is."""

    __slots__ = ()


@dataclass(frozen=True)
class Speech:
    """Says things in one language, ready to stand in HTML."""

    locale: str

    def __call__(self, msgid: str, **values: float | int | str) -> Html:
        return Html(escape(say(self.locale, msgid, **values)))

    def tag(self, name: str, msgid: str, **values: float | int | str) -> Html:
        """An element that holds the sentence: `tag("h1", ...)`."""
        return Html(f"<{name}>{self(msgid, **values)}</{name}>")


def speech(request: Request) -> Speech:
    """The first of the browser's languages that there is, else English."""
    wanted = request.headers.get("accept-language", "").split(",")[:10]
    tongues = (tag.split(";")[0].strip().split("-")[0].lower() for tag in wanted)
    there = locales()
    return Speech(next((tongue for tongue in tongues if tongue in there), SOURCE))


def page(
    speak: Speech,
    title: str,
    body: str,
    status: int = 200,
    *,
    offer_help: bool = True,
    headers: Mapping[str, str] | None = None,
) -> HTMLResponse:
    """A plain page. title: msgid. body: markup in which everything from outside is escaped."""
    link = f'<a class="help" href="/help">{speak(HELP_NOW)}</a>' if offer_help else ""
    text = _PAGE.format(lang=speak.locale, title=speak(title), help=link, body=body)
    held = {"content-security-policy": POLICY, "cache-control": "no-store"}
    return HTMLResponse(text, status, headers={**held, **(headers or {})})
