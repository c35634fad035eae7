"""The ASGI app: `streamlit run app.py` and any ASGI server start it. Decides nothing."""

import gc
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import streamlit as st
from anyio.to_thread import run_sync

from program.service.running import Opening, get_clinic, set_source, settle
from program.settings import Settings, read_settings
from program.storage.ports import Unavailable
from program.ui.pages import PAGES, paths
from program.ui.parts.cairn import icon_svg
from program.ui.parts.look import asset, sheet
from program.ui.trouble import say_sorry
from program.web.listening import refuse_exposed
from program.web.routes import around

_SCRIPT = Path(__file__).parent / "program" / "ui" / "main.py"
_HEAVY = (
    "pandas", "plotly.graph_objects", "program.ui.frame", "program.ui.parts.form",
    "program.charts.ratings",
)  # fmt: skip
"""Imported before anyone comes, not on the first visitor's time."""


def make_app(settings: Settings, clock: Callable[[], datetime]) -> st.App:
    """The app of one clinic. clock: gives the time with its zone; tests hand in their own."""
    return st.App(_SCRIPT, **_parts(settings, clock))


def _parts(settings: Settings, clock: Callable[[], datetime]) -> dict[str, Any]:
    @asynccontextmanager
    async def lifespan(app: st.App) -> AsyncIterator[None]:
        certified = bool(st.get_option("server.sslCertFile"))
        refuse_exposed(st.get_option("server.address"), tls=settings.behind_tls or certified)
        set_source(Opening(settings, clock, settle))
        try:
            await run_sync(_warm_up)
            yield
        finally:
            set_source(None)

    plain = around(
        get_clinic,
        settings,
        clock,
        static=Path(st.__file__).parent / "static",
        pages=paths(),
        sheets={role: sheet(role) for role in PAGES},
        script=asset("look.js"),
        colours=asset("colours.css"),
        icon=icon_svg(),
    )
    return {"lifespan": lifespan, "on_script_error": say_sorry, **plain}


def _warm_up() -> None:
    for name in _HEAVY:
        import_module(name)
    with suppress(Unavailable):  # logged with advice; it is tried again, help works meanwhile
        get_clinic()
    gc.collect()
    gc.freeze()


# `streamlit run` knows an app by a call that is written like this one.
app = st.App(_SCRIPT, **_parts(read_settings(os.environ), lambda: datetime.now(UTC)))
