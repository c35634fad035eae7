"""What patients are promised of Tools, Progress and Settings."""

import html
import json
import re
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Thread

import pytest
from streamlit.testing.v1 import AppTest

from program.access import Refused
from program.events import ExerciseSaved
from program.exercises import KINDS
from program.ids import ModuleId, StepId
from program.service.accounts import token_hash
from program.service.ahead import ahead
from program.service.check_in import INTAKE_PLACE, save_check_in
from program.service.clinic import Signed
from program.service.contacts import set_contacts
from program.service.day import day
from program.service.directing import direct
from program.service.exercises import Unanswered, save_exercise
from program.service.help_lines import help_lines
from program.service.own_data import own_data
from program.service.own_settings import set_preferences
from program.service.papers import print_tool
from program.service.path import (
    NotOpen,
    answer_offer,
    consent,
    open_module,
    read_lesson,
    set_zone,
    take_branch,
)
from program.service.progress import progress
from program.service.running import set_clinic, set_source
from program.service.submit import OtherText
from program.service.tool_steps import GROUNDING, kind_tool, practice_tool
from program.service.tools import open_tool, tools, use_tool
from program.storage.ports import Session, Unavailable
from program.ui.parts.form_events import DraftTyped, Submitted
from program.ui.patient import asking
from program.ui.patient.asking import Asked
from program.ui.patient.entering import Here
from program.web.downloads import DOWNLOADS
from program.web.own_data import NAME
from tests.clinic import ANA, PATIENT, THERAPIST, Small, handing_in
from tests.test_paper import text

MAIN = Path("program/ui/main.py").resolve()
GOAL = kind_tool("my_goal")
SEA = {"goal": "Walk to the sea", "rating": 3}


def begun(**intake: object) -> Small:
    """Ana has consented and answered the first questions, calmly but for these answers."""
    small = Small().enrol()
    consent(small.clinic, PATIENT, ANA)
    answers = {**small.calm_intake(), **intake}
    save_check_in(small.clinic, PATIENT, ANA, INTAKE_PLACE, "k0", answers)
    set_clinic(small.clinic)
    return small


def three_modules(**intake: object) -> Small:
    """The same, three modules later."""
    small = begun(**intake)
    small.finish_modules("welcome", "understanding-pain-and-mood", "finding-your-pace")
    return small


@pytest.fixture(autouse=True)
def nobody_left():
    yield
    set_source(None)


@pytest.fixture
def small():
    """Ana has begun: enrolled, consented, the first questions answered, the welcome open."""
    small = begun()
    small.open_welcome()
    return small


def opened(small: Small, file: str, **query: str) -> AppTest:
    """A page as Ana sees it, run once."""
    token = f"token-{small.clock.at:%Y%m%d%H%M}"
    ends = small.clock.at.replace(year=small.clock.at.year + 1)
    hashed = token_hash(token)
    small.stores.accounts.put_session(
        Session(
            token_hash=hashed, account=PATIENT.account, started=small.clock.at, expires=ends
        )
    )
    app = AppTest.from_file(MAIN, default_timeout=20)
    app.user = {"sid": hashed}
    for name, value in query.items():
        app.query_params[name] = value
    return app.switch_page(f"patient/{file}.py").run()


def seen(app: AppTest) -> str:
    """All words of a page, as they are read."""
    assert not app.exception, app.exception
    kinds = ("title", "header", "subheader", "markdown", "error")
    text = " ".join(str(e.value) for kind in kinds for e in app.get(kind))
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text)))


def saved(small: Small) -> list[ExerciseSaved]:
    return [e.fact for e in small.events() if isinstance(e.fact, ExerciseSaved)]


def titles(found) -> set[str]:
    return {tool.title for tool in (*found.practices, *found.notes)}


def test_what_was_met_is_there_and_what_was_not_is_not(small):
    app = opened(small, "tools")
    words = seen(app)
    for there in ("For now", "Grounding", "Practise", "Slow breathing", "My notes", "My goal"):
        assert there in words
    assert app.button(key="flare").label == "I am in a flare"
    assert "Sleep diary" not in words


