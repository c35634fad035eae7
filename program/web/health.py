"""Whether the process lives, and whether store and content are well, without details."""

from collections.abc import Callable

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from program.service.clinic import Clinic
from program.storage.ports import Damaged, Unavailable


class Health:
    """GET /healthz: 200 as long as the process lives; what is not well says false."""

    def __init__(self, clinic: Callable[[], Clinic]) -> None:
        self.clinic = clinic

    async def answer(self, request: Request) -> Response:
        store, content = await run_sync(self._look)
        return JSONResponse(
            {"alive": True, "store": store, "content": content},
            headers={"cache-control": "no-store"},
        )

    def _look(self) -> tuple[bool, bool]:
        try:
            return True, bool(self.clinic().stores.archive.current())
        except Unavailable:
            return False, False
        except Damaged:
            return True, False
