"""Refuses requests that are larger than anything this app asks for."""

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

FORM = 16 * 1024
"""Bytes of a sign-in form."""
UPLOAD = 6 * 1024 * 1024
"""Bytes of anything else; a file of maxUploadSize (5 MB) and its envelope."""


class SizeLimit:
    """Looks at the length a request declares, which the server then holds it to."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = _refused(scope) if scope["type"] == "http" else None
        if refused is None:
            await self.app(scope, receive, send)
        else:
            await refused(scope, receive, send)


def _refused(scope: Scope) -> PlainTextResponse | None:
    headers = Headers(scope=scope)
    if "transfer-encoding" in headers:
        return PlainTextResponse("Say how long this is.", 411)
    most = FORM if scope["path"].startswith("/session/") else UPLOAD
    declared = headers.get("content-length", "0")
    written = declared.isascii() and declared.isdigit() and len(declared) < 10
    if not written or int(declared) > most:
        return PlainTextResponse("This is too large.", 413)
    return None