def test_before_a_program_is_chosen_tools_and_progress_say_so(small):
    new = Small()
    set_clinic(new.clinic)
    assert "Your tools will be here" in seen(opened(new, "tools"))
    assert "Your path begins soon" in seen(opened(new, "progress"))


def test_a_tool_used_twice_adds_two_entries_and_shows_the_summary(small):
    for n, rating in enumerate((3, 6), start=1):
        app = opened(small, "tools", t=GOAL, again="1")
        with handing_in(f"{GOAL}-{n}", {**SEA, "rating": rating}):
            app.run()
        app.run()
    assert [(fact.module, fact.step, fact.scores["goal_rating"]) for fact in saved(small)] == [
        (None, GOAL, 3),
        (None, GOAL, 6),
    ]
    words = seen(app)
    assert "That is kept." in words
    assert "3 of 10 at first, and 6 now" in words


def test_a_tools_form_stays_while_the_store_is_out_of_reach(small, monkeypatch):
    def away(*_: object) -> None:
        raise Unavailable("the disk is gone")

    monkeypatch.setattr(small.stores.drafts, "read", away)
    app = opened(small, "tools", t=GOAL, again="1")
    assert not app.exception
    assert not app.error


def test_the_same_submission_sent_twice_is_one_entry(small):
    for _ in range(2):
        use_tool(small.clinic, PATIENT, ANA, GOAL, "k1", SEA)
    assert len(saved(small)) == 1
    with pytest.raises(OtherText):
        use_tool(small.clinic, PATIENT, ANA, GOAL, "k1", {**SEA, "rating": 9})


def typing(small: Small, browser: dict, monkeypatch) -> Asked:
    """The form of a tool in a browser session; `browser` is what its runs remember."""
    monkeypatch.setattr(asking.session, "recall", browser.get)
    monkeypatch.setattr(asking.session, "remember", browser.__setitem__)
    monkeypatch.setattr(asking, "again", lambda: None)
    monkeypatch.setattr(asking.st, "rerun", lambda: None)
    me = Here(small.clinic, PATIENT, ANA, "en", "Ana")

    def keep(now, key, answers):
        use_tool(now.clinic, now.by, now.who, GOAL, key, answers)
        return ()

    return Asked(me, place=GOAL, key="k1", pages=(), keep=keep)


def test_words_that_come_late_do_not_bring_back_what_was_handed_in(small, monkeypatch):
    asked = typing(small, {}, monkeypatch)
    late = partial(asking._keep_draft, asked.me, asked, DraftTyped("k1", 1, {"goal": "Walk"}))
    meanwhile = Thread(target=late)

    def keep(now, key, answers):
        meanwhile.start()
        return asked.keep(now, key, answers)

    asking._hand_in(asked.me, replace(asked, keep=keep), Submitted("k1", 2, SEA))
    meanwhile.join()
    late()
    assert len(saved(small)) == 1
    assert small.stores.drafts.read(ANA, GOAL) is None


def test_words_of_another_tab_are_kept_after_the_same_was_handed_in(small, monkeypatch):
    asked = typing(small, {}, monkeypatch)
    asking._hand_in(asked.me, asked, Submitted("k1", 2, SEA))
    other = typing(small, {}, monkeypatch)
    asking._keep_draft(other.me, other, DraftTyped("k1", 1, {"goal": "Swim"}))
    assert small.stores.drafts.read(ANA, GOAL).answers == {"goal": "Swim"}


def test_entries_of_a_module_and_of_its_tool_are_one_story(small):
    step = StepId("w-my-goal")
    save_exercise(small.clinic, PATIENT, ANA, ModuleId("welcome"), step, "k1", SEA)
    small.later(days=3)
    use_tool(small.clinic, PATIENT, ANA, GOAL, "k2", {**SEA, "rating": 7})
    assert saved(small)[-1].scores == {"goal_rating": 7, "goal_change": 4}
    assert len(open_tool(small.clinic, PATIENT, ANA, GOAL, "en").task.history) == 2
    assert "3 of 10 at first, and 7 now" in seen(opened(small, "progress"))


