"""What a patient meets on each page, whatever has happened so far."""

from contextlib import contextmanager
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from program.events import SignalRaised
from program.ids import ModuleId, SignalId, StepId
from program.safety import HINTS, hints_at_risk
from program.service import accounts, directing
from program.service.begun import sending
from program.service.check_in import (
    DUE_PLACE,
    INTAKE_PLACE,
    questions,
    save_check_in,
)
from program.service.contacts import set_contacts
from program.service.day import day
from program.service.exercises import save_exercise
from program.service.path import arrive, consent, open_module, report_flare, skip_step
from program.service.running import set_source
from program.settings import Settings
from program.storage.ports import Damaged, Unavailable
from program.ui.parts.days import day_in_words
from program.ui.parts.helping import help_for, help_html
from program.ui.patient.asking import Given
from program.ui.session import _GIVEN
from tests.clinic import ANA, PATIENT, THERAPIST, Small, handing_in
from tests.make import MONDAY


class Page:
    """A patient's browser: one signed-in session and what it shows."""

    def __init__(self, small: Small) -> None:
        account = small.stores.accounts.get(PATIENT.account)
        assert account is not None
        token = accounts._begin(small.clinic, account)
        self.app = AppTest.from_file("../program/ui/main.py", default_timeout=30)
        self.app.user = {"sid": accounts.token_hash(token)}

    def open(self, page: str = "today", **place: str) -> "Page":
        self.app.run()
        for name, value in place.items():
            self.app.query_params[name] = value
        self.app.switch_page(f"patient/{page}.py")
        self.app.run()
        self.app._page_hash = ""  # from here on it stays where the app leads, as a browser does
        return self

    def press(self, key: str) -> "Page":
        self.app.button(key).click().run()
        return self

    @property
    def title(self) -> str:
        return self.app.title[0].value

    @property
    def text(self) -> str:
        shown = [*self.app.title, *self.app.subheader, *self.app.markdown, *self.app.caption]
        return "\n".join(part.value for part in shown)

    @property
    def buttons(self) -> dict[str, str]:
        return {button.key: button.label for button in self.app.button}

    @property
    def weighs(self) -> set[str]:
        """The looks of the buttons of the next step."""
        return {b.proto.type for b in self.app.button if b.key and b.key.startswith("next-")}


@pytest.fixture
def small():
    made = Small().enrol()
    set_source(lambda: made.clinic)
    yield made
    set_source(None)


def began(small: Small) -> None:
    """Consent is given and the first questions are answered."""
    arrive(small.clinic, PATIENT, ANA)
    consent(small.clinic, PATIENT, ANA)
    save_check_in(small.clinic, PATIENT, ANA, INTAKE_PLACE, "intake-1", small.calm_intake())


def sleeping_badly(small: Small, how_much: int) -> None:
    """Three modules done, and a check-in with sleep most in the way."""
    began(small)
    small.finish_modules("welcome", "understanding-pain-and-mood", "finding-your-pace")
    small.visit()
    small.check_in("sleep", how_much)


def at_ease(small: Small) -> None:
    """Answer a check-in that is due, so that Today has its next step."""
    if day(small.clinic, PATIENT, ANA, "en").check_in_due:
        small.check_in("work", 2)


def test_today_greets_by_name_and_shows_one_step_with_three_equal_ways(small):
    began(small)
    page = Page(small).open()
    assert page.title == "Good to see you, Ana."
    assert "Welcome" in page.text
    assert "4 minutes. Part 1 of 3." in page.text
    assert page.buttons["next-go-on"] == "Begin"
    assert page.buttons["next-short"] == "Short version"
    assert page.buttons["next-not-today"] == "Not today"
    assert len(page.weighs) == 1
    assert "After this comes: Understanding pain and mood." in page.text


