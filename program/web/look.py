"""The look of the app as files: loaded once by a browser, and kept until they change."""

import hashlib
from collections.abc import Mapping

from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

FOR_A_YEAR = "public, immutable, max-age=31536000"
"""For what carries a hash of itself in its name."""
_KINDS = {"css": "text/css", "js": "text/javascript"}


def address(text: str, kind: str) -> str:
    """Where a file is found, by what is in it. kind: `css` or `js`."""
    return f"/look-{hashlib.sha256(text.encode()).hexdigest()[:16]}.{kind}"


def look_routes(sheets: Mapping[str, str], script: str) -> list[Route]:
    """The routes of the files. sheets: role -> its style sheet. script: everybody's."""
    files = [(sheet, "css") for sheet in dict.fromkeys(sheets.values())]
    return [_route(text, kind) for text, kind in [*files, (script, "js")]]


def _route(text: str, kind: str) -> Route:
    async def answer(request: Request) -> Response:
        headers = {"cache-control": FOR_A_YEAR}
        return Response(text, media_type=_KINDS[kind], headers=headers)

    return Route(address(text, kind), answer, middleware=[Middleware(GZipMiddleware)])
