"""Ratings as a patient reads them: in kind words, and no number without words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from program.instruments.spec import InstrumentWords
from program.modules.program import Instrument, Program
from program.record import Observed, Record
from program.words import N_, say

BANDS: Mapping[str, Mapping[str, str]] = {
    "peg": {
        "mild": N_("a little"),
        "moderate": N_("quite a lot"),
        "severe": N_("very much"),
    },
    "phq8": {
        "low": N_("mostly light"),
        "raised": N_("weighs"),
        "none": N_("mostly light"),
        "mild": N_("low at times"),
        "moderate": N_("weighs"),
        "moderately-severe": N_("weighs a lot"),
        "severe": N_("weighs very much"),
    },
}
"""Instrument -> band -> its name in charts and tables on patients' pages."""

MOODS: Mapping[str, str] = {
    "low": N_("mostly light"),
    "raised": N_("low mood that weighs"),
    "none": N_("mostly light"),
    "mild": N_("low at times"),
    "moderate": N_("low mood that weighs"),
    "moderately-severe": N_("low mood that weighs a lot"),
    "severe": N_("low mood that weighs very much"),
}
"""Band of a mood scale -> its name in a sentence."""

FAR: Mapping[str, float] = {"peg": 1.0, "phq2": 2.0, "phq8": 3.0}
"""Points from which a change is put into words; below it is called about the same. Judgement,
not a reliable change: it wants a clinician's review."""
_HEAVY = ("moderately-severe", "severe")

PEG_FEW = N_("Two check-ins make a first line. Yours comes with the next one.")
PEG_LESS = N_(
    "Pain is less in the way than at first: about {first} of 10 then, about {now} now."
)
PEG_SAME = N_("Pain is about as much in the way as at first: about {now} of 10.")
PEG_MORE = N_(
    "Pain is more in the way than at first: about {first} of 10 then, about {now} now. Such "
    "times come. It is good to tell your therapist."
)
MOOD_FEW = N_("Mood is asked more fully now and then. Two of those make a first line.")
MOOD_LIGHTER = N_("Your mood is lighter than at first. Then: {first}. Now: {now}.")
MOOD_SAME = N_("Your mood is about as it was at first: {now}.")
MOOD_HEAVIER = N_("Your mood is heavier than at first. Then: {first}. Now: {now}.")
TELL = N_("It is good to tell your therapist or your doctor.")
HEAVY = N_(
    "This is a lot to carry alone. Please show this page to a doctor. There is good help "
    "for it."
)


def pain_sentence(seen: Sequence[Observed], locale: str) -> str:
    """How much pain is in the way (PEG, 0-10), now and at first."""
    if len(seen) < 2:
        return say(locale, PEG_FEW)
    first, now = _ends(seen)
    change = now - first
    words = PEG_SAME if abs(change) < FAR["peg"] else PEG_LESS if change < 0 else PEG_MORE
    return say(locale, words, first=f"{first:.0f}", now=f"{now:.0f}")


def mood_sentence(scale: str, seen: Sequence[Observed], locale: str) -> str:
    """How mood is, in words alone. scale: `phq8` or `phq2`."""
    if len(seen) < 2:
        return say(locale, MOOD_FEW)
    first, now = _ends(seen)
    change = now - first
    same = abs(change) < FAR[scale]
    words = MOOD_SAME if same else MOOD_LIGHTER if change < 0 else MOOD_HEAVIER
    said = [say(locale, words, first=_mood(seen[0], locale), now=_mood(seen[-1], locale))]
    if seen[-1].score.band in _HEAVY:
        said.append(say(locale, HEAVY))
    elif words is MOOD_HEAVIER:
        said.append(say(locale, TELL))
    return " ".join(said)


def mood_scale(record: Record) -> str:
    """The mood scale that shows most: the fuller one once it was answered twice."""
    return "phq8" if len(record.values("phq8")) >= 2 else "phq2"


def kindly_named(program: Program, locale: str) -> Program:
    """The program with the bands of its scales named as patients read them."""
    named = {
        name: _renamed(found, BANDS[name], locale) if name in BANDS else found
        for name, found in program.instruments.items()
    }
    return replace(program, instruments=named)


def _renamed(found: Instrument, bands: Mapping[str, str], locale: str) -> Instrument:
    def kind(words: InstrumentWords) -> InstrumentWords:
        names = {
            band: say(locale, bands.get(band, title)) for band, title in words.bands.items()
        }
        return words.model_copy(update={"bands": names})

    return replace(found, words={tongue: kind(words) for tongue, words in found.words.items()})


def _ends(seen: Sequence[Observed]) -> tuple[float, float]:
    if not seen:
        return 0.0, 0.0
    return seen[0].value or 0.0, seen[-1].value or 0.0


def _mood(one: Observed, locale: str) -> str:
    return say(locale, MOODS.get(one.score.band or "", ""))
