"""What patients read of their ratings: kind words, changed at the same points for everyone."""

from datetime import date

import pytest

from program.charts.ratings_in_words import (
    FAR,
    HEAVY,
    MOOD_FEW,
    MOODS,
    PEG_FEW,
    TELL,
    mood_scale,
    mood_sentence,
    pain_sentence,
)
from program.events import ScoreValue
from program.ids import EventId, ScaleId
from program.record import Observed
from tests.content_tables import PROGRAMS
from tests.study import Told, answered

SCALES = [s for i in PROGRAMS["pain-and-mood"].instruments.values() for s in i.file.scales]
BANDS = {scale.id: scale.bands for scale in SCALES}


def seen(scale: str, *values: float) -> list[Observed]:
    found = []
    for value in values:
        reached = [band.id for band in BANDS[scale] if value >= band.begins]
        score = ScoreValue(
            scale=ScaleId(scale), value=value, answered=1, of=1, band=reached[-1]
        )
        found.append(Observed(value, date(2026, 1, 5), EventId("e"), score))
    return found


@pytest.mark.parametrize(
    ("first", "now", "said"),
    [
        (6, 5, "Pain is less in the way than at first: about 6 of 10 then, about 5 now."),
        (6, 5.1, "Pain is about as much in the way as at first: about 5 of 10."),
        (5, 5.9, "Pain is about as much in the way as at first: about 6 of 10."),
        (5, 6, "Pain is more in the way than at first: about 5 of 10 then, about 6 now."),
    ],
)
def test_pain_is_less_or_more_in_the_way_from_one_point_on(first, now, said):
    assert pain_sentence(seen("peg", first, now), "en").startswith(said)


@pytest.mark.parametrize(
    ("first", "now", "begins"),
    [
        (9, 6, "Your mood is lighter than at first."),
        (8, 6, "Your mood is about as it was at first: low at times."),
        (6, 8, "Your mood is about as it was at first: low at times."),
        (6, 9, "Your mood is heavier than at first. Then: low at times. Now: low at times."),
    ],
)
def test_mood_is_lighter_or_heavier_from_three_points_on(first, now, begins):
    told = mood_sentence("phq8", seen("phq8", first, now), "en")
    assert told.startswith(begins)
    assert told.endswith(TELL) == (now - first >= FAR["phq8"])


@pytest.mark.parametrize(("now", "heavy"), [(14, False), (15, True), (24, True)])
@pytest.mark.parametrize("first", [14, 15, 24])
def test_whoever_is_low_now_is_told_of_help_however_it_was_before(first, now, heavy):
    told = mood_sentence("phq8", seen("phq8", first, now), "en")
    assert told.endswith(HEAVY) == heavy


@pytest.mark.parametrize("values", [(), (7,)])
def test_one_answer_makes_no_line(values):
    assert pain_sentence(seen("peg", *values), "en") == PEG_FEW
    assert mood_sentence("phq8", seen("phq8", *values), "en") == MOOD_FEW


def test_the_fuller_scale_of_mood_is_told_once_it_was_answered_twice():
    people = Told()
    people.enrol("ben")
    for n, shown in enumerate(("phq2", "phq8")):
        people.tell("ben", (14 * n, answered("phq8", phq8=6)))
        assert mood_scale(people.clinic.record("ben")) == shown


def test_every_band_of_mood_has_its_words():
    assert {band.id for name in ("phq2", "phq8") for band in BANDS[name]} <= MOODS.keys()
