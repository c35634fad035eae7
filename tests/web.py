"""A whole clinic in this process: the real app, asked over HTTP and its websocket."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from google.protobuf.text_format import MessageToString
from starlette.testclient import TestClient, WebSocketTestSession
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime

from app import make_app
from program.service.accounts import OPERATOR, add_account
from program.service.running import get_clinic
from program.settings import Settings
from program.storage.ports import Account
from tests.make import MONDAY

PASSWORD = "stones by the river"
HERE = {"origin": "http://testserver"}
"""What a browser says of a form on our own page."""


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self, at: datetime = MONDAY) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **length: float) -> None:
        self.at += timedelta(**length)


@contextmanager
def clinic_open(clock: Clock | None = None, **settings: object) -> Iterator[TestClient]:
    """The app, started; in memory unless the test names a store."""
    app = make_app(Settings(**{"store": "memory:", **settings}), clock or Clock())
    try:
        with TestClient(app, follow_redirects=False, raise_server_exceptions=False) as client:
            yield client
    finally:
        # Streamlit allows one runtime a process and never lets go of it.
        Runtime._instance = None


def somebody(login: str = "ana", role: str = "patient", name: str = "Ana Ruiz") -> Account:
    """An account in the clinic that is open."""
    return add_account(
        get_clinic(), OPERATOR, login=login, name=name, role=role, password=PASSWORD
    )


def come_in(client: TestClient, login: str = "ana", password: str = PASSWORD, **form: str):
    """Fill in the sign-in form."""
    given = {"login": login, "password": password, **form}
    return client.post("/session/login", data=given, headers=HERE)


def stream(client: TestClient, **headers: str) -> WebSocketTestSession:
    """The websocket a browser opens for the app."""
    said = {"origin": "http://testserver", "host": "testserver", **headers}
    return client.websocket_connect(
        "/_stcore/stream", subprotocols=["streamlit", "x"], headers=said
    )


def look_at(socket: WebSocketTestSession, page: str = "", query: str = "") -> str:
    """Run a page; everything it sent, as text. query: what stands after the question mark."""
    ask = BackMsg()
    ask.rerun_script.page_name = page
    ask.rerun_script.query_string = query
    socket.send_bytes(ask.SerializeToString())
    seen = []
    while True:
        message = ForwardMsg()
        message.ParseFromString(socket.receive_bytes())
        if message.WhichOneof("type") == "script_finished":
            if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                seen = []  # the page leads on to another: that one is what is seen
            elif message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return "\n".join(seen)
            continue
        seen.append(MessageToString(message, as_utf8=True))