@pytest.mark.parametrize(
    ("written", "greeted"),
    [("Ana R.", "Ana"), ("Ana Ruiz", "Ana Ruiz"), ("Dr Mei Lin", "Dr Mei Lin"),
     ("Wang Xiuying", "Wang Xiuying"), ("王秀英", "王秀英")],
)  # fmt: skip
def test_people_are_greeted_by_the_name_they_go_by_and_else_no_word_is_guessed(
    small, written, greeted
):
    began(small)
    account = small.stores.accounts.get(PATIENT.account)
    small.stores.accounts.put(account.model_copy(update={"name": written}))
    assert Page(small).open().title == f"Good to see you, {greeted}."
    set_contacts(small.clinic, PATIENT, {"called": "Mei-Mei"})
    assert Page(small).open().title == "Good to see you, Mei-Mei."
    assert small.stores.accounts.get(PATIENT.account).name == written  # as staff know them


def test_the_cairn_has_its_sentence_beside_it(small):
    began(small)
    small.finish_modules("welcome")
    at_ease(small)
    page = Page(small).open()
    assert "<figcaption>1 stone so far." in page.text


def test_somebody_without_a_program_is_told_that_the_therapist_chooses_one():
    small = Small()
    set_source(lambda: small.clinic)
    try:
        page = Page(small).open()
        assert "Your therapist will choose a program for you." in page.text
        assert not page.buttons
    finally:
        set_source(None)


def test_the_first_visit_begins_with_consent_whatever_page_is_opened_first(small):
    page = Page(small).open()
    assert page.title == "Before we begin"
    assert "It is not for emergencies" in page.text
    assert not small.clinic.record(ANA).consented
    page.press("agree")
    assert small.clinic.record(ANA).consented


def test_saying_not_now_to_consent_changes_nothing(small):
    page = Page(small).open().press("not-now")
    assert "You can come back to this page at any time." in page.text
    assert not small.clinic.record(ANA).consented


def test_contacts_may_be_left_out_and_the_first_part_begins(small):
    consent(small.clinic, PATIENT, ANA)
    page = Page(small).open("begin")
    save_check_in(small.clinic, PATIENT, ANA, INTAKE_PLACE, "intake-1", small.calm_intake())
    page.app.run()
    assert page.title == "How can someone reach you?"
    page.press("without-contacts")
    assert page.title == "Pain is real"
    assert "Step 1 of 7" in page.text


def test_contacts_are_kept_in_the_account_and_never_in_the_record(small):
    began(small)
    with handing_in("contacts-1", {"phone": "555 0100"}):
        page = Page(small).open("begin")
    assert page.title == "Pain is real"
    assert small.stores.accounts.get(PATIENT.account).contacts == {"phone": "555 0100"}
    assert not any("555 0100" in event.model_dump_json() for event in small.events())


def test_an_offer_can_be_taken(small):
    sleeping_badly(small, 6)
    page = Page(small).open()
    assert "Something for you, if you like" in page.text
    assert "You said sleep gets in your way" in page.text
    assert page.buttons["next-take-sleep-1"] == "Sleep and your body clock"
    assert page.buttons["next-core"] == "Go on with: Doing what matters"
    page.press("next-take-sleep-1")
    assert "You chose this." in page.text
    assert page.buttons["next-go-on"] == "Begin"


def test_an_offer_can_be_declined_for_the_core(small):
    sleeping_badly(small, 6)
    page = Page(small).open().press("next-core")
    assert "Doing what matters" in page.text
    assert "next-go-on" in page.buttons


def test_a_branch_that_a_rule_put_next_says_why_and_can_be_declined(small):
    sleeping_badly(small, 8)
    page = Page(small).open()
    assert "Why this next? Sleep got in your way a lot this week" in page.text
    assert page.buttons["else"] == "Something else instead"
    page.press("else")
    assert "Doing what matters" in page.text
    assert "else" not in page.buttons


def test_a_flare_brings_a_light_week_and_its_end_brings_the_path_back(small):
    began(small)
    small.open_welcome()
    page = Page(small).open().press("flare")
    assert "A light week" in page.text
    assert "You are in a flare" in page.text
    page.press("flare")
    assert "next-go-on" in page.buttons
    assert "A light week" not in page.text