def test_a_tool_never_finishes_a_step_of_a_module(small):
    use_tool(small.clinic, PATIENT, ANA, GOAL, "k1", SEA)
    assert StepId("w-my-goal") not in small.clinic.record(ANA).modules["welcome"].settled


def test_a_lesson_that_was_left_out_is_there_to_read_later():
    small = begun()
    small.finish_modules("welcome")
    found = {one.id: one for one in tools(small.clinic, PATIENT, ANA, "en").readings}
    assert not found[StepId("w-pain-is-real")].read
    assert not found[StepId("w-how-this-works")].read  # optional, and never come to
    words = seen(opened(small, "tools"))
    assert "Pain is real Not read yet" in words
    assert "Pain is real" in seen(opened(small, "tools", r="w-pain-is-real"))


def test_a_lesson_that_a_module_has_not_come_to_yet_does_not_open(small):
    assert tools(small.clinic, PATIENT, ANA, "en").readings == ()
    assert "This is not open now" in seen(opened(small, "tools", r="w-pain-is-real"))


def test_nobody_is_told_of_a_goal_that_their_program_does_not_ask_for():
    small = begun()
    ours = small.program
    first = ours.modules[ModuleId("welcome")]
    steps = tuple(step for step in first.steps if step.id != "w-my-goal")
    fewer = {**ours.modules, ModuleId("welcome"): replace(first, steps=steps)}
    core = tuple(module for module in ours.file.core if module != "keep-going")
    own = replace(ours, modules=fewer, file=ours.file.model_copy(update={"core": core}))
    small.clinic._programs = {ours.hash: own}
    words = seen(opened(small, "progress"))
    assert "Your practice" in words
    assert "goal" not in words


def test_somebody_without_a_goal_is_told_where_it_is_now():
    small = begun()
    assert "it comes on your path" in seen(opened(small, "progress"))
    small.finish_modules("welcome")
    assert "“My goal” waits for you in Tools" in seen(opened(small, "progress"))


def test_wrong_answers_keep_nothing(small):
    with pytest.raises(Unanswered):
        use_tool(small.clinic, PATIENT, ANA, GOAL, "k1", {"goal": "The sea", "rating": 11})
    assert saved(small) == []


@pytest.mark.parametrize("tool", ["tool-sleep-diary", "w-my-goal", "nothing"])
def test_a_tool_that_was_not_met_does_not_open(small, tool):
    with pytest.raises(NotOpen):
        open_tool(small.clinic, PATIENT, ANA, StepId(tool), "en")
    assert "This is not open now" in seen(opened(small, "tools", t=tool))


def test_each_practice_keeps_its_own_name_in_the_record(small):
    answers = {"seconds": 120, "after": 4, "unsettling": "no"}
    use_tool(small.clinic, PATIENT, ANA, GROUNDING, "k1", answers)
    assert (saved(small)[0].step, saved(small)[0].kind) == (GROUNDING, "practice_log")
    assert "2 minutes" in seen(opened(small, "progress"))


def test_movement_waits_while_warning_signs_are_not_cleared_and_the_page_says_why():
    small = three_modules(intake__red_flags=["leg_weakness"])
    found = tools(small.clinic, PATIENT, ANA, "en")
    moving = {"What I did", "Mindful movement on a chair", "Muscle release"}
    assert set(found.resting) == moving
    assert "What I did" not in titles(found)
    with pytest.raises(NotOpen):
        open_tool(small.clinic, PATIENT, ANA, kind_tool("activity_log"), "en")
    assert "new warning signs" in seen(opened(small, "tools"))
    words = seen(opened(small, "tools", t=kind_tool("activity_log")))
    assert "What I did: waiting for now. You told us about new warning signs." in words
    assert "Your therapist opens this again." in words


def test_meditation_waits_where_caution_is_due_and_grounding_stays():
    small = three_modules(intake__flashbacks="1")
    found = tools(small.clinic, PATIENT, ANA, "en")
    inward = {p.words["en"].title for p in small.program.practices.values() if p.file.mindful}
    assert set(found.swapped) == inward
    assert found.grounding.id == GROUNDING
    words = seen(opened(small, "tools", t=practice_tool("body-scan")))
    assert "Your therapist would like to look at your first answers before." in words


