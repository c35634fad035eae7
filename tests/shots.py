"""A picture of every page for every role, on a phone and a desktop, in light and dark.

`python -m tests.shots [part of a name ...]` writes into shots/; `--readme` makes those of
the README from a few.
"""

import sys
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

from program.ids import AccountId
from program.service.accounts import pick
from program.service.clinic import Clinic
from program.simulate.demo import make_demo
from program.ui.pages import PAGES
from tests.demo import People, Place
from tests.running import DESK, PHONE, ROOT, Server, browsing, serving, settled
from tests.shot_places import all_places

OUT = ROOT / "shots"
PICTURES = ROOT / "docs" / "pictures"
ON = datetime(2027, 3, 3, 10, tzinfo=UTC)
SIZES = {"phone": PHONE, "desktop": DESK}
SCHEMES = ("light", "dark")
TALLEST = 6000
README = {
    "today": ("phone-light-patient-start-full", 1080),
    "people": ("desktop-light-therapist-start", 800),
    "study": ("desktop-light-researcher-start", 1180),
}
"""Name in docs/pictures -> the page it shows, and how many px of it."""
HEAVIEST = 150_000


def main(names: list[str]) -> int:
    """Take the pictures; 1 when a page could not be taken."""
    readme = "--readme" in names
    wanted = [name for name in names if not name.startswith("--")]
    OUT.mkdir(exist_ok=True)
    for old in [] if wanted else OUT.glob("*.png"):
        old.unlink()
    with TemporaryDirectory() as folder, browsing() as browser:
        clinic = make_demo(_settings(Path(folder)), today=ON)
        with serving(Path(folder), ON, CAIRN_DEMO="1") as server:
            broken = _take_all(browser, server, clinic, wanted)
    _contact_sheet()
    if readme:
        _for_readme()
    for name in broken:
        print(f"could not be taken: {name}", file=sys.stderr)
    return 1 if broken else 0


def _settings(folder: Path):
    from program.settings import Settings

    return Settings(store=f"tinydb:{folder / 'data'}", demo=True)


def _take_all(browser: Browser, server: Server, clinic: Clinic, wanted: list[str]) -> list[str]:
    people = People(clinic)
    found = [
        place
        for role in PAGES
        if any(account.role == role for account in clinic.stores.accounts.all())
        for place in all_places(people, role)
    ]
    everything = [Place("sign-in", "", "login"), Place("help", "", "help"), *found]
    everything.append(Place("sign-out", found[0].account, "sign-out"))
    looks = [(size, scheme) for size in SIZES for scheme in SCHEMES]
    broken = []
    taken, of = 0, len(everything) * len(looks)
    for size, scheme in looks:
        contexts: dict[str, BrowserContext] = {}
        for place in everything:
            taken += 1
            name = f"{size}-{scheme}-{place.name}"
            if wanted and not any(each in name for each in wanted):
                continue
            print(f"{taken:>4} of {of}  {name}", flush=True)
            if place.account not in contexts:
                contexts[place.account] = _enter(browser, server, clinic, place, size, scheme)
            if not _take(contexts[place.account], server, place, name):
                broken.append(name)
        for context in contexts.values():
            context.close()
    return broken


def _enter(
    browser: Browser, server: Server, clinic: Clinic, place: Place, size: str, scheme: str
) -> BrowserContext:
    """A browser of its own for everyone, signed in where somebody is named."""
    context = browser.new_context(
        viewport=SIZES[size], color_scheme=scheme, has_touch=size == "phone",
        timezone_id="UTC", reduced_motion="reduce",
    )  # fmt: skip
    if place.account:
        token = pick(clinic, AccountId(place.account))
        context.add_cookies([{"name": "cairn_session", "value": token, "url": server.url()}])
    return context


def _take(context: BrowserContext, server: Server, place: Place, name: str) -> bool:
    page = context.new_page()
    try:
        page.goto(server.url(place.path))
        if page.locator("script").count():
            settled(page)
            page.wait_for_timeout(150)  # a font or a chart is drawn a moment later
        page.screenshot(path=OUT / f"{name}.png")
        _whole(page, name)
        for target, (shown, height) in README.items():
            if name == shown:
                _cut(page, OUT / f"readme-{target}.png", height)
    except Exception as problem:  # noqa: BLE001 - the other pictures are still wanted
        print(f"      {type(problem).__name__}: {str(problem)[:200]}", flush=True)
        return False
    finally:
        page.close()
    return True


def _whole(page: Page, name: str) -> None:
    """The rest of a page that goes on below the first screen."""
    tall = page.evaluate(
        "() => Math.max(document.documentElement.scrollHeight,"
        " document.querySelector('[data-testid=stMain]')?.scrollHeight ?? 0)"
    )
    whole = OUT / f"{name}-whole.png"
    whole.unlink(missing_ok=True)
    if tall > page.evaluate("innerHeight") + 8:
        _cut(page, whole, min(tall, TALLEST))


def _cut(page: Page, target: Path, height: int) -> None:
    """The page on a screen of this height."""
    page.set_viewport_size({"width": page.evaluate("innerWidth"), "height": height})
    page.wait_for_timeout(150)
    page.screenshot(path=target)


def _contact_sheet() -> None:
    names = sorted(path.stem for path in OUT.glob("*.png") if not path.stem.endswith("-whole"))
    cells = "".join(
        f'<figure><a href="{escape(name)}{"-whole" if _has_whole(name) else ""}.png">'
        f'<img loading="lazy" src="{escape(name)}.png" alt=""></a>'
        f"<figcaption>{escape(name)}</figcaption></figure>"
        for name in names
    )
    (OUT / "index.html").write_text(
        "<!doctype html><meta charset=utf-8><title>Cairn, every page</title><style>"
        "body{display:flex;flex-wrap:wrap;gap:16px;font:14px system-ui;background:#999}"
        "figure{margin:0}img{height:420px;display:block}</style>" + cells
    )


def _has_whole(name: str) -> bool:
    return (OUT / f"{name}-whole.png").exists()


def _for_readme() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name in README:
        picture = Image.open(OUT / f"readme-{name}.png").convert("RGB")
        small = picture.quantize(colors=128, dither=Image.Dither.NONE)
        target = PICTURES / f"{name}.png"
        small.save(target, optimize=True)
        assert target.stat().st_size < HEAVIEST, f"{target} is too heavy for a README"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
