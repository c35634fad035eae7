"""Ways back to what was written, to use a tool once more or to change a plan."""

from html import escape
from urllib.parse import urlencode

from program.ids import StepId
from program.service.written import Written
from program.words import N_

CHANGE_PACE = N_("Change my pace")


def used_again(words: str, tool: StepId) -> str:
    """A tool, open for one more entry, as HTML."""
    return _link(words, f"/tools?{urlencode({'t': tool, 'again': '1'})}")


def written_again(words: str, at: Written | None) -> str:
    """An exercise, open to be answered once more where it was written; nothing where it is
    nowhere."""
    if at is None:
        return ""
    return _link(words, f"/module?{urlencode({'m': at.module, 's': at.step, 'again': '1'})}")


def _link(words: str, address: str) -> str:
    return (
        f'<a class="cairn-button cairn-quiet" href="{escape(address)}" '
        f'target="_self" data-go>{escape(words)}</a> '
    )