def test_a_day_that_is_still_to_come_is_not_written_down():
    small = three_modules()
    tool = kind_tool("activity_log")
    today = small.clock.at.date()
    told = dict(KINDS["activity_log"].example)
    for days, kept in ((2, 0), (0, 1)):
        answers = {**told, "day": (today + timedelta(days=days)).isoformat()}
        with suppress(Unanswered):
            use_tool(small.clinic, PATIENT, ANA, tool, f"k-{days}", answers)
        assert len(small.clinic.record(ANA).kind("activity_log")) == kept


def test_a_plan_of_an_earlier_week_is_told_with_its_day_and_a_new_one_is_a_tap_away():
    small = three_modules()
    plan = kind_tool("weekly_plan")
    use_tool(small.clinic, PATIENT, ANA, plan, "k-plan", dict(KINDS["weekly_plan"].example))
    made = small.clock.at
    small.later(7)
    assert "Your plan this week" in seen(opened(small, "today"))
    small.later(1)
    app = opened(small, "today")
    assert f"Your last plan, from {made:%-d %B}" in seen(app)
    assert f"/tools?t={plan}&amp;again=1" in " ".join(str(e.value) for e in app.markdown)


def test_while_a_sleep_diary_is_kept_last_night_is_one_tap_from_today(small):
    sleep, diary = ModuleId("sleep-1"), kind_tool("sleep_diary")
    direct(small.clinic, THERAPIST, ANA, "pin", "agreed", sleep)
    open_module(small.clinic, PATIENT, ANA, sleep, "full")

    def led() -> bool:
        app = opened(small, "today")
        there = f"/tools?t={diary}&amp;again=1" in " ".join(str(e.value) for e in app.markdown)
        assert there == ("Write down last night" in seen(app))
        return there

    assert not led()  # its step has not been come to, or was left out
    night = {**KINDS["sleep_diary"].example, "night": small.clock.at.date().isoformat()}
    use_tool(small.clinic, PATIENT, ANA, diary, "k-night", night)
    assert not led()
    small.later(1)
    assert led()
    small.later(6)
    assert led()
    small.later(1)
    assert not led()


def test_a_lesson_that_was_read_is_there_to_read_again_in_full_and_in_short(small):
    lesson = StepId("w-pain-is-real")
    assert "This is not open now" in seen(opened(small, "tools", r=lesson))
    read_lesson(small.clinic, PATIENT, ANA, ModuleId("welcome"), lesson, "full")
    before = small.events()
    full, short = (seen(opened(small, "tools", r=lesson, v=v)) for v in ("full", "short"))
    assert len(short) < len(full) / 2
    assert [e for e in small.events() if e.fact.fact == "lesson_read"] == [
        e for e in before if e.fact.fact == "lesson_read"
    ]


@pytest.mark.parametrize(
    ("chosen", "later"), [(None, ["Sleep and your body clock"]), ("sleep-1", [])]
)
def test_a_branch_that_was_not_chosen_waits_in_tools(chosen, later):
    small = three_modules()
    small.check_in(area="sleep", how_much=8)
    made = small.clinic.record(ANA).latest
    answer_offer(small.clinic, PATIENT, ANA, made.event, chosen)
    found = tools(small.clinic, PATIENT, ANA, "en")
    care = small.program.module_words(ModuleId("care-team-and-medicines"), "en").title
    expected = [(title, True) for title in (*later, care)]  # the last waits for everyone
    assert [(one.title, one.now) for one in found.later] == expected
    words = " ".join(str(e.value) for e in opened(small, "tools").markdown)
    assert ("/tools?b=sleep-1" in words) is bool(later)


def test_a_branch_that_waits_can_be_made_the_next_step_and_put_back():
    small = three_modules()
    small.check_in(area="sleep", how_much=8)
    answer_offer(small.clinic, PATIENT, ANA, small.clinic.record(ANA).latest.event, None)
    app = opened(small, "tools", b="sleep-1")
    assert "minutes in all" in seen(app)
    app.button(key="take-branch").click().run()
    today = day(small.clinic, PATIENT, ANA, "en")
    assert (today.outcome, today.next.module, today.declinable) == ("open", "sleep-1", True)
    assert "You chose this" in today.why
    assert "It comes next" in seen(opened(small, "tools", b="sleep-1"))
    answer_offer(small.clinic, PATIENT, ANA, today.decision, None)
    assert day(small.clinic, PATIENT, ANA, "en").next.module != "sleep-1"