def test_a_flare_is_heard_also_where_a_check_in_or_not_today_stands_first(small):
    began(small)
    small.finish_modules("welcome")
    heard = "You told us that a flare is going on."
    page = Page(small).open().press("flare")
    assert "next-check-in" in page.buttons
    assert heard in page.text
    page.press("next-not-today")
    assert "See you tomorrow" in page.text
    assert heard in page.text
    page.press("next-now").press("next-without")
    assert "A light week" in page.text
    assert heard not in page.text  # the card says so


def test_waiting_says_the_day_in_words(small):
    began(small)
    small.visit()
    open_module(small.clinic, PATIENT, ANA, ModuleId("welcome"), "full")
    for step in small.program.modules[ModuleId("welcome")].required:
        skip_step(small.clinic, PATIENT, ANA, ModuleId("welcome"), step.id)
    small.later(2)
    page = Page(small).open()
    assert "Time to try things out" in page.text
    assert "Your next step opens on Monday." in page.text
    assert "your plan" not in page.text  # there is none so far


def test_a_light_week_says_on_its_last_day_that_it_is_the_last(small):
    began(small)
    small.open_welcome()
    report_flare(small.clinic, PATIENT, ANA, True)
    until = day(small.clinic, PATIENT, ANA, "en").until
    small.later((until - day(small.clinic, PATIENT, ANA, "en").on).days)
    page = Page(small).open()
    assert "A light week" in page.text
    assert "Today is its last day." in page.text
    assert "It lasts until" not in page.text


def test_a_wait_that_is_over_is_decided_anew_on_the_next_day_of_the_same_session(small):
    began(small)
    open_module(small.clinic, PATIENT, ANA, ModuleId("welcome"), "full")
    for step in small.program.modules[ModuleId("welcome")].required:
        skip_step(small.clinic, PATIENT, ANA, ModuleId("welcome"), step.id)
    small.later(6.5)
    page = Page(small).open()
    assert "Your next step opens tomorrow." in page.text
    small.later(0.25)
    page.app.run()
    page.press("next-without")
    assert "Understanding pain and mood" in page.text
    assert page.buttons["next-go-on"] == "Begin"


def test_a_path_on_hold_shows_the_therapists_words(small):
    began(small)
    said = "I would like to hear how you are first."
    directing.direct(small.clinic, THERAPIST, ANA, "hold", "a talk first", to_patient=said)
    page = Page(small).open()
    assert "Your therapist would like to talk with you first" in page.text
    assert said in page.text


def test_on_hold_what_was_begun_goes_on(small):
    began(small)
    small.open_welcome()
    directing.direct(small.clinic, THERAPIST, ANA, "hold", "a talk first")
    page = Page(small).open()
    assert "What you have begun goes on, if you like: Welcome." in page.text
    page.press("next-go-on")
    assert "Step 1 of" in page.text


def test_a_pinned_module_comes_with_the_therapists_kind_sentence(small):
    began(small)
    said = "Let us look at your nights first."
    module = ModuleId("sleep-1")
    directing.direct(small.clinic, THERAPIST, ANA, "pin", "sleep", module, to_patient=said)
    page = Page(small).open()
    assert "Sleep and your body clock" in page.text
    assert f"From your therapist: {said}" in page.text
    page.press("next-go-on")
    assert "Step 1 of" in page.text


def test_the_end_of_the_path_is_said_and_everything_stays_open(small):
    began(small)
    small.finish_modules(*small.program.plan.core)
    small.visit()
    at_ease(small)
    page = Page(small).open()
    assert "You have come to the end of the path" in page.text
    assert "Your booster comes on " in page.text


def test_not_today_sets_a_day_that_can_be_changed_and_taken_back(small):
    began(small)
    page = Page(small).open().press("next-not-today")
    assert "See you tomorrow" in page.text
    assert small.clinic.record(ANA).not_today is not None
    page.press("next-in-3")
    assert "See you on Thursday" in page.text
    page.press("next-now")
    assert page.buttons["next-go-on"] == "Begin"


