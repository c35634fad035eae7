"""Everything around the app, put together: routes, and what every request passes through."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TypedDict

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from program.service.clinic import Clinic
from program.settings import Settings
from program.web import own_data as own_data  # adds its download
from program.web import trouble
from program.web.attempts import Attempts
from program.web.downloads import DOWNLOADS, Downloads
from program.web.guard import Guard
from program.web.headers import SecurityHeaders, app_policy, security_headers
from program.web.health import Health
from program.web.help import Help
from program.web.look import look_routes
from program.web.my_plans import ADDRESS, MyPlans
from program.web.papers import PAPERS
from program.web.recordings import Recordings
from program.web.shell import Shell
from program.web.signing import Signing
from program.web.size import SizeLimit
from program.web.study_files import STUDY_FILES


class Around(TypedDict):
    """What is handed to the ASGI app."""

    routes: list[Route]
    middleware: list[Middleware]
    exception_handlers: Mapping[type[Exception], Callable[..., object]]


def around(
    clinic: Callable[[], Clinic],
    settings: Settings,
    now: Callable[[], datetime],
    static: Path,
    pages: Mapping[str, frozenset[str]],
    sheets: Mapping[str, str],
    script: str,
    colours: str,
    icon: str,
) -> Around:
    """Routes and middleware.

    clinic: gives the clinic or raises Unavailable. static: the folder of Streamlit's frontend.
    pages: role -> the paths of its pages. sheets: role -> the style sheet of its pages.
    script: of every page.
    colours: the style sheet with the colours' values. icon: the icon of the site as SVG.
    """
    routes = [*_routes(clinic, settings, now, colours, icon), *look_routes(sheets, script)]
    index = (static / "index.html").read_text("utf-8")
    headers = security_headers(app_policy(index), tls=settings.behind_tls)
    own = frozenset(route.path for route in routes)

    async def broken(request: Request, problem: Exception) -> Response:
        answer = await trouble.broken(request, problem)
        answer.headers.update({**headers, **answer.headers})
        return answer

    return Around(
        routes=routes,
        middleware=[
            Middleware(SecurityHeaders, headers=headers),
            Middleware(SizeLimit),
            Middleware(Guard, clinic=clinic),
            Middleware(
                Shell, static=static, pages=pages, sheets=sheets, script=script, own=own
            ),
        ],
        exception_handlers={Exception: broken},
    )


def _routes(
    clinic: Callable[[], Clinic],
    settings: Settings,
    now: Callable[[], datetime],
    colours: str,
    icon: str,
) -> list[Route]:
    DOWNLOADS.update(STUDY_FILES)
    DOWNLOADS.update(PAPERS)
    signing = Signing(clinic, settings, Attempts(now))
    return [
        Route("/login", signing.login_page),
        Route("/session/login", signing.sign_in, methods=["POST"]),
        Route("/session/pick", signing.pick, methods=["POST"]),
        Route("/session/logout", signing.sign_out, methods=["POST"]),
        *(
            Route(f"/session/{verb}", signing.begin_anew)
            for verb in ("login", "pick", "logout")
        ),
        Route("/sign-out", signing.leave_page),
        Route("/help", Help(settings).answer),
        Route(ADDRESS, MyPlans(clinic, settings).answer),
        Route("/here", _here),
        Route("/healthz", Health(clinic).answer),
        Route("/download/{name}", Downloads(clinic).answer),
        Route("/recording/{name}", Recordings(settings.content).answer),
        Route("/plain.css", _asset(colours + _plain_css(), "text/css")),
        Route("/icon.svg", _asset(icon, "image/svg+xml")),
    ]


async def _here(request: Request) -> Response:
    """Whether the sign-in a page was opened with is the one that holds now: an open page asks.

    Without a session at all the guard answers.
    """
    asked = request.query_params.get("session", "")
    holds = bool(asked) and request.headers.get("x-app-sid", "").startswith(asked)
    return Response(status_code=204 if holds else 401, headers={"cache-control": "no-store"})


def _plain_css() -> str:
    return (Path(__file__).parent / "assets" / "plain.css").read_text("utf-8")


def _asset(text: str, media_type: str) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        return Response(text, media_type=media_type, headers={"cache-control": "max-age=3600"})

    return answer
