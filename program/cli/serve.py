"""`serve`: run the app on this machine, or for a clinic behind TLS."""

import argparse
import os
import signal
import subprocess
import sys
import threading
import webbrowser
from dataclasses import replace
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path
from socket import create_connection
from types import FrameType

from program.cli import WrongUse
from program.cli.demo import invent
from program.service.running import WrongStore, open_clinic, store_mode
from program.settings import Settings, read_settings
from program.storage.ports import Unavailable
from program.web.listening import Exposed, refuse_exposed

ABOUT = "run the app; --demo makes and opens a clinic of invented people"

DEMO_STORE = "tinydb:./demo"
DEMO_PEOPLE = 40
_APP = Path(__file__).parent.parent.parent / "app.py"
_PATIENCE = 60
"""Seconds until the browser is no longer opened for a server that does not answer."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--demo", action="store_true", help="a clinic of invented people")
    parser.add_argument("--port", type=int, default=8501)
    parser.add_argument(
        "--address", default="127.0.0.1", help="beyond 127.0.0.1: only with TLS"
    )
    parser.add_argument("--certfile", type=Path, help="certificate for TLS (PEM)")
    parser.add_argument("--keyfile", type=Path, help="its private key (PEM)")


def run(arguments: argparse.Namespace) -> int:
    try:
        settings = read_settings(os.environ)
        if arguments.demo:
            settings = replace(settings, store=DEMO_STORE, demo=True)
        _certificate(arguments)
        refuse_exposed(
            arguments.address, tls=settings.behind_tls or arguments.certfile is not None
        )
        store_mode(settings)
        if arguments.demo:
            _offer_demo(settings)
    except (ValueError, Exposed, WrongStore, Unavailable) as problem:
        raise WrongUse(str(problem)) from problem
    return _serve(arguments, settings)


def _certificate(arguments: argparse.Namespace) -> None:
    if (arguments.certfile is None) != (arguments.keyfile is None):
        raise WrongUse("--certfile and --keyfile go together")
    for path in (arguments.certfile, arguments.keyfile):
        if path is not None and not path.is_file():
            raise WrongUse(f"{path} is not a file")


def _offer_demo(settings: Settings) -> None:
    """Fill the demo's folder with invented people when nobody lives there yet."""
    clinic = open_clinic(settings, lambda: datetime.now(UTC))
    if clinic.stores.accounts.all() or not _yes(
        f"Make a demo clinic with {DEMO_PEOPLE} invented people? [Y/n] "
    ):
        return
    invent(settings, DEMO_PEOPLE)


def _yes(question: str) -> bool:
    """The answer on a terminal; yes where there is none to ask on."""
    if not sys.stdin.isatty():
        return True
    return input(question).strip().lower() in ("", "y", "yes")


def _serve(arguments: argparse.Namespace, settings: Settings) -> int:
    """Run the server as a child, hand signals on, and end as it ends."""
    secure = arguments.certfile is not None
    host = "localhost" if _every(arguments.address) else arguments.address
    address = f"{'https' if secure else 'http'}://{host}:{arguments.port}"
    # In a group of its own: Ctrl+C reaches it once, through us, and it can end in peace.
    child = subprocess.Popen(_command(arguments), env=_environment(settings), process_group=0)

    def hand_on(number: int, frame: FrameType | None) -> None:
        child.send_signal(number)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, hand_on)
    print(f"Cairn: {address}  (Ctrl+C ends it)", flush=True)
    if sys.stdin.isatty() and sys.stdout.isatty():
        threading.Thread(target=_open, args=(arguments, address, child), daemon=True).start()
    ended = child.wait()
    return 0 if ended in (0, -signal.SIGINT, -signal.SIGTERM) else 1


def _every(address: str) -> bool:
    try:
        return ip_address(address).is_unspecified
    except ValueError:
        return False


def _command(arguments: argparse.Namespace) -> list[str]:
    command = [
        sys.executable, "-m", "streamlit", "run", str(_APP),
        f"--server.port={arguments.port}", f"--server.address={arguments.address}",
    ]  # fmt: skip
    if arguments.certfile is not None:
        command += [
            f"--server.sslCertFile={arguments.certfile.resolve()}",
            f"--server.sslKeyFile={arguments.keyfile.resolve()}",
        ]
    return command


def _environment(settings: Settings) -> dict[str, str]:
    said = {"CAIRN_STORE": settings.store, "CAIRN_DEMO": "1" if settings.demo else "0"}
    return {**os.environ, **said}


def _open(arguments: argparse.Namespace, address: str, child: subprocess.Popen[bytes]) -> None:
    """Open a browser once the server answers."""
    waited = threading.Event()
    for _ in range(_PATIENCE * 4):
        if child.poll() is not None:
            return
        try:
            create_connection((arguments.address, arguments.port), timeout=1).close()
        except OSError:
            waited.wait(0.25)
        else:
            webbrowser.open(address)
            return
