"""The colours figures are drawn in: the page's own, for a library that cannot read its CSS."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tones:
    """Colours as #rrggbb, named as in the style sheet. The ground stays transparent."""

    ink: str
    """Text: 4.5:1 or better on paper, card and soft."""
    muted: str
    """Quiet text: the same."""
    link: str
    """Lines and bars: 3:1 or better."""
    soft: str
    """Quiet stripes behind."""
    moss: str
    """Change for the better, always with a shape or a word."""
    clay: str
    """Attention, always with a shape or a word."""
    line: str
    """Rules of the grid."""


LIGHT = Tones("#1f2d2c", "#4a5a58", "#0b5c6b", "#dcebec", "#4f6b3a", "#9a4b2e", "#d9d3c7")
DARK = Tones("#ece7dd", "#b3bdba", "#8fcdd8", "#213a3e", "#a9c48f", "#e8a88c", "#344142")
HIGH_LIGHT = Tones("#000000", "#000000", "#003f4b", "#ffffff", "#2c4518", "#7a2400", "#000000")
HIGH_DARK = Tones("#ffffff", "#ffffff", "#9fe3f0", "#000000", "#c9e5ae", "#ffc4a8", "#ffffff")
