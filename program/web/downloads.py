"""Files that may be taken home: each says who may, and is made when it is asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response

from program.access import Refused
from program.events import Role
from program.service.accounts import signed
from program.service.clinic import Clinic, Signed
from program.storage.ports import Unavailable
from program.web import trouble


@dataclass(frozen=True)
class File:
    """A file for the browser to keep."""

    name: str
    media_type: str
    body: bytes


@dataclass(frozen=True)
class Download:
    """What `/download/<name>` gives, and to whom. `make` may raise Refused; None: there is no
    such file."""

    roles: frozenset[Role]
    make: Callable[[Clinic, Signed, Mapping[str, str]], File | None]
    """Gets the query of the address."""


DOWNLOADS: dict[str, Download] = {}
"""Name -> download. Other parts add theirs."""


class Downloads:
    """GET /download/{name}"""

    def __init__(self, clinic: Callable[[], Clinic]) -> None:
        self.clinic = clinic

    async def answer(self, request: Request) -> Response:
        try:
            file = await run_sync(self._make, request)
        except Refused:
            file = None
        except Unavailable:
            return trouble.away(request)
        if file is None:
            return trouble.nowhere(request)
        return Response(
            file.body,
            media_type=file.media_type,
            headers={
                "content-disposition": f'attachment; filename="{file.name}"',
                "cache-control": "no-store",
            },
        )

    def _make(self, request: Request) -> File | None:
        by = signed(self.clinic(), request.headers.get("x-app-sid", ""))
        download = DOWNLOADS.get(request.path_params["name"])
        if by is None or download is None or by.role not in download.roles:
            return None
        return download.make(self.clinic(), by, dict(request.query_params))