def test_a_check_in_that_is_due_is_the_one_next_step_and_can_be_passed_by(small):
    began(small)
    small.finish_modules("welcome")
    page = Page(small).open()
    assert "A short check-in" in page.text
    assert page.buttons["next-without"] == "Go on without it"
    assert "After this comes" not in page.text
    page.press("next-without")
    passed_by = page.app.query_params["without"]
    assert "Understanding pain and mood" in page.text
    assert "After this comes: Finding your pace." in page.text
    page.press("next-go-on").open()
    assert "Understanding pain and mood" in page.text  # it stays passed by for the day
    assert page.buttons["check-in-after-all"] == "A short check-in"
    small.later(days=1)
    later = Page(small).open(without=passed_by, now="1")  # the tab of yesterday
    assert later.buttons["next-check-in"] == "Begin"
    assert "check-in-after-all" not in later.buttons


@pytest.mark.parametrize(
    ("watched", "words"),
    [(False, "Nobody reads your answers here day and night."), (True, "but not at every hour")],
)
def test_today_says_plainly_who_reads_answers_and_when(small, watched, words):
    began(small)
    small.clinic.settings = replace(Settings(), watched=watched)
    assert words in Page(small).open().text


def test_pressing_go_on_twice_opens_the_module_once(small):
    began(small)
    page = Page(small).open()
    page.press("next-go-on")
    page.open().press("next-go-on")
    opened = [e for e in small.events() if e.fact.fact == "module_opened"]
    assert len(opened) == 1


def test_the_short_version_is_shown_and_counts_as_such(small):
    began(small)
    page = Page(small).open().press("next-short")
    assert "Full text" in page.text
    page.press("on-w-pain-is-real")
    read = [e.fact for e in small.events() if e.fact.fact == "lesson_read"]
    assert [fact.variant for fact in read] == ["light"]


def test_a_short_version_is_offered_where_there_is_something_to_read(small):
    began(small)
    Page(small).open().press("next-go-on")
    assert "next-short" in Page(small).open().buttons
    welcome = small.program.modules[ModuleId("welcome")]
    lessons = [step for step in welcome.steps if step.step == "lesson"]
    for step in (*lessons, *(step for step in welcome.required if step.part == 1)):
        skip_step(small.clinic, PATIENT, ANA, welcome.id, step.id)
    page = Page(small).open()
    assert page.buttons["next-go-on"] == "Go on"
    assert "next-short" not in page.buttons
    report_flare(small.clinic, PATIENT, ANA, True)
    assert Page(small).open().buttons["next-go-on"] == "Go on"


def test_a_part_ends_with_a_stone_and_leave_to_stop(small):
    began(small)
    page = Page(small).open().press("next-go-on").press("on-w-pain-is-real")
    assert page.title == "A slow breath"
    page.press("out-w-slow-breathing")
    assert page.title == "That is done. It counts."
    assert "You can stop here. Your place is kept." in page.text
    first = "1 stone so far. The next one is about how pain and mood pull on each other."
    assert first in page.text
    assert first in Page(small).open("progress").text
    page.press("part-on")
    assert page.title == "How things are now"


def test_a_finished_module_says_what_comes_next(small):
    began(small)
    open_module(small.clinic, PATIENT, ANA, ModuleId("welcome"), "full")
    *before, last = small.program.modules[ModuleId("welcome")].required
    for step in before:
        skip_step(small.clinic, PATIENT, ANA, ModuleId("welcome"), step.id)
    page = Page(small).open("module", m="welcome", s=last.id)
    page.press(f"out-{last.id}")
    assert "Welcome is complete. You have placed a stone." in page.text
    assert page.buttons["part-today"] == "Back to Today"
    assert "A few days between steps give you time to try things out." in page.text
    assert "Your next step opens on Monday 12 January." in page.text
    assert "Why this next?" not in page.text  # nothing is named that comes next


