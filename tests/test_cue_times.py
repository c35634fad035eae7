"""One script, every length: cues keep their order, leave time to be said, and end in time."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from program.modules.cue_times import BREATH, crowded, cue_times, needed, said_in, saying
from program.modules.draft import read_draft
from program.modules.folder import read_folder
from program.modules.practice import Cue, PracticeFile, PracticeWords

CONTENT = Path(__file__).parent.parent / "content"
DRAFT = read_draft(read_folder(CONTENT))[0]
EVERY = [
    (name, locale, minutes)
    for name, by in DRAFT.practice_words.items()
    for locale in by
    for minutes in DRAFT.practices[name].value.minutes
]


def script(*cues: Cue, minutes=(3, 10)) -> PracticeFile:
    return PracticeFile(id="calm", mindful=False, minutes=minutes, cues=cues)


def said(*sentences: str, **anchors) -> PracticeWords:
    cues = {f"c{n}": sentence for n, sentence in enumerate(sentences)}
    return PracticeWords(title="Calm", about="Calm.", cues=cues, anchors=anchors)


def cue(n: int, at: int, **more) -> Cue:
    return Cue.model_validate({"at": at, "say": f"c{n}", **more})


@pytest.mark.parametrize(("name", "locale", "minutes"), EVERY, ids=str)
def test_in_every_length_of_every_practice_each_sentence_has_its_time(name, locale, minutes):
    file, words = DRAFT.practices[name].value, DRAFT.practice_words[name][locale].value
    times = cue_times(file, words, minutes)
    ends = [*(after.at for after in times[1:]), minutes * 60 + BREATH]
    for time, end in zip(times, ends, strict=True):
        assert time.at + needed(file.cues[time.cue], words) <= end + 0.2
    assert [time.cue for time in times] == sorted(time.cue for time in times)


def test_the_shortest_version_is_as_it_was_written():
    file = script(cue(0, 0), cue(1, 30), cue(2, 170))
    times = cue_times(file, said("Sit down.", "Breathe.", "Done."), 3)
    assert [time.at for time in times] == [0, 30, 170]


def test_in_a_longer_version_silences_grow_and_what_opens_and_closes_stays():
    file = script(cue(0, 0), cue(1, 30), cue(2, 100), cue(3, 170))
    times = cue_times(file, said("Sit down.", "Breathe.", "Again.", "Done."), 10)
    assert [time.at for time in times] == [0, 30, 310, 590]


def test_an_author_says_where_the_silence_grows():
    file = script(cue(0, 0), cue(1, 30, grow=3), cue(2, 100), cue(3, 170))
    times = cue_times(file, said("Sit down.", "Breathe.", "Again.", "Done."), 10)
    assert [time.at for time in times] == [0, 30, 415, 590]


def test_a_cue_of_long_versions_is_left_out_of_short_ones():
    file = script(cue(0, 0), cue(1, 30, **{"from": 10}), cue(2, 170), minutes=(3, 5, 10))
    assert [said_in(file, minutes) for minutes in file.minutes] == [(0, 2), (0, 2), (0, 1, 2)]


def test_a_cue_squeezed_in_for_long_versions_pushes_the_next_one_on():
    file = script(cue(0, 0), cue(1, 30), cue(2, 31, **{"from": 10}), cue(3, 33), cue(4, 170))
    words = said(
        "Sit down.", "Breathe.", "One long sentence of eight words in all.", "Two.", "D."
    )
    times = cue_times(file, words, 10)
    assert times[3].at - times[2].at >= saying(words.cues["c2"]) + BREATH


def test_the_longest_of_the_sentences_to_choose_from_has_its_time():
    words = said("Sit down.", breath={"c0": "Five words for the breath."})
    assert needed(cue(0, 0), words) == saying("Five words for the breath.") + BREATH


def test_where_only_the_last_breath_lacks_its_time_nothing_else_is_drawn_together():
    file = script(cue(0, 0), cue(1, 60), minutes=(2,))
    words = said("word " * 100, "word " * 161)  # 46.5 s and 74.2 s, each with its breath
    first, last = cue_times(file, words, 2)
    assert crowded(file, words, 2) == 0
    assert last.at - first.at == needed(file.cues[0], words)


@settings(max_examples=50)
@given(data=st.data())
def test_whatever_an_author_writes_the_order_stands_and_what_fits_never_overlaps(data):
    n = data.draw(st.integers(2, 8))
    ats = sorted(data.draw(st.sets(st.integers(0, 119), min_size=n, max_size=n)))
    froms = data.draw(st.lists(st.sampled_from([None, 5, 10]), min_size=n, max_size=n))
    grows = data.draw(st.lists(st.sampled_from([None, 0, 1, 3]), min_size=n, max_size=n))
    lengths = data.draw(st.lists(st.integers(1, 60), min_size=n, max_size=n))
    cues = [
        cue(i, at, **{"from": froms[i] if 0 < i < n - 1 else None, "grow": grows[i]})
        for i, at in enumerate(ats)
    ]
    file = script(*cues, minutes=(2, 5, 10, 20))
    words = said(*("word " * length for length in lengths))
    for minutes in file.minutes:
        times = cue_times(file, words, minutes)
        assert tuple(time.cue for time in times) == said_in(file, minutes)
        ends = [*(after.at for after in times[1:]), minutes * 60 + BREATH]
        for time, end in zip(times, ends, strict=True):
            assert time.at <= end
            if not crowded(file, words, minutes):
                assert time.at + needed(file.cues[time.cue], words) <= end + 0.3
