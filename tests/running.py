"""The real server as a child of a test, on a store and with a clock that the test holds too."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from program.service.clinic import Clinic
from program.service.running import open_clinic
from program.settings import Settings
from tests.browser import chromium
from tests.make import MONDAY

ROOT = Path(__file__).parent.parent
AXE = ROOT / "tests" / "assets" / "axe.min.js"
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--no-first-run",
)  # fmt: skip
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
CONNECTED = "[data-testid=stApp][data-test-connection-state=CONNECTED]"
READY = f"{CONNECTED}[data-test-script-state=notRunning]"


class Server:
    """A clinic that is being served from a folder. `at` is the moment its clock stands at."""

    def __init__(self, folder: Path, at: datetime = MONDAY, **settings: str) -> None:
        self.folder, self._settings = folder, settings
        self.store = f"tinydb:{folder / 'data'}"
        self.log = folder / "log"
        self._clock = folder / "clock"
        self.at = at
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]

    @property
    def at(self) -> datetime:
        return self._at

    @at.setter
    def at(self, moment: datetime) -> None:
        """Move the clock, for the server and for the test alike."""
        new = self._clock.with_suffix(".new")
        new.write_text(moment.isoformat())
        new.replace(self._clock)
        self._at = moment

    def clinic(self, *, demo: bool = False) -> Clinic:
        """The same clinic in the test's own process: same store, same clock."""
        return open_clinic(Settings(store=self.store, demo=demo), lambda: self._at)

    def start(self) -> "Server":
        command = [sys.executable, "-m", "tests.apps.clinic_app"]
        command += [str(self.port), self.store, str(self._clock)]
        environment = {**os.environ, **self._settings, "PYTHONWARNINGS": "ignore"}
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdout=log, stderr=log
            )
        try:
            until(self._answers, 60)
        except BaseException:
            self.kill()
            raise
        return self

    def _answers(self) -> bool:
        assert self.process.poll() is None, self.log.read_text()
        try:
            urllib.request.urlopen(self.url("/healthz"), timeout=5).close()  # noqa: S310 - ours
            return True
        except urllib.error.HTTPError:
            return True  # it says that something is not well, and it serves
        except OSError:
            return False

    def kill(self) -> None:
        """End it in the middle of whatever it is doing."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=10)

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.kill()

    def url(self, path: str = "/", port: int | None = None) -> str:
        return f"http://127.0.0.1:{port or self.port}{path}"


@contextmanager
def serving(folder: Path, at: datetime = MONDAY, **settings: str) -> Iterator[Server]:
    """A server that runs as long as the block does."""
    server = Server(folder, at, **settings)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def browsing() -> Iterator[Browser]:
    """A real Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        yield browser
        browser.close()


def settled(page: Page) -> None:
    """Wait until the page is drawn: the line is up, and no script runs or is about to."""
    page.wait_for_selector(READY, state="attached", timeout=30_000)
    page.wait_for_function(_QUIET, timeout=30_000)


_QUIET = f"""async () => {{
  for (let n = 0; n < 3; n++) {{
    if (!document.querySelector('{READY}')) return false;
    if (document.querySelector('[data-stale=true], [data-testid=stSkeleton]')) return false;
    await new Promise(done => requestAnimationFrame(done));
  }}
  return document.querySelector('main h1, [data-testid=stMain] h1') !== null;
}}"""


def choose(page: Page, name: str) -> None:
    """Tap a choice where a person does: on its words, once they stand still."""
    choice = page.get_by_label(name, exact=True)
    page.locator("label").filter(has=choice).click()
    expect(choice).to_be_checked()


def unfold(page: Page, title: str) -> None:
    """Open what is folded away, and wait until it stands: while it still unfolds it scrolls,
    and a list that was opened inside it closes again."""
    page.get_by_text(title).click()
    fold = page.locator("details", has=page.get_by_text(title))
    expect(fold).to_have_attribute("open", "")
    fold.evaluate(
        "async fold => Promise.allSettled(fold.getAnimations().map(each => each.finished))"
    )
    settled(page)


def sign_in(page: Page, server: Server, login: str, password: str, to: str = "/") -> None:
    """Fill in the sign-in form."""
    page.goto(server.url("/login"))
    page.get_by_label("Your sign-in name").fill(login)
    page.get_by_label("Your password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/login" not in url)
    if to != "/":
        page.goto(server.url(to))
    settled(page)


def show_in(page: Page, scheme: str, size: dict[str, int]) -> None:
    """Show the page in light or dark and in a size, and wait until it has put that on."""
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(_WEARS, arg=scheme, timeout=30_000)


_WEARS = """async scheme => {
  await new Promise(done => setTimeout(done, 50));
  const app = document.querySelector('[data-testid=stApp]') ?? document.body;
  if (app.dataset.testScriptState === 'running') return false;
  const [red] = getComputedStyle(app).backgroundColor.match(/\\d+/g);
  const moving = document.getAnimations().filter(each => each.playState === 'running'
    && each.effect.getTiming().iterations !== Infinity);
  return (scheme === 'dark') === (red < 128) && moving.length === 0;
}"""


def grave(page: Page) -> list[str]:
    """What axe finds serious or critical on the page, once its colours have come to rest."""
    page.evaluate(_AT_REST)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [
        f"{each['id']}: {[node['html'][:160] for node in each['nodes'][:3]]}"
        for each in found
        if each["impact"] in ("serious", "critical")
    ]


# What moves in a closed fold is never drawn and never comes to rest; nobody sees its colours.
_AT_REST = """async () => {
  const trees = [document, ...[...document.querySelectorAll('*')]
    .map(each => each.shadowRoot).filter(Boolean)];
  const moving = trees.flatMap(tree => tree.getAnimations()).filter(each =>
    each.playState === 'running' && each.effect.getTiming().iterations !== Infinity
    && each.effect.target?.checkVisibility() && each.effect.getComputedTiming().endTime < 1000);
  await Promise.allSettled(moving.map(each => each.finished));
}"""


def until(holds: Callable[[], object], seconds: float = 20) -> None:
    """Wait for something outside the browser to be so."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.05)
