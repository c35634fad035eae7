"""A rerun of Today, for somebody far in the program, against a bare page of the framework:
through the same websocket server, interleaved."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import streamlit as st
from starlette.testclient import TestClient, WebSocketTestSession
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime

from app import _parts
from program.service.accounts import pick
from program.service.running import get_clinic
from program.settings import Settings
from program.simulate.demo import fill
from tests.demo import People
from tests.make import day
from tests.web import Clock, stream

ROUNDS = 200
WARM = 30
MOST = 3.0
ON = day(80)


def run() -> bool:
    """Print both medians and their ratio; whether it is within its bound."""
    with _serving() as client, stream(client) as today, stream(client) as bare:
        taken = [(_rerun(today, ""), _rerun(bare, "bare=1")) for _ in range(ROUNDS + WARM)]
    ours, floor = (median(column) for column in zip(*taken[WARM:], strict=True))
    ratio = ours / floor
    print(
        f"rerun of Today {ours * 1e3:.2f} ms, of a bare page {floor * 1e3:.2f} ms: "
        f"{ratio:.2f}x (at most {MOST}x)"
    )
    return ratio <= MOST


@contextmanager
def _serving() -> Iterator[TestClient]:
    """The app in this process, full of people; the client is signed in as one of them."""
    try:
        with TemporaryDirectory() as folder, TestClient(_app(f"tinydb:{folder}")) as client:
            clinic = get_clinic()
            fill(clinic.stores, clinic.settings, participants=40, seed=1, end=ON)
            somebody = People(clinic).of("patient")
            client.cookies.set("cairn_session", pick(clinic, somebody.id))
            yield client
    finally:
        Runtime._instance = None  # Streamlit allows one a process and never lets go of it


def _app(store: str) -> st.App:
    settings = Settings(store=store, demo=True)
    return st.App(Path(__file__).parent / "either.py", **_parts(settings, Clock(ON)))


def _rerun(socket: WebSocketTestSession, query: str) -> float:
    """Seconds from asking until the script has finished."""
    ask = BackMsg()
    ask.rerun_script.query_string = query
    asked = ask.SerializeToString()
    began = perf_counter()
    socket.send_bytes(asked)
    while True:
        message = ForwardMsg.FromString(socket.receive_bytes())
        assert message.delta.new_element.WhichOneof("type") != "exception"
        if message.WhichOneof("type") == "script_finished":
            return perf_counter() - began
