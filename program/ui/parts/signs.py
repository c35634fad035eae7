"""The level of a signal as a shape and a word, so that colour never speaks alone."""

from html import escape

from program.words import N_, say

LEVEL_WORDS = {
    "risk": N_("Risk"),
    "red": N_("Red"),
    "amber": N_("Amber"),
    "info": N_("To know"),
    "closed": N_("Closed"),
    "unassigned": N_("New"),
    "calm": N_("On track"),
}
"""The levels of signals, and what stands in their place where none waits."""

_DRAWN = {
    "risk": '<path d="M8 3h8l5 5v8l-5 5H8l-5-5V8z" fill="currentColor"/>'
    '<path d="M12 7.5v6M12 16v1" stroke="var(--cairn-card)"/>',
    "red": '<path d="M12 3.5 21.5 20h-19z" fill="currentColor"/>'
    '<path d="M12 9.5v5M12 17v.5" stroke="var(--cairn-card)"/>',
    "amber": '<path d="M12 2.5 21.5 12 12 21.5 2.5 12z"/><path d="M12 7.5v5.5M12 15.7v.6"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.5v.5"/>',
    "closed": '<path d="M5 11h14v9H5zM8 11V8a4 4 0 0 1 8 0v3"/>',
    "unassigned": '<circle cx="12" cy="12" r="9" stroke-dasharray="3.5 3.6"/>'
    '<path d="M12 8v8M8 12h8"/>',
    "calm": '<circle cx="12" cy="12" r="9"/><path d="m8 12.3 2.8 2.7L16 9.5"/>',
}


def sign(level: str, locale: str) -> str:
    """The shape of a level with its word, as HTML. level: a key of LEVEL_WORDS."""
    return (
        f'<span class="cairn-sign cairn-{level}"><svg viewBox="0 0 24 24" fill="none" '
        'stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" '
        f'aria-hidden="true">{_DRAWN[level]}</svg>{escape(say(locale, LEVEL_WORDS[level]))}'
        "</span>"
    )