def test_what_a_module_has_beyond_its_last_part_is_offered_at_its_end(small):
    began(small)
    small.finish_modules("welcome")
    small.check_in("work", 2)
    module = ModuleId("understanding-pain-and-mood")
    assert "Part 1 of 3." in Page(small).open().text
    open_module(small.clinic, PATIENT, ANA, module, "full")
    *before, last = small.program.modules[module].required
    for step in before:
        skip_step(small.clinic, PATIENT, ANA, module, step.id)
    page = Page(small).open("module", m=module, s=last.id).press(f"out-{last.id}")
    assert "Understanding pain and mood is complete." in page.text
    assert "A little more, if you like: Why pain and mood go together" in page.text
    assert f"/module?m={module}&amp;s=u-pain-and-mood" in page.text


def test_a_module_goes_on_where_it_was_left(small):
    began(small)
    Page(small).open().press("next-go-on").press("on-w-pain-is-real")
    page = Page(small).open().press("next-go-on")
    assert page.title == "A slow breath"


def test_a_module_that_is_not_open_has_a_kind_way_back(small):
    began(small)
    page = Page(small).open("module", m="sleep-1")
    assert page.title == "This is not open now"
    assert "Sleep and your body clock" in page.text
    assert "May be offered once “" in page.text
    assert "Go to Today" in page.text


def test_a_module_that_was_not_begun_is_not_called_closed(small):
    consent(small.clinic, PATIENT, ANA)
    save_check_in(small.clinic, PATIENT, ANA, INTAKE_PLACE, "k0", small.calm_intake())
    page = Page(small).open("module", m="welcome", s="w-my-goal")
    assert page.title == "You have not begun this yet"
    assert "Open to you now." in page.text


@pytest.mark.parametrize("place", [{}, {"m": "no-such-thing"}, {"m": "../x", "s": "?"}])
def test_an_address_that_leads_nowhere_is_no_error(small, place):
    began(small)
    assert Page(small).open("module", **place).title == "This is not open now"


def test_a_check_in_begins_with_a_small_line_of_how_it_has_gone(small):
    began(small)
    small.finish_modules("welcome")
    page = Page(small).open("check_in")
    assert page.title == "A short check-in"
    assert "How much pain has got in your way" in page.text


def test_a_check_in_says_when_the_week_began_that_it_asks_about(small):
    began(small)
    small.finish_modules("welcome")
    assert "“The past week” is the time since Monday 5 January." in (
        Page(small).open("check_in").text
    )


def test_without_a_check_in_due_the_page_says_so(small):
    began(small)
    assert Page(small).open("check_in").title == "Nothing to answer right now"


def test_answers_that_come_twice_call_for_help_twice(small):
    consent(small.clinic, PATIENT, ANA)
    answers = {**small.calm_intake(), "intake__ending_life": "1", "safety__acting_now": "1"}
    first, again = (
        save_check_in(small.clinic, PATIENT, ANA, INTAKE_PLACE, "intake-1", answers)
        for _ in range(2)
    )
    assert first == again
    assert help_for(first, answers)[0] == "now"


def test_help_still_stands_when_the_page_is_loaded_anew(small):
    began(small)
    small.finish_modules("welcome")
    small.check_in("sleep", 2)
    assert "Please call now" not in Page(small).open("check_in").text
    danger = SignalRaised(
        signal=SignalId("danger-k1"), kind="danger", level="risk", reason="In danger."
    )
    turn = small.clinic.turn(ANA, PATIENT)
    turn.add(danger)
    small.clinic.keep(turn)
    assert "Please call now" in Page(small).open("check_in").text
    small.later(days=0.5)
    assert "Please call now" in Page(small).open("check_in").text
    directing.handle(small.clinic, THERAPIST, ANA, danger.signal, "We have talked.")
    assert "Please call now" not in Page(small).open("check_in").text


def test_help_still_stands_over_the_contacts_when_they_are_loaded_anew(small):
    arrive(small.clinic, PATIENT, ANA)
    consent(small.clinic, PATIENT, ANA)
    answers = {**small.calm_intake(), "intake__ending_life": "1", "safety__acting_now": "1"}
    save_check_in(small.clinic, PATIENT, ANA, INTAKE_PLACE, "intake-1", answers)
    assert "Please call now" in Page(small).open("begin").text