def test_on_hold_a_branch_in_tools_waits_for_the_talk_and_not_for_a_step():
    small = three_modules()
    small.check_in(area="sleep", how_much=8)
    answer_offer(small.clinic, PATIENT, ANA, small.clinic.record(ANA).latest.event, None)
    direct(small.clinic, THERAPIST, ANA, "hold", "A talk first.")
    for place in ({}, {"b": "sleep-1"}):
        words = seen(opened(small, "tools", **place))
        assert "Opens once your therapist and you have talked." in words
        assert "next step of your path" not in words


@pytest.mark.parametrize(
    ("query", "opens"),
    [
        ({"t": "tool-sleep-diary"}, "May be offered once “Finding your pace” is done."),
        ({"b": "sleep-1"}, "May be offered once “Finding your pace” is done."),
        ({"r": "u-how-pain-lasts"}, "Opens once “Welcome” is done."),
    ],
)
def test_what_does_not_open_says_what_would_open_it(small, query, opens):
    assert opens in seen(opened(small, "tools", **query))


def test_a_tool_that_waits_for_a_look_is_not_said_to_wait_for_a_module():
    small = three_modules(intake__red_flags=["leg_weakness"])
    words = seen(opened(small, "tools", t=kind_tool("activity_log")))
    assert "This is not open now" in words
    assert "Opens once" not in words


def test_a_branch_that_is_on_offer_is_told_as_open():
    small = three_modules()
    small.check_in(area="sleep", how_much=8)
    record, on = small.clinic.record(ANA), small.clock.at.date()
    told = {one.module: one.opens for one in ahead(record, small.program, on, "en")}
    assert told["sleep-1"] == "Open to you now."


@pytest.mark.parametrize("module", ["sleep-1", "welcome", "nothing"])
def test_what_does_not_wait_cannot_be_taken(small, module):
    assert "This is not open now" in seen(opened(small, "tools", b=module))
    with pytest.raises(NotOpen):
        take_branch(small.clinic, PATIENT, ANA, ModuleId(module))


def test_the_flare_button_tells_once_and_can_be_taken_back(small):
    app = opened(small, "tools")
    app.button(key="flare").click().run()
    assert small.clinic.record(ANA).flare_since is not None
    app.button(key="flare").click().run()
    assert small.clinic.record(ANA).flare_since is None


def test_nobody_uses_tools_or_sees_progress_of_another(small):
    other = Signed("b", "patient", "ben")
    for by in (other, THERAPIST):
        for use in (
            lambda by=by: tools(small.clinic, by, ANA, "en"),
            lambda by=by: open_tool(small.clinic, by, ANA, GOAL, "en"),
            lambda by=by: use_tool(small.clinic, by, ANA, GOAL, "k1", SEA),
            lambda by=by: progress(small.clinic, by, ANA, "en"),
        ):
            with pytest.raises(Refused):
                use()


def test_with_little_to_show_progress_is_warm_and_draws_no_chart(small):
    app = opened(small, "progress")
    assert "Two check-ins make a first line" in seen(app)
    assert app.get("plotly_chart") == []


def test_progress_names_mood_in_kind_words_and_no_clinical_ones(small):
    small.finish_modules("welcome")
    for how_much in (2, 3):
        small.later(days=7)
        small.visit()
        small.check_in(area="sleep", how_much=how_much)
    app = opened(small, "progress")
    words = seen(app)
    assert len(app.get("plotly_chart")) == 2
    assert "Your mood is about as it was at first" in words
    for clinical in ("severe", "Moderate", "PHQ", "PEG", "depress", "score"):
        assert clinical not in words


