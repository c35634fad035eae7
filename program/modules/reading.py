"""How hard a text is to read: the grade of Kincaid and others (1975), counted by rules.

Grade = 0.39 words per sentence + 11.8 syllables per word - 15.59. Source: Kincaid JP, Fishburne
RP, Rogers RL, Chissom BS, Research Branch Report 8-75, Naval Technical Training, 1975. It was
made for English; other languages are not graded.
"""

import math
import re
from collections.abc import Sequence
from functools import lru_cache

HARDEST = 6.0
"""The highest grade a patient's text may have."""
HARDEST_MODULE = 8.0
"""The highest SMOG grade of a module's lessons together."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_TOKEN = re.compile(r"[^\W_]+(?:[.,:'’-][^\W_]+)*")
_END = re.compile(r"[.!?…]+[\"'”’)]*(?=\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")
_APART = re.compile(r"i[ao]|eo|iu|ua(?!r)|[^q]u(?=i?e[nt])|y(?=i)|[aeou]ing|eate")
"""Vowels that stand together and are spoken apart: di-al, vide-o, flu-ent, try-ing."""
_TOGETHER = re.compile(r"[cgst]i[oa]|[^aeiou]ious|eous$|eon$|geo(?!g)|qua")
"""Those of them that are one sound after all: na-tion, spe-cial, gor-geous."""
_SILENT = re.compile(r"[^aeiouy]e$|[aeiouy]re$|[^aeiouytd]ed$|[^aeiouyscxzgh]es$|[aeiou]the?s$")
"""Endings whose e is not spoken: made, walked, times."""
_SPOKEN = re.compile(r"[^aeiouy]les?$")
"""Endings that look silent and are spoken: ta-ble, sam-ples."""
_MIDDLE = re.compile(
    r"[aeiouy][bcdfgklmnprstvz]e(?:ful|less|ly|ment|ness|thing|times?|where|one)(?:s|ly)?$"
)
"""An e that is silent inside a word: care-ful, some-thing, safe-ly."""
_KNOWN = {
    "anxiety": 4, "anyone": 3, "area": 3, "areas": 3, "baseline": 2, "behaviour": 3,
    "business": 2, "curious": 3, "cushion": 2, "earlier": 3, "evening": 2, "evenings": 2,
    "every": 2, "everything": 3, "everywhere": 3, "fatigue": 2, "fire": 2, "fuel": 2,
    "headaches": 2, "heavier": 3, "hour": 2, "hours": 2, "idea": 3, "ideas": 3, "interest": 2,
    "language": 2, "layers": 2, "maybe": 2, "our": 2, "ourselves": 3, "people": 2, "poem": 2,
    "previous": 3, "quiet": 2, "quietly": 3, "required": 3, "rhythm": 2, "rhythms": 2,
    "safety": 2, "science": 2, "several": 2, "suicide": 3, "therefore": 2, "timetable": 3,
    "tired": 2, "treated": 2, "unique": 2, "wednesday": 2,
}  # fmt: skip
"""Common words that the rules would count wrongly (CMU Pronouncing Dictionary)."""
_SHORT_NOT = {"don't", "won't", "can't", "aren't", "weren't"}
"""One syllable with their n't; is-n't and could-n't have one more."""


@lru_cache(maxsize=16384)
def syllables(word: str) -> int:
    """Syllables of one English word, at least one."""
    word = word.lower().replace("’", "'")
    stem = re.sub(r"(?:n't|'(?:s|re|ve|ll|d|m)?)$", "", word)
    spoken_not = word.endswith("n't") and word not in _SHORT_NOT
    return _KNOWN.get(stem, max(1, _by_rule(stem))) + spoken_not


def _by_rule(stem: str) -> int:
    count = len(_VOWELS.findall(stem)) + len(_APART.findall(stem))
    count -= len(_TOGETHER.findall(stem)) + len(_MIDDLE.findall(stem))
    return count - bool(_SILENT.search(stem) and not _SPOKEN.search(stem))


def words(text: str) -> int:
    """How many words there are; a number is one."""
    return len(_TOKEN.findall(text))


def in_sentences(text: str) -> list[str]:
    """The sentences of a text; a line break ends one."""
    parts = (part.strip() for line in text.splitlines() for part in _END.split(line))
    return [part for part in parts if _TOKEN.search(part)]


def sentences(text: str) -> int:
    """How many sentences there are, at least one."""
    return max(1, len(in_sentences(text)))


@lru_cache(maxsize=512)
def smog(text: str) -> float:
    """The SMOG grade of plain English text: years of school to understand nearly all of it.

    Grade = 1.043 x the root of words of three syllables or more in 30 sentences + 3.1291; it
    wants 30 sentences. Source: McLaughlin GH, Journal of Reading 1969, 12:639.
    """
    long = sum(1 for word in _WORD.findall(text) if syllables(word) >= 3)
    return 1.043 * math.sqrt(30 * long / sentences(text)) + 3.1291


@lru_cache(maxsize=2048)
def grade(text: str) -> float:
    """The reading grade of plain English text; 0 for a text without words."""
    spoken = _WORD.findall(text)
    if not spoken:
        return 0.0
    counted = sum(syllables(word) for word in spoken)
    return 0.39 * len(spoken) / sentences(text) + 11.8 * counted / len(spoken) - 15.59


@lru_cache(maxsize=2048)
def plain(markdown: str) -> str:
    """Markdown as somebody would read it aloud, one block a line, without headings."""
    blocks: list[list[str]] = [[]]
    for line in markdown.splitlines():
        text = line.strip()
        if not text or text.startswith("#"):
            blocks.append([])
            continue
        item = re.match(r"(?:[-*+]|\d+[.)])\s+|>\s*", text)
        if item:
            blocks.append([])
        blocks[-1].append(_bare(text[item.end() :] if item else text))
    return "\n".join(" ".join(block) for block in blocks if block)


def _bare(line: str) -> str:
    line = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", line)
    return re.sub(r"[*`]|(?<!\w)_|_(?!\w)", "", line)


def together(texts: Sequence[str]) -> str:
    """Several sentences or short texts, each on a line of its own."""
    return "\n".join(text.replace("\n", " ") for text in texts if text)
