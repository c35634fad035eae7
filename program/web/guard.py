"""The door: nobody without a session gets further than sign-in, help and health."""

from collections.abc import Callable
from urllib.parse import quote

from anyio.to_thread import run_sync
from starlette.requests import Request, cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from program.service.accounts import signed, token_hash
from program.service.clinic import Clinic, Signed
from program.storage.ports import Unavailable
from program.web import trouble
from program.web.origin import first, foreign

COOKIE = "cairn_session"
OPEN = frozenset(
    {
        "/login", "/session/login", "/session/pick", "/session/logout", "/help", "/healthz",
        "/plain.css", "/icon.svg",
    }
)  # fmt: skip
MY_PLANS = "/my-plans"
"""Answers for itself where the store cannot be reached."""
OPEN_BELOW = ("/static/", "/app/static/")
"""Streamlit's scripts and our font: the same for everybody in the world."""
CLOSED_BELOW = (
    "/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent",
    "/auth/login", "/auth/logout", "/oauth2callback",
)  # fmt: skip
"""What the framework would serve and this app does not use."""
MACHINERY = ("/_stcore/", "/media/", "/component/", "/download/")
_READS = ("GET", "HEAD")


class Guard:
    """Looks up the session of every request and says to the app who is asking.

    Passes on `x-app-user`, `-role` and `-sid` headers of its own making only; they stay the
    same as long as the session does, because Streamlit resumes a page only for the same user.
    """

    def __init__(self, app: ASGIApp, clinic: Callable[[], Clinic]) -> None:
        self.app, self.clinic = app, clinic

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asks = scope["type"] in ("http", "websocket")
        answer = await self._judge(scope) if asks else None
        if answer is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 4403})
        else:
            await answer(scope, receive, send)

    async def _judge(self, scope: Scope) -> Response | None:
        """None to let it pass (the scope then names who asks), else the answer."""
        headers = [(k, v) for k, v in scope["headers"] if not k.lower().startswith(b"x-app-")]
        path: str = scope["path"]
        if _reaches_in(scope) and foreign(headers):
            return PlainTextResponse("This was asked from another site.", 403)
        if path.startswith(CLOSED_BELOW):
            return PlainTextResponse("Not found", 404)
        scope["headers"] = headers
        if path in OPEN or path.startswith(OPEN_BELOW):
            return None
        token = cookie_parser(first(headers, b"cookie") or "").get(COOKIE, "")
        try:
            who = await run_sync(self._signed, token) if token else None
        except Unavailable:
            if path == MY_PLANS:
                return None  # nobody is named: the page says so, and shows help
            return trouble.away(Request(scope)) if scope["type"] == "http" else Response()
        if who is None:
            return _anonymous(scope)
        hashed = token_hash(token)
        scope["headers"] = [*headers, *_named(who, hashed)]
        return None

    def _signed(self, token: str) -> Signed | None:
        return signed(self.clinic(), token_hash(token))


def _reaches_in(scope: Scope) -> bool:
    """Whether it could change something or reach the framework's own machinery."""
    if scope["type"] == "websocket" or scope["method"] not in _READS:
        return True
    return str(scope["path"]).startswith(MACHINERY)


def _named(who: Signed, hashed: str) -> list[tuple[bytes, bytes]]:
    said = {"user": who.account, "role": who.role, "sid": hashed}
    return [(f"x-app-{name}".encode(), value.encode()) for name, value in said.items()]


def _anonymous(scope: Scope) -> Response:
    path: str = scope["path"]
    page = scope["type"] == "http" and scope["method"] in _READS
    if not page or path.startswith(MACHINERY):
        return PlainTextResponse("Sign in first.", 401)
    if path == "/":
        return RedirectResponse("/login", 303)
    query = scope["query_string"].decode("latin-1")
    wanted = f"{path}?{query}" if query else path
    return RedirectResponse(f"/login?to={quote(wanted, safe='')}", 303)
