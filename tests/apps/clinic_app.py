"""The whole app on a free choice of store and with a clock that a test moves: a real server.

`python -m tests.apps.clinic_app PORT STORE CLOCK`, where CLOCK is a file that holds the moment.
Everything else an operator can set comes from the environment, as always.
"""

import os
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import uvicorn

from app import make_app
from program.settings import read_settings


def serve(port: int, store: str, clock: Path) -> None:
    """Serve until the process ends."""

    def now() -> datetime:
        return datetime.fromisoformat(clock.read_text())

    app = make_app(replace(read_settings(os.environ), store=store), now)
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    serve(int(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
