"""Paper for a patient to print and keep, made when it is asked for."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from program.access import Refused
from program.ids import ModuleId, StepId, checked
from program.service.clinic import Clinic, Signed
from program.service.papers import print_module, print_tool
from program.service.path import NotOpen
from program.web.downloads import Download, File
from program.words import SOURCE, locales

Printed = Callable[[Clinic, Signed, str, str], bytes]


def module_address(module: ModuleId, locale: str) -> str:
    """Where a module is had on paper."""
    return f"/download/module?{urlencode({'name': module, 'locale': locale})}"


def tool_address(tool: StepId, locale: str) -> str:
    """Where what was written with a tool is had on paper."""
    return f"/download/tool?{urlencode({'name': tool, 'locale': locale})}"


def _module(clinic: Clinic, by: Signed, name: str, locale: str) -> bytes:
    if by.participant is None:
        raise Refused("this account has no record of its own")
    return print_module(clinic, by, by.participant, ModuleId(name), locale)


def _tool(clinic: Clinic, by: Signed, name: str, locale: str) -> bytes:
    if by.participant is None:
        raise Refused("this account has no record of its own")
    return print_tool(clinic, by, by.participant, StepId(name), locale)


def _download(printed: Printed) -> Download:
    def make(clinic: Clinic, by: Signed, query: Mapping[str, str]) -> File | None:
        wanted = query.get("locale", SOURCE)
        try:
            name = checked(query.get("name", ""))
            body = printed(clinic, by, name, wanted if wanted in locales() else SOURCE)
        except (NotOpen, ValueError):
            return None
        return File(f"cairn-{name.removeprefix('tool-')}.pdf", "application/pdf", body)

    return Download(frozenset({"patient"}), make)


PAPERS: Mapping[str, Download] = {"module": _download(_module), "tool": _download(_tool)}
