"""Which pages there are, for whom: the one place where a page is added."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from program.events import Role
from program.ui.parts.tabs import Icon
from program.words import N_


class Page(NamedTuple):
    """A page of one role."""

    title: str
    """Msgid; the browser's title and, with an icon, the word on its tab."""
    url_path: str
    """What stands after the slash; empty for the page a role starts on."""
    file: str
    """Below program/ui/."""
    icon: Icon | None = None
    """A page with an icon has a tab; others are reached from a page."""

    @property
    def url(self) -> str:
        return f"/{self.url_path}"

    @property
    def script(self) -> Path:
        return Path(__file__).parent / self.file


PAGES: Mapping[Role, tuple[Page, ...]] = {
    "patient": (
        Page(N_("Today"), "", "patient/today.py", "today"),
        Page(N_("Before we begin"), "begin", "patient/begin.py"),
        Page(N_("Your step"), "module", "patient/module.py"),
        Page(N_("Check-in"), "check-in", "patient/check_in.py"),
        Page(N_("Tools"), "tools", "patient/tools.py", "tools"),
        Page(N_("Progress"), "progress", "patient/progress.py", "progress"),
        Page(N_("Settings"), "settings", "patient/settings.py"),
    ),
    "therapist": (
        Page(N_("People"), "", "therapist/people.py", "people"),
        Page(N_("Person"), "person", "therapist/person.py"),
    ),
    "researcher": (Page(N_("Study"), "", "researcher/study.py", "study"),),
    "author": (
        Page(N_("Content"), "", "author/content.py", "content"),
        Page(N_("Lessons"), "lessons", "author/lessons.py", "lessons"),
        Page(N_("Try it out"), "trial", "author/trial.py", "study"),
    ),
    "admin": (),
    "engine": (),
}
"""Role -> its pages, the first is where it starts."""


def paths() -> Mapping[str, frozenset[str]]:
    """Role -> the addresses of its pages; everyone signed in has a start."""
    return {
        role: frozenset({"/", *(page.url for page in pages)}) for role, pages in PAGES.items()
    }