def test_preferences_hold_at_once_and_are_kept(small):
    app = opened(small, "settings")
    app.radio(key="setting-text-0").set_value("large").run()
    assert small.stores.accounts.get(PATIENT.account).preferences == {"text": "large"}
    assert app.radio(key="setting-text-0").value == "large"
    assert opened(small, "settings").radio(key="setting-text-0").value == "large"


def test_a_choice_made_elsewhere_is_not_overwritten_by_an_open_page(small):
    app = opened(small, "settings")
    for kept in ("high", "normal"):
        set_preferences(small.clinic, PATIENT, {"contrast": kept})
        app.run()
        assert small.stores.accounts.get(PATIENT.account).preferences == {"contrast": kept}
    app.radio(key="setting-contrast-2").set_value("high").run()
    set_preferences(small.clinic, PATIENT, {"contrast": "normal"})
    app.run()
    assert small.stores.accounts.get(PATIENT.account).preferences == {"contrast": "normal"}


def test_a_zone_is_chosen_from_those_there_are_and_others_are_refused(small):
    app = opened(small, "settings")
    assert "Madrid (Europe)" in app.selectbox[0].options
    app.selectbox[0].set_value("Europe/Madrid").run()
    assert small.clinic.record(ANA).zone == "Europe/Madrid"
    assert "10:00" in seen(app)
    with pytest.raises(ValueError, match="not a time zone"):
        set_zone(small.clinic, PATIENT, ANA, "Mars/Olympus")
    assert small.clinic.record(ANA).zone == "Europe/Madrid"


def test_contacts_are_kept_apart_from_the_events(small):
    small.draft("contacts", "contacts-1", {"phone": "555"})
    with handing_in("contacts-1", {"phone": "555 0100"}):
        app = opened(small, "settings")
    assert "Saved. Thank you." in seen(app)
    assert small.stores.accounts.get(PATIENT.account).contacts == {"phone": "555 0100"}
    assert small.stores.drafts.read(ANA, "contacts") is None
    assert "555 0100" not in "".join(e.model_dump_json() for e in small.events())


def test_contacts_that_come_once_more_from_a_form_before_are_not_told_as_saved(small):
    set_contacts(small.clinic, PATIENT, {"phone": "555 0100"}, "contacts-1")
    with handing_in("contacts-1", {"phone": "555 0100"}):
        app = opened(small, "settings")
    assert "Saved. Thank you." not in seen(app)
    with handing_in("contacts-2", {"phone": "555 0199"}):
        assert "Saved. Thank you." in seen(app.run())
    assert "Saved. Thank you." not in seen(app.run())


def test_contacts_that_come_twice_are_kept_once_and_none_replace_newer_ones_unasked(small):
    def give(phone: str, key: str) -> dict[str, str]:
        return set_contacts(small.clinic, PATIENT, {"phone": phone}, key).contacts

    assert give("1", "contacts-1") == give("1", "contacts-1") == {"phone": "1"}
    with pytest.raises(OtherText):
        give("2", "contacts-1")
    assert give("2", "contacts-2") == {"phone": "2"}
    assert give("", "contacts-3") == {}


def test_a_contact_that_is_too_long_is_refused_in_words_and_never_cut_short(small):
    with pytest.raises(Unanswered) as refused:
        set_contacts(small.clinic, PATIENT, {"doctor": "Dr " + "a" * 130}, "contacts-1")
    (problem,) = refused.value.problems
    assert problem.path == "doctor"
    assert problem.message == "There is room for {longest} letters here; this has {length}."
    assert small.stores.accounts.get(PATIENT.account).contacts == {}


def test_own_data_holds_everything_and_no_password(small):
    account = small.stores.accounts.get(PATIENT.account)
    secret = "a-hash-of-a-password"
    small.stores.accounts.put(account.model_copy(update={"password": secret}))
    set_contacts(small.clinic, PATIENT, {"phone": "555 0100"})
    use_tool(small.clinic, PATIENT, ANA, GOAL, "k1", SEA)
    file = DOWNLOADS[NAME].make(small.clinic, PATIENT, {})
    kept = json.loads(file.body)
    assert kept == own_data(small.clinic, PATIENT, ANA)
    assert len(kept["events"]) == len(small.events())
    assert b"Walk to the sea" in file.body
    assert b"555 0100" in file.body
    assert secret.encode() not in file.body
    assert b"password" not in file.body


