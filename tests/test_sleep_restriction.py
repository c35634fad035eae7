"""Sleep restriction, history by history: who opens it, what forbids it, and each line of its
rule (Schutte-Rodin 2008)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program.access import Refused
from program.events import RestrictionSet, keep_text
from program.exercises import KINDS, restrict
from program.exercises._sleep import Night
from program.exercises._window import FLOOR, GRAIN, Chosen
from program.exercises.sleep_window import NAMES, Windowed
from program.ids import AccountId
from program.record import fold
from program.service.care import person
from program.service.clinic import Signed
from program.service.exercises import Unanswered
from program.service.path import report_flare
from program.service.restricting import Forbidden, close_restriction, open_restriction
from program.service.restriction import EXCLUSIONS, forbidden, stands
from tests.clinic import ANA, PATIENT, THERAPIST, Small
from tests.make import enrolled, history
from tests.test_sleep_window import (
    DIARY,
    DIARY_HERE,
    STEP_HERE,
    answers,
    asked,
    keep,
    signals,
    sleeper,
)

MONDAY = date(2026, 1, 5)
BED = 400
"""Minutes in bed in the histories below, where the percents count."""


def on(n: int) -> date:
    return MONDAY + timedelta(days=n)


def slept(days, asleep: int, in_bed: int = BED) -> list[Night]:
    return [Night(on(n), in_bed, asleep) for n in days]


WEEK = range(1, 8)
"""The seven nights after a window was chosen on day 0."""


@pytest.mark.parametrize(
    ("asleep", "nights", "minutes"),
    [
        (390, 7, 390),  # as long in bed as asleep
        (391, 7, 405),  # in whole quarters, rounded up
        (340, 5, 345),
        (331, 7, 345),
        (330, 7, 330),
        (300, 7, 330),  # the floor: five and a half hours
        (180, 7, 330),
        (0, 7, 330),
        (390, 4, None),  # four nights are too few
    ],
)
def test_the_first_night_is_as_long_as_the_sleep_and_never_under_the_floor(
    asleep, nights, minutes
):
    found = restrict(slept(range(nights), asleep, 600), (), on(7))
    assert (found and (found.minutes, found.least, found.because)) == (
        minutes and (minutes, minutes, "start")
    )


@pytest.mark.parametrize(
    ("asleep", "last", "minutes", "least", "because"),
    [
        (400, 400, 415, 400, "longer"),
        (340, 400, 415, 400, "longer"),  # 85%
        (339, 400, 400, 400, "same"),
        (320, 400, 400, 400, "same"),  # 80%
        (319, 400, 385, 385, "shorter"),
        (100, 400, 385, 385, "shorter"),  # however little: one quarter a week
        (100, 345, 330, 330, "shorter"),
        (100, 344, 344, 344, "same"),  # a quarter less would be under the floor
        (100, 330, 330, 330, "same"),
        (399, 960, 960, 960, "longer"),
    ],
)
def test_each_week_decides_by_the_part_of_the_time_in_bed_that_was_sleep(
    asleep, last, minutes, least, because
):
    found = restrict(slept(WEEK, asleep), [Chosen(on(0), last)], on(7))
    assert found is not None
    assert (found.minutes, found.least, found.because) == (minutes, least, because)


@pytest.mark.parametrize(
    ("nights", "chosen", "today", "because"),
    [
        (WEEK, ((0, 400),), 6, "early"),
        (WEEK, ((0, 400),), 7, "shorter"),
        (range(1, 6), ((0, 400),), 7, "shorter"),  # five nights
        (range(1, 5), ((0, 400),), 7, "unknown"),  # four
        ((), ((0, 400),), 30, "unknown"),
        (range(-6, 1), ((0, 400),), 7, "unknown"),  # nights before it say nothing of it
        (range(5), ((0, 400),), 7, "unknown"),  # nor the night of the morning it was chosen on
        (WEEK, ((0, 400),), 15, "unknown"),  # a week that is over a week old
        (WEEK, ((0, 400), (4, 400)), 7, "shorter"),  # keeping it begins no new week
        (WEEK, ((0, 385), (4, 400)), 7, "early"),  # another length does
        (WEEK, ((0, 400), (7, 430)), 7, "shorter"),  # today's choice can be changed
        ((*WEEK, *range(8, 15)), ((0, 400), (7, 385)), 14, "shorter"),
    ],
)
def test_a_week_counts_from_the_day_a_length_was_chosen_and_unknown_keeps_it(
    nights, chosen, today, because
):
    before = [Chosen(on(n), minutes) for n, minutes in chosen]
    found = restrict(slept(nights, 100), before, on(today))
    assert found is not None
    assert found.because == because
    if because != "shorter":
        assert found.minutes == before[-1].minutes


@pytest.mark.parametrize("asleep", [400, 100])
def test_a_flare_keeps_the_night_and_begins_none(asleep):
    found = restrict(slept(WEEK, asleep), [Chosen(on(0), 400)], on(7), flare=True)
    assert found is not None
    assert (found.minutes, found.because) == (400, "flare")
    assert restrict(slept(WEEK, asleep), (), on(7), flare=True) is None


@given(st.lists(st.tuples(st.integers(0, 600), st.integers(0, 360)), min_size=1, max_size=12))
def test_followed_from_week_to_week_it_never_falls_under_the_floor_nor_jumps(weeks):
    chosen: list[Chosen] = []
    nights: list[Night] = []
    for n, (asleep, awake) in enumerate(weeks):
        nights += slept(range(7 * n - 6, 7 * n + 1), asleep, asleep + awake + 1)
        found = restrict(nights, chosen, on(7 * n))
        assert found is not None
        assert FLOOR <= found.least <= found.minutes
        if chosen:
            assert abs(found.minutes - chosen[-1].minutes) <= GRAIN
        chosen.append(Chosen(on(7 * n), found.minutes))


# who opens it, and what forbids it

WHY = "Nights of ten hours in bed; we went through the list."


def opened(small: Small) -> Small:
    open_restriction(small.clinic, THERAPIST, ANA, WHY, EXCLUSIONS)
    return small


def test_where_nobody_opened_it_small_steps_alone_are_proposed():
    found = asked(sleeper())
    assert found.spec == Windowed(suggested=480)
    assert not any("shorter" in page.title.lower() for page in found.pages)
    assert "therapist" not in found.told.said("en")


def test_once_a_therapist_has_opened_it_the_form_says_what_it_is_and_offers_it():
    found = asked(opened(sleeper()))
    assert found.spec == Windowed(suggested=360, restricted=True)
    assert found.begin["in_bed"] == 6
    assert found.told.said("en") == (
        "Your last week: about 6.0 hours asleep, 8.5 hours in bed. Your therapist opened the "
        "shorter night to you. It begins with about as long in bed as you sleep: 6 hours."
    )
    last = found.pages[-1]
    assert last.title == "My shorter night"
    assert "Do not drive when sleepy." in last.fields[-1].help
    assert [field.id for page in found.pages[:-1] for field in page.fields] == [*NAMES]


def test_before_the_diary_has_five_nights_nothing_is_offered():
    found = asked(opened(sleeper(4)))
    assert found.spec.suggested is None
    assert "Five nights" in found.told.said("en")


@pytest.mark.parametrize("left_out", EXCLUSIONS)
def test_each_exclusion_is_confirmed_before_it_opens(left_out):
    small = sleeper(0)
    others = [name for name in EXCLUSIONS if name != left_out]
    with pytest.raises(ValueError, match=left_out):
        open_restriction(small.clinic, THERAPIST, ANA, WHY, others)
    assert small.clinic.record(ANA).restriction is None


def test_it_wants_a_reason_to_open_and_to_close():
    small = sleeper(0)
    with pytest.raises(ValueError, match="reason"):
        open_restriction(small.clinic, THERAPIST, ANA, "  ", EXCLUSIONS)
    opened(small)
    with pytest.raises(ValueError, match="reason"):
        close_restriction(small.clinic, THERAPIST, ANA, "")
    assert small.clinic.record(ANA).restriction is not None


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("said", ["yes", "unsure"])
def test_it_is_refused_where_the_persons_own_answers_name_an_exclusion(name, said):
    small = sleeper()
    keep(small, STEP_HERE, answers(**{name: said}))
    with pytest.raises(Forbidden) as refused:
        opened(small)
    assert refused.value.named == (name,)
    assert small.clinic.record(ANA).restriction is None
    keep(small, STEP_HERE, answers(in_bed=8))
    assert stands(opened(small).clinic.record(ANA))


@pytest.mark.parametrize("mania", ["1", None])
def test_it_is_refused_where_mania_was_not_ruled_out_at_the_start(mania):
    small = sleeper(intake__mania=mania)
    assert forbidden(small.clinic.record(ANA)) == ("mania",)
    with pytest.raises(Forbidden):
        opened(small)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("said", ["yes", "unsure"])
def test_an_answer_that_forbids_it_later_ends_it_until_a_therapist_opens_it_anew(name, said):
    small = opened(sleeper())
    keep(small, STEP_HERE, answers(**{name: said}))
    assert not stands(small.clinic.record(ANA))
    assert signals(small).count("sleep_caution") == 1
    keep(small, STEP_HERE, answers(in_bed=8))
    assert not stands(small.clinic.record(ANA))
    assert asked(small).spec == Windowed(suggested=480)
    assert stands(opened(small).clinic.record(ANA))
    assert asked(small).spec.restricted


def test_it_closes_again_and_small_steps_are_back():
    small = opened(sleeper())
    keep(small, STEP_HERE, answers(in_bed=6))
    close_restriction(small.clinic, THERAPIST, ANA, "too sleepy by day")
    assert small.clinic.record(ANA).restriction is None
    # Half an hour under the time in bed of the week, as for everybody.
    assert asked(small).spec == Windowed(suggested=480)
    before = len(small.events())
    close_restriction(small.clinic, THERAPIST, ANA, "too sleepy by day")
    assert len(small.events()) == before


def test_opened_once_more_it_begins_anew_from_the_sleep_of_the_diary():
    small = opened(sleeper())
    keep(small, STEP_HERE, answers(in_bed=9))
    close_restriction(small.clinic, THERAPIST, ANA, "a pause")
    found = asked(opened(small))
    assert (found.spec.suggested, found.begin["in_bed"]) == (360, 6)


def test_the_first_week_holds_and_the_next_is_decided_by_the_diary():
    small = opened(sleeper())
    keep(small, STEP_HERE, answers(in_bed=6))
    small.later(1)
    assert "until the week is over: 6 hours" in asked(small).told.said("en")
    for _ in range(6):
        slept_well(small)
        small.later(1)
    slept_well(small)
    found = asked(small)
    assert "You can take a little more: 6:15 hours." in found.told.said("en")
    assert (found.spec.suggested, found.begin["in_bed"]) == (360, 6.25)
    keep(small, STEP_HERE, answers(in_bed=6))  # nobody has to
    with pytest.raises(Unanswered):
        keep(small, STEP_HERE, answers(in_bed=5.75))


def slept_well(small: Small) -> None:
    """Six hours in bed, and nearly all of them asleep."""
    today = small.clinic.turn(ANA, PATIENT).on.isoformat()
    times = {"into_bed": "01:00", "tried": "01:00", "woke": "07:00", "out_of_bed": "07:00"}
    short = {"night": today, "to_sleep": 10, "awake": 10}
    keep(small, DIARY_HERE, {**DIARY.example, **times, **short})


def test_a_flare_is_no_time_to_begin():
    small = opened(sleeper())
    report_flare(small.clinic, PATIENT, ANA, True)
    found = asked(small)
    assert found.spec.suggested is None
    assert "Begin once it has passed." in found.told.said("en")


def test_a_new_program_begins_with_it_closed():
    fact = RestrictionSet(open=True, reason=keep_text("x", "s"), ruled_out=EXCLUSIONS)
    assert fold(history(enrolled(), fact)).restriction == (MONDAY, fact)
    assert fold(history(enrolled(), fact, enrolled())).restriction is None


def test_opened_twice_is_opened_once_and_the_page_keeps_who_did_what_and_why():
    small = opened(opened(sleeper()))
    close_restriction(small.clinic, THERAPIST, ANA, "too sleepy by day")
    given = person(small.clinic, THERAPIST, ANA).given
    assert [(one.action, one.reason, one.by) for one in given] == [
        ("unrestrict", "too sleepy by day", "Robin"),
        ("restrict", WHY, "Robin"),
        ("assign", "", "Robin"),
    ]
    fact = next(e.fact for e in small.events() if isinstance(e.fact, RestrictionSet))
    assert fact.ruled_out == EXCLUSIONS


@pytest.mark.parametrize(
    "by",
    [
        PATIENT,
        Signed(AccountId("t-2"), "therapist"),
        Signed(AccountId("r-1"), "researcher"),
        Signed(AccountId("x-1"), "admin"),
    ],
)
def test_nobody_but_the_persons_own_therapist_opens_or_closes_it(by):
    small = sleeper(0)
    with pytest.raises(Refused):
        open_restriction(small.clinic, by, ANA, WHY, EXCLUSIONS)
    with pytest.raises(Refused):
        close_restriction(small.clinic, by, ANA, WHY)


def test_the_kind_knows_restriction_only_from_a_persons_own_facts():
    assert {"suggested", "restricted"} <= KINDS["sleep_window"].learned
