"""The page that starts the app, and its scripts, compressed once."""

import gzip
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from anyio.to_thread import run_sync
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from program.web import trouble
from program.web.look import FOR_A_YEAR, address
from program.web.plain import Speech, speech
from program.words import N_

NEEDS_SCRIPTS = N_(
    "This page needs JavaScript. The help page works without: it has numbers to call."
)
COMING = N_("Your page is on its way. On a slow line that takes a little while.")
_FOREIGN_LINKS = re.compile(r'<link\b[^>]*(?:rel="service-desc"|SourceSans)[^>]*>', re.DOTALL)
_KEPT_IN_MEMORY = 400
"""Compressed files, about 3 MB when every one of Streamlit's has been asked for."""
_INSIDE = ("/_stcore/", "/media/", "/component/", "/static/", "/app/static/")


def shell(index: str, speak: Speech, sheet: str, script: str) -> str:
    """Streamlit's index.html as ours: language, title, icon, words for who has no scripts and
    for who waits.

    sheet, script: addresses of what makes our look.
    """
    to_help = f'<a href="/help">{speak(N_("Help now"))}</a>'
    without = f"<p>{speak(NEEDS_SCRIPTS)} {to_help}</p>"
    coming = f'<div class="cairn-coming">{to_help}<p>{speak(COMING)}</p></div>'
    # In the body a style sheet comes after whatever Streamlit writes into the head later on.
    look = (
        f'<link rel="stylesheet" href="{sheet}"><script type="module" src="{script}"></script>'
    )
    changes = (
        (r'<html lang="en">', f'<html lang="{speak.locale}">'),
        (r"<title>.*?</title>", "<title>Cairn</title>"),
        (r'<link rel="shortcut icon"[^>]*>', '<link rel="icon" href="/icon.svg">'),
        (r"<!--(?!\s*Copyright).*?-->", ""),
        (r"<noscript>.*?</noscript>", f"<noscript>{without}</noscript>"),
        (r"</body>", f"{look}{coming}</body>"),
    )
    for there, ours in changes:
        index = re.sub(there, ours.replace("\\", r"\\"), index, flags=re.DOTALL)
    return _FOREIGN_LINKS.sub("", index)


class Shell:
    """Answers page loads with the shell, for the pages a role has; else there is no page.

    static: the folder of Streamlit's frontend. pages: role -> paths of its pages. sheets: role
    -> its style sheet. script: of every page. own: paths that the app answers itself.
    """

    def __init__(
        self,
        app: ASGIApp,
        static: Path,
        pages: Mapping[str, frozenset[str]],
        sheets: Mapping[str, str],
        script: str,
        own: frozenset[str],
    ) -> None:
        self.app, self.static, self.pages, self.own = app, static, pages, own
        self.sheets = {role: address(sheet, "css") for role, sheet in sheets.items()}
        self.own_script = address(script, "js")
        self.index = (static / "index.html").read_text("utf-8")
        self._compressed = lru_cache(_KEPT_IN_MEMORY)(self._compress)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await self._answer(scope) if scope["type"] == "http" else None
        await (self.app if answer is None else answer)(scope, receive, send)

    async def _answer(self, scope: Scope) -> Response | None:
        path: str = scope["path"]
        if path.startswith("/static/"):
            return await self._script(scope)
        if path in self.own or path.startswith("/download/"):
            return None
        if path.startswith(_INSIDE) or "/_stcore/" in path:
            return None
        request = Request(scope)
        role = request.headers.get("x-app-role", "")
        if path not in self.pages.get(role, frozenset()):
            return trouble.nowhere(request)
        text = shell(self.index, speech(request), self.sheets[role], self.own_script)
        return HTMLResponse(text, headers={"cache-control": "no-store"})

    async def _script(self, scope: Scope) -> Response | None:
        """A script or style of Streamlit's, compressed; None for anything else."""
        path: str = scope["path"]
        kind = {".js": "text/javascript", ".css": "text/css"}.get(Path(path).suffix)
        takes = "gzip" in Headers(scope=scope).get("accept-encoding", "")
        body = await run_sync(self._compressed, path) if kind and takes else None
        if body is None:
            return None
        headers = {
            "content-encoding": "gzip", "cache-control": FOR_A_YEAR, "vary": "Accept-Encoding",
        }  # fmt: skip
        return Response(body, media_type=kind, headers=headers)

    def _compress(self, path: str) -> bytes | None:
        file = (self.static / path.lstrip("/")).resolve()
        if not file.is_relative_to(self.static.resolve()) or not file.is_file():
            return None
        return gzip.compress(file.read_bytes(), 6, mtime=0)