def test_own_data_is_for_patients_alone(small):
    assert DOWNLOADS[NAME].roles == {"patient"}
    with pytest.raises(Refused):
        DOWNLOADS[NAME].make(small.clinic, THERAPIST, {})


def test_settings_say_how_to_have_everything_removed(small):
    words = seen(opened(small, "settings"))
    assert "Please remove my data from Cairn." in words
    assert 'href="/download/my-data"' in " ".join(
        str(e.value) for e in opened(small, "settings").markdown
    )


@pytest.mark.parametrize(("came_up", "steady"), [("yes", True), ("no", False)])
def test_who_says_a_practice_upset_them_has_the_way_back_in_sight_once_it_is_kept(
    small, came_up, steady
):
    answers = {"seconds": 120, "after": 8, "unsettling": came_up}
    app = opened(small, "tools", t=GROUNDING, again="1")
    with handing_in(f"{GROUNDING}-1", answers):
        app.run()
    words = seen(app.run())
    assert "That is kept." in words
    assert ("Say what day it is" in words) is steady
    assert ("If it stays with you" in words) is steady
    assert not steady or words.index("Say what day it is") < words.index("Your tension was")


def test_grounding_for_right_now_begins_at_once_and_its_record_has_one_number(small):
    asked = open_tool(small.clinic, PATIENT, ANA, GROUNDING, "en").task.pages
    assert [page.id for page in asked] == ["practice", "after"]
    other = open_tool(small.clinic, PATIENT, ANA, practice_tool("slow-breathing"), "en")
    assert [page.id for page in other.task.pages] == ["before", "practice", "after"]
    answers = {"seconds": 120, "after": 4, "unsettling": "no"}
    use_tool(small.clinic, PATIENT, ANA, GROUNDING, "k1", answers)
    assert saved(small)[0].headline == "Practised 2\u00a0min. Tense 4 of 10 after it"
    assert saved(small)[0].scores.keys().isdisjoint({"before", "change"})
    assert "Your tension was 4 of 10 after" in seen(opened(small, "tools", t=GROUNDING))


def test_a_safer_time_plan_has_the_lines_of_the_region_below_it_on_the_page_and_on_paper():
    small, tool = three_modules(), kind_tool("safer_time")
    lines = help_lines(small.clinic.settings.content, small.clinic.settings.region)
    key = f"{tool}-1"
    app = opened(small, "tools", t=tool, again="1")
    with handing_in(key, dict(KINDS["safer_time"].example)):
        app.run()
    words = seen(app.run())
    assert words.index("Your plan for dark times") < words.index("Someone is there")
    assert all(line.name in words for line in lines)
    printed = text(print_tool(small.clinic, PATIENT, ANA, tool, "en"))
    assert all(line.phone in printed for line in lines)


def test_where_the_lines_cannot_be_read_a_printed_safer_time_plan_has_the_last_resort(tmp_path):
    small, tool = three_modules(), kind_tool("safer_time")
    use_tool(small.clinic, PATIENT, ANA, tool, "k1", dict(KINDS["safer_time"].example))
    small.clinic.settings = replace(small.clinic.settings, content=tmp_path)
    assert "988" in text(print_tool(small.clinic, PATIENT, ANA, tool, "en"))


def test_a_practice_shows_its_own_times_and_not_those_of_another(small):
    slow = practice_tool("slow-breathing")
    times = {slow: {"before": 6}, GROUNDING: {}}
    for n, (tool, before) in enumerate(times.items()):
        answers = {**before, "seconds": 120, "after": 2 + n, "unsettling": "no"}
        use_tool(small.clinic, PATIENT, ANA, tool, f"own-{n}", answers)
    words = seen(opened(small, "tools", t=slow))
    assert "6 of 10 before the last practice, 2 after" in words
    assert "2 after" in text(print_tool(small.clinic, PATIENT, ANA, slow, "en"))
    assert "3 of 10 after the last" in seen(opened(small, "tools", t=GROUNDING))
