"""Signing in and out: plain forms, a cookie no script can read, a session on the server."""

import re
from collections.abc import Callable
from html import escape
from math import ceil

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from program.access import Refused
from program.ids import AccountId
from program.service.accounts import (
    pick,
    picker,
    sign_in,
    sign_out,
    signed,
    token_hash,
)
from program.service.clinic import Clinic
from program.settings import Settings
from program.storage.ports import Unavailable
from program.web import trouble
from program.web.attempts import Attempts
from program.web.guard import COOKIE
from program.web.picking import people
from program.web.plain import Speech, page, speech
from program.words import N_, say_count

TITLE = N_("Sign in")
WELCOME = N_("Welcome. Come in and go on where you were.")
OVER = N_(
    "You have been signed out, to keep your record safe. Nothing you saved is lost by this. "
    "Come in and go on where you were."
)
"""Nothing is said to be kept: whoever asked for their data to be removed may read it too."""
LOGIN = N_("Your sign-in name")
PASSWORD = N_("Your password")
WRONG = N_("That name and password do not fit together. Please look at both and try again.")
FORGOTTEN = N_("Lost your password? Your clinic can set a new one.")
LEAVE_TITLE = N_("Sign out")
LEAVE = N_("What you saved is kept. You can come back at any time.")
STAY = N_("Stay signed in")

_COOKIE_STAYS = 7 * 24 * 3600
"""Seconds that a cookie outlives its session, so that sign-in can say that one is over. A week
and no longer: who shares a device need not learn that somebody was here."""

_SAFE = re.compile(r"/(?:[\w-][\w/.-]*)?(?:\?[\w=&.%+-]*)?", re.ASCII)
"""A path on this host and nothing else: no scheme, no second slash at the start."""


def wanted(given: object) -> str:
    """Where a person wanted to go, if that is a page of ours; else the start."""
    if isinstance(given, str) and len(given) <= 300 and _SAFE.fullmatch(given):
        return given
    return "/"


class Signing:
    """The ways in and out."""

    def __init__(self, clinic: Callable[[], Clinic], settings: Settings, attempts: Attempts):
        self.clinic, self.settings, self.attempts = clinic, settings, attempts
        self._two_at_a_time: CapacityLimiter | None = None

    async def login_page(self, request: Request) -> Response:
        """GET /login"""
        return await self._login(request, wanted(request.query_params.get("to")))

    async def _login(
        self, request: Request, to: str, problem: str = "", login: str = "", status: int = 200
    ) -> Response:
        try:
            clinic = await run_sync(self.clinic)
            choice = await run_sync(people, clinic) if picker(clinic) else None
            over = await run_sync(_over, clinic, request.cookies.get(COOKIE))
        except Unavailable:
            return trouble.away(request)
        speak = speech(request)
        form = _form(speak, OVER if over else WELCOME, to, problem, login)
        body = form if choice is None else choice.body(speak, to)
        return page(speak, TITLE, body, status)

    async def sign_in(self, request: Request) -> Response:
        """POST /session/login"""
        form = await request.form(max_files=0, max_fields=5)
        login, password = _text(form, "login").strip(), _text(form, "password")
        to = wanted(form.get("to"))
        address = request.client.host if request.client else ""
        left = self.attempts.wait(login, address)
        if left:
            problem = _slow_down(speech(request), ceil(left.total_seconds() / 60))
            answer = await self._login(request, to, problem, login, 429)
            answer.headers["retry-after"] = str(ceil(left.total_seconds()))
            return answer
        self.attempts.count(login, address)
        try:
            token = await run_sync(self._check, login, password, limiter=self._limiter())
        except Unavailable:
            return trouble.away(request)
        if token is None:
            return await self._login(request, to, speech(request)(WRONG), login, 401)
        self.attempts.forget(login, address)
        return self._come_in(request, token, to)

    def _limiter(self) -> CapacityLimiter:
        """Each check takes 64 MiB and a core for a moment: a flood must not take them all."""
        self._two_at_a_time = self._two_at_a_time or CapacityLimiter(2)
        return self._two_at_a_time

    def _check(self, login: str, password: str) -> str | None:
        return sign_in(self.clinic(), login, password)

    async def pick(self, request: Request) -> Response:
        """POST /session/pick, in the demo clinic."""
        form = await request.form(max_files=0, max_fields=5)
        try:
            token = await run_sync(self._pick, AccountId(_text(form, "account")))
        except Refused:
            return trouble.nowhere(request)
        except Unavailable:
            return trouble.away(request)
        return self._come_in(request, token, wanted(form.get("to")))

    def _pick(self, account: AccountId) -> str:
        return pick(self.clinic(), account)

    async def begin_anew(self, request: Request) -> Response:
        """GET of what a form answers: an address that was left open, or loaded once more."""
        return RedirectResponse("/login", 303)

    async def leave_page(self, request: Request) -> Response:
        """GET /sign-out: asks, because only a form may end a session."""
        speak = speech(request)
        body = f"""{speak.tag("h1", LEAVE_TITLE)}{speak.tag("p", LEAVE)}
<form method="post" action="/session/logout"><button>{speak(LEAVE_TITLE)}</button></form>
<p><a href="/">{speak(STAY)}</a></p>"""
        return page(speak, LEAVE_TITLE, body)

    async def sign_out(self, request: Request) -> Response:
        """POST /session/logout"""
        token = request.cookies.get(COOKIE)
        try:
            if token:
                await run_sync(self._end, token)
        except Unavailable:
            return trouble.away(request)
        answer = RedirectResponse("/login", 303)
        answer.delete_cookie(COOKIE, path="/")
        return answer

    def _end(self, token: str) -> None:
        sign_out(self.clinic(), token)

    def _come_in(self, request: Request, token: str, to: str) -> Response:
        answer = RedirectResponse(to, 303)
        answer.set_cookie(
            COOKIE,
            token,
            max_age=self.settings.session_hours * 3600 + _COOKIE_STAYS,
            path="/",
            secure=self.settings.behind_tls or request.url.scheme == "https",
            httponly=True,
            samesite="strict",
        )
        return answer


def _slow_down(speak: Speech, minutes: int) -> str:
    told = say_count(
        speak.locale,
        "That was a lot of tries. To keep you safe, please wait {n} minute.",
        "That was a lot of tries. To keep you safe, please wait {n} minutes.",
        minutes,
    )
    return escape(told)


def _text(form: FormData, name: str) -> str:
    given = form.get(name)
    return given if isinstance(given, str) else ""


def _over(clinic: Clinic, token: str | None) -> bool:
    """Whether this browser holds a session that ended without a sign-out."""
    return token is not None and signed(clinic, token_hash(token)) is None


def _form(speak: Speech, lead: str, to: str, problem: str, login: str) -> str:
    wrong = f'<p class="problem" role="alert" id="problem">{problem}</p>' if problem else ""
    said = ' aria-describedby="problem" aria-invalid="true"' if problem else ""
    return f"""{speak.tag("h1", TITLE)}
<p class="lead">{speak(lead)}</p>
{wrong}<form method="post" action="/session/login" class="card">
<input type="hidden" name="to" value="{escape(to)}">
<label for="login">{speak(LOGIN)}</label>
<input id="login" name="login" value="{escape(login)}" autocomplete="username"
 autocapitalize="none" spellcheck="false" maxlength="120" required{said}>
<label for="password">{speak(PASSWORD)}</label>
<input id="password" name="password" type="password" autocomplete="current-password"
 maxlength="1000" required{said}>
<button>{speak(TITLE)}</button>
</form>
<p class="quiet">{speak(FORGOTTEN)}</p>"""