@pytest.mark.parametrize("question", ["acting_now", "plan_or_means", "safe", "increased"])
def test_help_is_as_urgent_after_saving_as_while_answering(small, question):
    consent(small.clinic, PATIENT, ANA)
    calm = {"acting_now": "0", "plan_or_means": "0", "safe": "1", "increased": "0"}
    asked = {f"safety__{item}": code for item, code in {**calm, question: None}.items()}
    answers = {**small.calm_intake(), "intake__ending_life": "1", **asked}
    found = save_check_in(small.clinic, PATIENT, ANA, INTAKE_PLACE, "intake-1", answers)
    assert help_for(found, answers)[0] == ("crisis" if question == "increased" else "now")


@pytest.mark.parametrize("kind", ["now", "crisis", "hint", "red_flags", "heavy_mood"])
def test_every_help_says_that_nobody_is_watching(small, monkeypatch, kind):
    monkeypatch.setattr("program.ui.session.clinic", lambda: small.clinic)
    assert "Nobody reads your answers here day and night." in help_html("en", kind)


def test_answers_kept_in_a_module_have_their_thanks_and_the_help_they_call_for(small):
    began(small)
    small.finish_modules("welcome")
    page, place = Page(small).open(), "w-first-check-in"
    page.app.session_state[f"{_GIVEN}{place}"] = Given(help=("crisis",))
    page.open("module", m="welcome", s=place)
    assert "Your answers are kept. Thank you." in page.text
    assert "You do not have to carry this alone" in page.text


def test_a_module_that_was_opened_and_not_worked_on_goes_on_rather_than_begins(small):
    began(small)
    Page(small).open().press("next-go-on")
    small.later(days=1)
    page = Page(small).open()
    assert "You have begun this." in page.text
    assert page.buttons["next-go-on"] == "Go on"


def test_questions_that_were_left_out_can_still_be_answered(small):
    began(small)
    Page(small).open().press("next-go-on")
    skip_step(small.clinic, PATIENT, ANA, ModuleId("welcome"), StepId("w-first-check-in"))
    page = Page(small).open("module", m="welcome", s="w-first-check-in")
    assert "Your answers are kept. Thank you." not in page.text
    assert page.buttons["out-w-first-check-in"] == "Leave this out"


def test_questions_left_out_give_way_to_a_later_check_in_and_the_page_says_so(small):
    began(small)
    Page(small).open().press("next-go-on")
    for step in small.program.modules[ModuleId("welcome")].required:
        skip_step(small.clinic, PATIENT, ANA, ModuleId("welcome"), step.id)
    small.later(days=7)
    small.check_in("sleep", 4)
    page = Page(small).open("module", m="welcome", s="w-first-check-in")
    assert "You have told us how you are since then." in page.text
    assert "Your answers are kept" not in page.text
    assert set(page.buttons) == {"on-w-first-check-in"}
    assert not page.press("on-w-first-check-in").app.exception


def test_the_number_of_a_check_in_grows_with_each_that_is_saved(small):
    began(small)
    small.finish_modules("welcome")
    asked = questions(small.clinic, PATIENT, ANA, DUE_PLACE, "en")
    assert asked.key == "due-2"
    assert asked.so_far is not None


def test_a_check_in_that_was_begun_goes_on_and_after_a_week_begins_anew(small, caplog):
    began(small)
    small.finish_modules("welcome")
    page = Page(small).open()
    assert page.buttons["next-check-in"] == "Begin"
    small.draft("due", "due-1", {"peg__pain": 4})
    assert Page(small).open().buttons["next-check-in"] == "Begin"  # it was of the one before
    small.draft("due", "due-2", {"peg__pain": 4})
    small.later(days=6)
    assert Page(small).open().buttons["next-check-in"] == "Go on"
    assert sending(small.clinic, PATIENT, ANA, DUE_PLACE) == ("due-2", True)
    small.later(days=1)
    assert Page(small).open().buttons["next-check-in"] == "Begin"
    key, _ = sending(small.clinic, PATIENT, ANA, DUE_PLACE)
    assert key != "due-2"
    small.draft("due", key, {"peg__pain": 5})
    small.later(days=1)
    assert sending(small.clinic, PATIENT, ANA, DUE_PLACE) == (key, True)
    with broken(small.stores.drafts, "read", Unavailable("due.json is torn")):
        assert Page(small).open().buttons["next-check-in"] == "Begin"
    assert "without what they had begun to write: due.json is torn" in caplog.text
    assert "could not be kept" not in caplog.text  # nothing was to be kept


