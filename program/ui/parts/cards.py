"""Small pieces of a page: a card, a quiet note, a picture with its twin in words and table."""

from collections.abc import Iterable, Sequence
from functools import partial
from html import escape

from program.exercises import Picture, in_words
from program.ui.parts.raw import raw
from program.words import N_, say, say_day, say_rows

AS_TABLE = N_("The same as a table")
_SIGN = (
    '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
    'stroke-linejoin="round" aria-hidden="true">'
    '<path d="M12 4 21 20H3zM12 10v4.5M12 17v.5"/></svg>'
)


def card(
    title: str, body: str = "", *, link: tuple[str, str] | None = None, level: int = 2
) -> None:
    """A card. title, body: text in the reader's language (escaped; blank lines part).

    link: (path, words on its button); changes page without a reload.
    """
    paragraphs = "".join(
        f"<p>{escape(part)}</p>" for part in body.split("\n\n") if part.strip()
    )
    raw(
        f'<section class="cairn-card"><h{level}>{escape(title)}</h{level}>{paragraphs}'
        f"{_button(*link) if link else ''}</section>"
    )


def link_button(url: str, label: str, *, quiet: bool = False) -> None:
    """A link that looks like a button; changes page without a reload."""
    raw(_button(url, label, quiet=quiet))


def _button(url: str, label: str, *, quiet: bool = False) -> str:
    look = "cairn-button cairn-quiet" if quiet else "cairn-button"
    return f'<a class="{look}" href="{escape(url)}" target="_self" data-go>{escape(label)}</a>'


def plain_link(url: str, label: str) -> None:
    """A link in a line of its own to a file or a page outside the app."""
    raw(f'<p class="cairn-foot"><a href="{escape(url)}">{escape(label)}</a></p>')


def note(text: str, *, attention: bool = False, news: bool = False) -> None:
    """A quiet line of its own. With attention it has a shape and the clay colour; as news it
    says what came of something, and whoever stood on what is gone now is led to it."""
    look = "cairn-note" + " cairn-attention" * attention + " cairn-news" * news
    sign = _SIGN if attention else ""
    raw(f'<div class="{look}">{sign}<span>{escape(text)}</span></div>')


def lead(text: str) -> None:
    """The opening line under a heading."""
    raw(lead_html(text))


def lead_html(text: str) -> str:
    """The same as HTML, for a stack."""
    return f'<p class="cairn-lead">{escape(text)}</p>'


def stack(pieces: Iterable[str]) -> None:
    """Pieces of HTML one below the other, empty ones left out, as one element of the page: each
    element is a message of its own to the browser."""
    shown = "".join(pieces)
    if shown:
        raw(f'<div class="cairn-stack">{shown}</div>')


def picture(drawn: Picture, locale: str) -> None:
    """A drawing with its sentence above and its table one tap away."""
    sentence = escape(say(locale, drawn.sentence, **drawn.values))
    table = as_table(drawn.head, say_rows(locale, drawn.rows), locale) if drawn.rows else ""
    named = f'role="img" aria-label="{sentence}"'
    svg = in_words(drawn.svg, partial(say, locale), partial(say_day, locale))
    svg = svg.replace('role="img"', named, 1)
    told = f"<figcaption>{sentence}</figcaption>"
    raw(f'<figure class="cairn-picture">{told}{svg}{table}</figure>')


def as_table(head: Sequence[str], rows: Iterable[Sequence[str]], locale: str) -> str:
    """The table twin of a drawing, one tap away, as HTML. head: msgids. Cells are text."""
    names = "".join(f'<th scope="col">{escape(say(locale, name))}</th>' for name in head)
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows
    )
    return (
        f"<details><summary>{escape(say(locale, AS_TABLE))}</summary>"
        f"<table><thead><tr>{names}</tr></thead><tbody>{body}</tbody></table></details>"
    )


def drawing(svg: str, sentence: str) -> None:
    """Inline SVG (ours, trusted) with the sentence beside it."""
    words = f"<figcaption>{escape(sentence)}</figcaption>"
    raw(f'<figure class="cairn-beside">{svg}{words}</figure>')
