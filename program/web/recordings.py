"""Recorded practices, to whoever has signed in."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from program.modules.folder import RECORDED, recording
from program.web import trouble


class Recordings:
    """GET /recording/{name}; answers ranges, so that a player can go back."""

    def __init__(self, content: Path) -> None:
        self.content = content

    async def answer(self, request: Request) -> Response:
        found = recording(self.content, request.path_params["name"])
        if found is None:
            return trouble.nowhere(request)
        headers = {"cache-control": "private, max-age=3600"}
        return FileResponse(found, media_type=RECORDED[found.suffix], headers=headers)
