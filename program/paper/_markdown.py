"""The Markdown of lessons as blocks."""

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from program.paper._blocks import Block, Bullets, Heading, Paragraph, Run, Text

_READER = MarkdownIt("commonmark")


def blocks(markdown: str, under: int) -> Iterator[Block]:
    """Headings, paragraphs and lists; a heading stands one level below `under`."""
    tokens = _READER.parse(markdown)
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.type == "heading_open":
            yield Heading(_plain(_inline(tokens[at + 1])), under + 1)
        elif token.type == "paragraph_open":
            yield Paragraph(_inline(tokens[at + 1]))
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            end = _close(tokens, at)
            yield Bullets(_items(tokens[at:end]), numbered=token.type.startswith("ordered"))
            at = end
        at += 1


def _close(tokens: Sequence[Token], at: int) -> int:
    """Where the list that opens at `at` closes."""
    closing = tokens[at].type.replace("_open", "_close")
    return next(
        n
        for n in range(at + 1, len(tokens))
        if tokens[n].type == closing and tokens[n].level == tokens[at].level
    )


def _items(tokens: Sequence[Token]) -> tuple[Text, ...]:
    return tuple(_inline(token) for token in tokens if token.type == "inline")


def _inline(token: Token) -> Text:
    runs: list[Run] = []
    bold = italic = 0
    for part in token.children or ():
        match part.type:
            case "strong_open" | "strong_close":
                bold += part.nesting
            case "em_open" | "em_close":
                italic += part.nesting
            case "softbreak" | "hardbreak":
                runs.append(Run(" "))
            case _:
                runs += [Run(part.content, bool(bold), bool(italic))] if part.content else []
    return tuple(runs)


def _plain(text: Text) -> str:
    return "".join(run.text for run in text)