def test_the_browser_knows_no_hint_that_the_server_does_not():
    assert all(hints_at_risk(f"I think I {hint}e") or hints_at_risk(hint) for hint in HINTS)


def failing(problem: Exception):
    def fail(*_args, **_more):
        raise problem

    return fail


@contextmanager
def broken(store, name: str, problem: Exception):
    """A port that answers every call of one method with trouble."""
    whole = getattr(store, name)
    setattr(store, name, failing(problem))
    try:
        yield
    finally:
        setattr(store, name, whole)


def test_where_nothing_can_be_kept_today_says_so_and_can_still_be_read(small, caplog):
    began(small)
    small.later(1)
    with broken(small.stores.events, "append", Unavailable("disk full")):
        page = Page(small).open()
        assert "We cannot save anything right now." in page.text
        assert "Welcome" in page.text
        page.press("next-not-today")
        assert "We could not save that just now." in page.text
    assert "the disk has room" in caplog.text
    assert not page.app.exception


def test_a_damaged_record_is_said_plainly(small, caplog):
    began(small)
    with broken(small.stores.events, "read", Damaged("ana", 7, "torn")):
        page = Page(small).open()
    assert page.title == "We cannot open your record right now"
    assert "Please tell your therapist" in page.text
    assert "program replay" in caplog.text
    assert not page.app.exception


def test_days_are_said_as_people_say_them():
    on = MONDAY.date()
    said = [day_in_words("en", on.replace(day=5 + n), on) for n in (1, 3, 9)]
    assert said == ["tomorrow", "Thursday", "Wednesday 14 January"]


def test_a_flare_that_was_reported_twice_is_one_flare(small):
    began(small)
    for _ in range(2):
        report_flare(small.clinic, PATIENT, ANA, True)
    assert sum(e.fact.fact == "flare_reported" for e in small.events()) == 1


def test_a_saved_exercise_shows_its_sentence_and_picture(small):
    began(small)
    open_module(small.clinic, PATIENT, ANA, ModuleId("welcome"), "full")
    answers = {"goal": "Cook on Sundays", "rating": 3}
    step = StepId("w-my-goal")
    save_exercise(small.clinic, PATIENT, ANA, ModuleId("welcome"), step, "k-1", answers)
    page = Page(small).open("module", m="welcome", s=step)
    assert "You rated your goal 3 of 10." in page.text
    assert "<svg" in page.text
    assert page.buttons[f"again-{step}-1"] == "Add another"
    page.press(f"on-{step}")
    assert page.title == "To take with you"


def test_who_changes_what_is_kept_may_leave_it_as_it_is_and_not_leave_it_out(small):
    began(small)
    Page(small).open().press("next-go-on").press("on-w-pain-is-real")
    read = Page(small).open("module", m="welcome", s="w-pain-is-real")
    assert set(read.buttons) == {"on-w-pain-is-real"}
    step = StepId("w-my-goal")
    answers = {"goal": "Cook on Sundays", "rating": 3}
    save_exercise(small.clinic, PATIENT, ANA, ModuleId("welcome"), step, "k-1", answers)
    page = Page(small).open("module", m="welcome", s=step).press(f"again-{step}-1")
    assert f"out-{step}" not in page.buttons
    facts = len(small.events())
    page.press(f"kept-{step}")
    assert "You rated your goal 3 of 10." in page.text
    assert page.buttons[f"on-{step}"] == "Go on"
    assert len(small.events()) == facts
