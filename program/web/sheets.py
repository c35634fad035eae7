"""The style sheets of the app: loaded once by a browser, and kept until they change."""

import hashlib
from collections.abc import Mapping

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FOR_A_YEAR = "public, immutable, max-age=31536000"
"""For what carries a hash of itself in its name."""


def address(sheet: str) -> str:
    """Where a style sheet is found: another one has another address."""
    return f"/look-{hashlib.sha256(sheet.encode()).hexdigest()[:16]}.css"


def sheet_routes(sheets: Mapping[str, str]) -> list[Route]:
    """The routes of the style sheets. sheets: role -> its style sheet."""
    return [_route(sheet) for sheet in dict.fromkeys(sheets.values())]


def _route(sheet: str) -> Route:
    async def answer(request: Request) -> Response:
        headers = {"cache-control": FOR_A_YEAR}
        return Response(sheet, media_type="text/css", headers=headers)

    return Route(address(sheet), answer, middleware=[Middleware(GZipMiddleware)])
