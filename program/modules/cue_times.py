"""When each cue of a guided practice is said, in each of its lengths.

One script serves every length. Sentences take as long as it takes to say them; what grows in a
longer version is the silence between them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from program.modules.practice import Cue, PracticeFile, PracticeWords

WORDS_A_SECOND = 2.2
"""A slow reading voice; 132 words a minute."""
BREATH = 1.0
"""Seconds of silence that follow every sentence, at the least."""


@dataclass(frozen=True)
class CueTime:
    """One cue in one length of a practice."""

    cue: int
    """Its place in the script, from 0."""
    at: float
    """Seconds from the start, to a tenth."""


def saying(sentence: str) -> float:
    """Seconds that it takes to say a sentence, to a tenth."""
    return round(len(sentence.split()) / WORDS_A_SECOND, 1)


def needed(cue: Cue, words: PracticeWords) -> float:
    """Seconds a cue needs: its longest sentence, whatever anchor is chosen, and a breath."""
    own = (said[cue.say] for said in words.anchors.values() if cue.say in said)
    return max(map(saying, (words.cues.get(cue.say, ""), *own))) + BREATH


def said_in(file: PracticeFile, minutes: int) -> tuple[int, ...]:
    """The cues of one length, by their place in the script."""
    return tuple(
        n for n, cue in enumerate(file.cues) if cue.from_ is None or minutes >= cue.from_
    )


def cue_times(file: PracticeFile, words: PracticeWords, minutes: int) -> tuple[CueTime, ...]:
    """When each cue is said in the version of so many minutes.

    The shortest version is as written. A longer one keeps the order, leaves every cue the time
    it needs, and shares what time it has more among the silences: in proportion to the seconds
    from each cue to the next, times `grow`. Where the words are too many for the time (which
    the checker refuses), they are drawn together; the order stands and the last begins in time.
    """
    place = said_in(file, minutes)
    cues = [file.cues[n] for n in place]
    shortest = min(file.minutes) * 60
    written = [
        float(until - cue.at)
        for cue, until in zip(cues, [*(c.at for c in cues[1:]), shortest], strict=True)
    ]
    least = [needed(cue, words) for cue in cues]
    gaps = _share(least, written, _growing(cues), minutes * 60 - cues[0].at)
    at = float(cues[0].at)
    times = []
    for n, gap in zip(place, gaps, strict=True):
        times.append(CueTime(n, round(at, 1)))
        at += gap
    return tuple(times)


def crowded(file: PracticeFile, words: PracticeWords, minutes: int) -> float:
    """Seconds by which the words of a length are more than its time; 0 where they fit."""
    cues = [file.cues[n] for n in said_in(file, minutes)]
    spoken = cues[0].at + sum(needed(cue, words) for cue in cues) - BREATH
    return max(0.0, round(spoken - minutes * 60, 1))


def _growing(cues: Sequence[Cue]) -> list[float]:
    """The weight of each silence. What opens and what closes stays as it is, unless asked."""
    ends = (0, len(cues) - 1)
    return [
        cue.grow if cue.grow is not None else 0.0 if n in ends else 1.0
        for n, cue in enumerate(cues)
    ]


def _share(
    least: Sequence[float], written: Sequence[float], grow: Sequence[float], whole: float
) -> list[float]:
    """Seconds from each cue to the next, which add up to `whole`."""
    wanted = [max(pair) for pair in zip(least, written, strict=True)]
    more = whole - sum(wanted)
    if more >= 0:
        weights = [w * g for w, g in zip(wanted, grow, strict=True)]
        return _add(wanted, weights if sum(weights) else wanted, more)
    room = whole - sum(least)
    if -BREATH <= room < 0:  # all that is short is the breath after the last sentence
        return [*least[:-1], least[-1] + room]
    if room < 0:
        return [gap * whole / sum(least) for gap in least]
    spare = [want - need for want, need in zip(wanted, least, strict=True)]
    return _add(least, spare, room)


def _add(gaps: Sequence[float], weights: Sequence[float], more: float) -> list[float]:
    whole = sum(weights)
    if not whole:
        return list(gaps)
    return [gap + more * weight / whole for gap, weight in zip(gaps, weights, strict=True)]
