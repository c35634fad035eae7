"""What staff are promised: who needs them and why, changing a path, only their own people."""

import io
import re
import threading
import zipfile
from datetime import timedelta
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from program import safety
from program.access import Refused
from program.adapt.raised import signal
from program.events import Enrolled, InstrumentAnswered, ProgramFinished
from program.export.study_tables import FIGURES, study_csv
from program.ids import AccountId
from program.service import accounts, care, day, directing, looking_after, path
from program.service.answered import from_answers
from program.service.bundles import NoBundle, bundles, make_bundle, take_bundle
from program.service.clinic import Signed
from program.service.contacts import contacts_of
from program.service.making import begin_bundle, latest_making
from program.service.migrating import migrate
from program.service.path import open_module
from program.service.publish import publish
from program.service.restricting import close_restriction, open_restriction
from program.service.restriction import EXCLUSIONS
from program.service.round import make_round
from program.service.running import open_clinic, set_clinic, set_source
from program.service.study import study
from program.ui.pages import PAGES
from program.ui.parts import assigning
from program.ui.parts.person_facts import modules_done
from program.ui.parts.reading import reading
from program.ui.parts.trace import trace
from tests.make import make_impossible
from tests.staff_clinic import START, StaffClinic, content

MAIN = Path(__file__).parents[1] / "program" / "ui" / "main.py"
TIMEOUT = 20
RHEA = Signed(AccountId("rhea"), "researcher", None, "s-rhea")


def scales(pain: int, mood: int) -> dict[str, object]:
    items = ("interest", "down", "sleep", "tired", "appetite", "failure", "concentration",
             "moving")  # fmt: skip
    return {
        **dict.fromkeys(("peg__pain", "peg__enjoyment", "peg__activity"), pain),
        **{f"phq8__{item}": str(mood) for item in items},
        "credibility__sense": 8,
    }


@pytest.fixture
def here():
    clinic = StaffClinic()
    set_clinic(clinic.clinic)
    yield clinic
    set_source(None)


@pytest.fixture
def study_of_six(tmp_path):
    clinic = StaffClinic(store=f"tinydb:{tmp_path}", mode="simulated")
    set_clinic(clinic.clinic)
    clinic.staff("rhea", "researcher", "Rhea")
    for n in range(6):
        who = clinic.person(f"n{n}", f"Number {n}")
        clinic.live(who, range(0, 4 + 4 * n, 2), scales(4, 0), seed=n)
    clinic.at(28)
    yield clinic
    set_source(None)


def opened(here: StaffClinic, account: str, file: str = "", **query: str) -> AppTest:
    """A page as this account sees it, run once."""
    app = AppTest.from_file(MAIN, default_timeout=TIMEOUT)
    app.user = {"sid": here.enter(account), "is_logged_in": True}
    for name, value in query.items():
        app.query_params[name] = value
    if file:
        app.switch_page(file)
    return app.run()


def seen(app: AppTest) -> str:
    """All words of a page, as they are read."""
    assert not app.exception, app.exception
    parts = [e.value for kind in ("title", "markdown", "error") for e in app.get(kind)]
    text = re.sub(r"<[^>]+>", " ", " ".join(parts))
    return re.sub(r"\s+", " ", text.replace("&#x27;", "'").replace("&lt;", "<"))


def marked(app: AppTest) -> list[str]:
    """The groups of the list that are marked as shown."""
    (groups,) = (m.value for m in app.markdown if "cairn-segments" in m.value)
    return re.findall(r'aria-current="true">([^<]+) <', groups)


def followed(app: AppTest, label: str) -> None:
    """Go where a link of the page leads on the page itself."""
    (address,) = (
        found[1]
        for m in app.markdown
        if (found := re.search(rf'href="/\?([^"]+)"[^>]*>{label}', m.value))
    )
    app.query_params.clear()
    for name, value in parse_qsl(unescape(address)):
        app.query_params[name] = value
    app.run()


def press(app: AppTest, label: str) -> AppTest:
    return next(b for b in app.button if b.label == label).click().run()


def write(app: AppTest, label: str, words: str) -> None:
    next(area for area in app.text_area if area.label == label).set_value(words)


# the list


def test_an_empty_list_says_how_people_come_to_stand_here(here):
    words = seen(opened(here, "tess"))
    assert "python -m program user add --role patient --therapist tess" in words


def test_everyone_stands_in_one_group_with_the_whole_reason(here):
    here.person("omar", "Omar Haddad", assign=False)
    joy, ben = here.person("joy", "Joy Lind"), here.person("ben", "Ben Okafor")
    here.live(joy, range(0, 20, 3), scales(4, 0))
    here.live(ben, range(0, 4, 3), scales(4, 0))
    here.at(20)
    words = seen(opened(here, "tess"))
    assert "Needs you (1) Waiting (1) On track (1) All (3)" in words
    assert "Red Ben Okafor No visit for 17 days." in words
    assert "Joy Lind" not in words
    words = seen(opened(here, "tess", show="waiting"))
    assert "New Omar Haddad No program yet. Assign one to begin." in words
    assert "On track Joy Lind Nothing waits." in seen(opened(here, "tess", show="track"))


def test_nobody_is_called_on_track_in_a_silence_that_was_noted(here):
    ben = here.person("ben", "Ben Okafor")
    here.live(ben, range(0, 4, 3), scales(4, 0))
    here.at(17)
    (line,) = care.caseload(here.clinic, here.therapist)
    directing.handle(
        here.clinic, here.therapist, ben, line.reasons[0].signal, "called, is well"
    )
    here.at(25)
    (line,) = care.caseload(here.clinic, here.therapist)
    assert (line.reasons, line.level, line.standing) == ((), None, "info")
    words = seen(opened(here, "tess", show="waiting"))
    assert "Needs you (0) Waiting (1) On track (0)" in words
    assert "To know Ben Okafor No visit for 22 days; that has been noted." in words
    words = seen(opened(here, "tess", "therapist/person.py", p=ben))
    assert "To know No visit for 22 days; that has been noted." in words
    assert "On track" not in words
    here.live(ben, [26], scales(4, 0))
    assert "On track Ben Okafor" in seen(opened(here, "tess", show="track"))


def test_nobody_is_called_on_track_while_the_path_is_on_hold(here):
    ana = here.person("ana", "Ana Ruiz")
    here.live(ana, [0], scales(4, 0))
    directing.direct(here.clinic, here.therapist, ana, "hold", "a talk first")
    here.live(ana, [3], scales(4, 0))
    on_hold = "On hold since 5 Jan 2026: nothing new opens."
    words = seen(opened(here, "tess", show="waiting"))
    assert "Needs you (0) Waiting (1) On track (0)" in words
    assert f"To know Ana Ruiz {on_hold}" in words
    words = seen(opened(here, "tess", "therapist/person.py", p=ana))
    assert f"To know {on_hold}" in words
    assert "On track" not in words
    directing.direct(here.clinic, here.therapist, ana, "lift", "we have talked")
    assert "On track Ana Ruiz Nothing waits." in seen(opened(here, "tess", show="track"))


def test_the_list_says_since_when_a_signal_waits_and_by_when_contact_is_wanted(here):
    ana = here.person("ana", "Ana Ruiz")
    here.live(ana, [0.9], {**scales(4, 0), "intake__ending_life": "1"})
    here.at(1)
    words = seen(opened(here, "tess"))
    assert "Since 6 Jan 2026. Make contact by 6 Jan 2026, 14:36, weekends included." in words
    here.at(9)
    words = seen(opened(here, "tess"))
    wanted = (
        "Since 6 Jan 2026. Contact was wanted by 6 Jan 2026, 14:36. Nobody has noted any yet."
    )
    assert wanted in words
    assert wanted in seen(opened(here, "tess", "therapist/person.py", p=ana))
    assert "No visit for 8 days. Since" not in words


def test_whoever_has_no_program_yet_stands_first_of_those_who_wait(here):
    here.person("ana", "Ana Ruiz")
    here.person("omar", "Omar Haddad", on=8, assign=False)
    lines = care.caseload(here.clinic, here.therapist)
    assert [line.standing for line in lines] == ["unassigned", "amber"]


def test_of_those_who_are_as_urgent_whoever_was_away_longest_stands_first(here):
    for login, name, came in (("zoe", "Zoe Hart", 0), ("ben", "Ben Okafor", 2)):
        here.live(here.person(login, name), [came], scales(4, 0))
    here.at(10)
    lines = care.caseload(here.clinic, here.therapist)
    assert [(line.name, line.standing) for line in lines] == [
        ("Zoe Hart", "amber"), ("Ben Okafor", "amber")]  # fmt: skip


def test_a_row_names_the_three_most_urgent_reasons_and_how_many_more_wait(here):
    ana = here.person("ana", "Ana Ruiz")
    turn = here.clinic.turn(ana, here.therapist)
    for area in ("mood", "sleep", "people", "work", "activity"):
        level = "red" if area == "activity" else "amber"
        turn.add(signal("area_high", level, "Rated high: {area}.", (), area, area=area))
    here.clinic.keep(turn)
    words = seen(opened(here, "tess"))
    assert "Ana Ruiz Rated high: getting active." in words
    assert "Rated high: mood." in words
    assert "work and chores" not in words
    assert "and 2 more that wait" in words


def test_the_list_says_week_next_step_and_last_contact(here):
    joy = here.person("joy", "Joy Lind")
    here.live(joy, range(0, 9, 3), scales(4, 0))
    here.at(8)
    words = seen(opened(here, "tess", show="all"))
    (line,) = care.caseload(here.clinic, here.therapist)
    assert f"Week 2 Next {line.next} Last contact 2 days ago" in words


def test_the_days_since_a_contact_are_those_of_the_person_in_the_list_as_on_their_page(here):
    ana = here.person("ana", "Ana Ruiz")
    here.now = START.replace(day=6, hour=2)
    for visit in ("first", "second"):
        by = Signed(AccountId("ana"), "patient", ana, visit)
        path.arrive(here.clinic, by, ana)
        path.set_zone(here.clinic, by, ana, "America/Los_Angeles")  # where it is still the 5th
    assert "Last contact today" in seen(opened(here, "tess", show="all"))
    assert "last contact: today" in seen(opened(here, "tess", "therapist/person.py", p=ana))
    here.now = START.replace(day=6, hour=9)
    assert "Last contact yesterday" in seen(opened(here, "tess", show="all"))


def test_a_name_is_found_whatever_group_it_stands_in(here):
    for login, name in (("joy", "Joy Lind"), ("ben", "Ben Okafor")):
        here.person(login, name, assign=False)
    app = opened(here, "tess", show="track")
    app.text_input[0].set_value("okaf").run()
    words = seen(app)
    assert "Ben Okafor" in words
    assert "Joy Lind" not in words
    assert "With “okaf” in their name: 1 of your 2 people. Clear the search" in words
    assert marked(app) == ["All"]
    app.text_input[0].set_value("zz").run()
    assert "None of your people has “zz” in their name." in seen(app)


@pytest.mark.parametrize("typed", ["muller", "MÜLLER", "mu\u0308ller", "zoë  m", "زينب"])
def test_a_name_is_found_however_its_letters_are_typed(here, typed):
    here.person("zoe", "Zoë Müller زينب", assign=False)
    here.person("joy", "Joy Lind", assign=False)
    app = opened(here, "tess", show="waiting")
    app.text_input[0].set_value(typed).run()
    assert "1 of your 2 people" in seen(app)


@pytest.mark.parametrize("link", ["On track", "Waiting", "Clear the search"])
def test_a_press_on_a_group_clears_the_search_again_and_again(here, link):
    for login, name in (("joy", "Joy Lind"), ("ben", "Ben Okafor")):
        here.person(login, name, assign=False)
    app = opened(here, "tess", show="waiting")
    for _ in range(3):
        app.text_input[0].set_value("okaf").run()
        assert marked(app) == ["All"]
        followed(app, link)
        assert app.text_input[0].value == ""
        assert marked(app) == ["On track" if link == "On track" else "Waiting"]
        assert ("Joy Lind" in seen(app)) is (link != "On track")


def test_an_old_search_hides_nobody_when_a_therapist_comes_back(here):
    ben = here.person("ben", "Ben Okafor", assign=False)
    here.person("joy", "Joy Lind", assign=False)
    app = opened(here, "tess", show="waiting")
    app.text_input[0].set_value("okaf").run()
    app.query_params["p"] = ben
    app.switch_page("therapist/person.py").run()
    app.switch_page("therapist/people.py").run()
    app.query_params["show"] = "waiting"
    assert "Joy Lind" in seen(app.run())


def test_where_nobody_needs_a_therapist_the_list_says_how_many_wait(here):
    here.person("omar", "Omar Haddad", assign=False)
    assert "Nobody needs you right now. 1 person waits." in seen(opened(here, "tess"))
    here.person("ana", "Ana Ruiz", assign=False)
    assert "Nobody needs you right now. 2 people wait." in seen(opened(here, "tess"))


def test_a_row_names_the_program_where_people_follow_more_than_one(here):
    here.person("ana", "Ana Ruiz")
    joy = here.person("joy", "Joy Lind", assign=False)
    assert "Program Pain and mood" not in seen(opened(here, "tess", show="all"))
    directing.assign(here.clinic, here.therapist, joy, "steady-steps")
    words = seen(opened(here, "tess", show="all"))
    assert "Program Pain and mood Week 1" in words
    assert "Program Steady steps Week 1" in words


def test_two_hundred_people_are_one_paged_list_of_links(here):
    for n in range(200):
        here.person(f"n{n}", f"Number {n:03}", assign=False)
    app = opened(here, "tess", show="all")
    lists = [m.value for m in app.markdown if "cairn-people" in m.value]
    assert len(lists) == 1
    assert lists[0].count("cairn-person") == 25
    assert "1 to 25 of 200" in seen(app)
    assert len(app.button) == 0
    assert "176 to 200 of 200" in seen(opened(here, "tess", show="all", page="99999"))


def test_markup_in_a_name_stays_words(here):
    here.person("eve", "<b onclick=x>Eve</b>", assign=False)
    app = opened(here, "tess", show="all")
    assert not any("<b onclick" in m.value for m in app.markdown)


def test_somebody_elses_people_are_not_in_the_list(here):
    here.person("joy", "Joy Lind")
    here.staff("theo", "therapist", "Theo")
    assert "Joy Lind" not in seen(opened(here, "theo"))


def test_whoever_stands_in_sees_all_people_of_a_therapist_and_for_whom(here):
    joy = here.person("joy", "Joy Lind")
    theo = here.staff("theo", "therapist", "Theo")
    looking_after.cover(here.clinic, accounts.OPERATOR, "tess", "theo")
    ben = accounts.add_account(
        here.clinic, accounts.OPERATOR, login="ben", name="Ben Okafor", role="patient",
        password="long enough words", therapist="tess",
    )  # fmt: skip
    words = seen(opened(here, "theo", show="all"))
    assert words.count("In place of Dr Tess Lane") == 2
    for who in (joy, ben.participant):
        page = seen(opened(here, "theo", "therapist/person.py", p=who))
        assert "in place of Dr Tess Lane" in page
    assert "In place of" not in seen(opened(here, "tess", show="all"))
    assert "in place of" not in seen(opened(here, "tess", "therapist/person.py", p=joy))
    looking_after.cover(here.clinic, accounts.OPERATOR, "tess", None)
    assert care.caseload(here.clinic, theo) == ()
    with pytest.raises(Refused):
        care.person(here.clinic, theo, joy)


def test_a_closed_account_is_told_beside_the_silence_that_comes_of_it(here):
    ana = here.person("ana", "Ana Ruiz")
    here.at(15)
    closed = "Their account is closed, so they cannot sign in."
    assert closed not in seen(opened(here, "tess"))
    accounts.close_account(here.clinic, accounts.OPERATOR, "ana")
    assert f"Ana Ruiz {closed} The operator can open it again. No visit for 15 days." in seen(
        opened(here, "tess")
    )
    assert closed in seen(opened(here, "tess", "therapist/person.py", p=ana))


def test_two_people_of_one_name_are_told_apart_by_what_they_sign_in_with(here):
    ana, _ = here.person("ana", "Ana Ruiz"), here.person("ana-2", "ana  ruiz")
    here.person("joy", "Joy Lind")
    names = [line.name for line in care.caseload(here.clinic, here.therapist)]
    assert names == ["Ana Ruiz (ana)", "Joy Lind", "ana  ruiz (ana-2)"]
    assert "Ana Ruiz (ana) Week 1" in seen(opened(here, "tess", "therapist/person.py", p=ana))
    assert contacts_of(here.clinic, here.therapist, ana).name == "Ana Ruiz (ana)"


def test_the_list_tells_how_far_it_is_of_own_and_covered_people_alone(here):
    theo = here.staff("theo", "therapist", "Theo")
    here.person("joy", "Joy Lind")
    here.person("ana", "Ana Ruiz")
    mine = here.account("joy").model_copy(update={"therapist": "theo"})
    here.clinic.stores.accounts.put(mine)
    far = []
    assert len(care.caseload(here.clinic, here.therapist, lambda *one: far.append(one))) == 1
    assert far == [(0, 1)]
    looking_after.cover(here.clinic, accounts.OPERATOR, "tess", "theo")
    assert len(care.caseload(here.clinic, theo, lambda *one: far.append(one))) == 2
    assert far[1:] == [(0, 2), (1, 2)]


def test_a_reading_shows_how_far_it_is_once_it_takes_longer_than_a_moment(monkeypatch):
    drawn, now = [], [100.0]

    class Bar:
        def progress(self, share, words):
            drawn.append((share, words.split(" It ")[0]))

        def empty(self):
            drawn.append("gone")

    monkeypatch.setattr("program.ui.parts.reading.st.empty", Bar)
    monkeypatch.setattr("program.ui.parts.reading.monotonic", lambda: now[0])
    with reading("en") as told:
        for done in range(8):
            told(done, 8)
            now[0] += 0.2
    bars = [(done / 8, f"Reading the histories: {done} of 8.") for done in (3, 5, 7)]
    assert drawn == [*bars, "gone"]


def test_nobody_is_listed_whose_page_is_refused(here):
    here.staff("theo", "therapist", "Theo")
    here.person("joy", "Joy Lind")
    left = here.account("joy").model_copy(update={"therapist": None, "covered_by": "theo"})
    here.clinic.stores.accounts.put(left)
    assert care.caseload(here.clinic, Signed(AccountId("theo"), "therapist")) == ()


# one person


def test_the_reason_on_screen_is_the_stored_decisions(here):
    ana = here.person("ana", "Ana Ruiz")
    here.live(ana, range(0, 16, 2), scales(4, 0))
    app = opened(here, "tess", "therapist/person.py", p=ana)
    words = seen(app)
    shown = care.person(here.clinic, here.therapist, ana)
    latest = shown.record.latest
    assert latest is not None
    assert shown.decisions[0].decision == latest.decision
    assert shown.decisions[0].headline in words
    assert shown.decisions[0].why in words
    for rule in latest.decision.trace:
        assert rule.rule in words


def test_unknown_is_shown_as_unknown(here):
    ana = here.person("ana", "Ana Ruiz")
    words = seen(opened(here, "tess", "therapist/person.py", p=ana))
    assert "PEG (pain), change since the start: not known (asks for 2 or more)" in words
    assert "not known" in words


def folded(app: AppTest, summary: str) -> str:
    """What is folded behind a line, with its tag."""
    return next(m.value for m in app.markdown if f"<summary>{summary}</summary>" in m.value)


def rows(markup: str) -> list[str]:
    """The rows of tables, each as it is read on a desk."""
    plain = re.sub(r'<span class="cairn-label".*?</span>', "", markup)
    return [
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip()
        for row in re.findall(r"<tr>(.*?)</tr>", plain)
    ]


def test_a_caution_stands_beside_the_answers_it_rests_on(here):
    ana, joy = here.person("ana", "Ana Ruiz"), here.person("joy", "Joy Lind")
    said = {"intake__mania": "1", "intake__flashbacks": None, "intake__crash": "1"}
    here.live(ana, [0], {**scales(4, 0), **said})
    here.live(joy, [0], scales(4, 0))
    part = folded(opened(here, "tess", "therapist/person.py", p=ana), "What they answered")
    assert '<details class="cairn-more" open>' in part
    found = rows(part)
    assert any(
        "with little need for sleep" in r and r.endswith("Yes 5 Jan 2026") for r in found
    )
    assert any("No 5 Jan 2026" in r for r in found if "seen things" in r)
    assert any("would rather not say 5 Jan 2026" in r for r in found if "terrible" in r)
    assert not any("feel safe" in r for r in found)  # not asked
    part = folded(opened(here, "tess", "therapist/person.py", p=joy), "What they answered")
    assert '<details class="cairn-more">' in part


def test_every_answer_on_safety_is_shown_latest_first_in_the_words_of_the_question(here):
    ana = here.person("ana", "Ana Ruiz")
    turn = here.clinic.turn(ana, Signed(AccountId("ana"), "patient", ana, "s-ana"))
    for safe in ("0", None):
        asked = {"acting_now": "0", "plan_or_means": "1", "safe": safe}
        turn.add(
            InstrumentAnswered(instrument="safety", occasion="weekly", items=asked, scorer="1")
        )
    here.clinic.keep(turn)
    asked = care.person(here.clinic, here.therapist, ana).answered.questions
    assert [one.words for one in asked] == [
        "Are you about to act on thoughts of ending your life or hurting yourself?",
        "Have you planned how you would do it, or do you have what you would need for it close "
        "by?",
        "Do you feel safe enough for now?",
    ]
    assert [said for _, said in asked[2].answers] == [None, "No, I do not feel safe"]


@pytest.mark.parametrize(
    "finding", [f for f in vars(safety).values() if isinstance(f, safety.Finding)]
)
def test_whatever_answers_signal_the_answers_are_open_beside_it(finding):
    for raised in safety.raise_signals((finding,), {}, "t", START):
        assert from_answers(raised)


def test_every_scale_stands_with_its_day_the_one_before_the_first_and_its_range(here):
    ana = here.person("ana", "Ana Ruiz")
    few = {**scales(4, 1), "phq8__moving": None, "peg__pain": 7, "energy__energy": 3}
    here.live(ana, range(0, 18, 2), few)
    found = rows(
        folded(opened(here, "tess", "therapist/person.py", p=ana), "What they answered")
    )
    assert "Scale Latest The time before At the start" in found
    assert "Energy 0 to 10 3 15 Jan 2026 3 7 Jan 2026 3 7 Jan 2026" in found
    assert "PEG (pain) 0 to 10 5 15 Jan 2026 5 7 Jan 2026 5 7 Jan 2026" in found
    only = "about 8 (1 item missing) 7 Jan 2026"
    assert f"PHQ-8 (mood) 0 to 24 {only} – {only}" in found
    record = here.clinic.record(ana)
    shown = {one.scale for one in care.person(here.clinic, here.therapist, ana).answered.scales}
    assert shown == {scale for scale in record.scales if record.values(scale)}


def test_how_a_decision_came_about_begins_with_the_smallest_change_and_what_said_yes(here):
    ana = here.person("ana", "Ana Ruiz")
    here.live(ana, range(0, 16, 2), scales(4, 0))
    (latest, *_) = care.person(here.clinic, here.therapist, ana).decisions
    shown = trace(latest.decision, latest.program, "en")
    answers = [one.answer for one in latest.decision.trace]
    no, unknown = answers.count("no"), answers.count("unknown")
    rest = f"{no} rules said no, {unknown} not known"
    first = "The smallest change" if latest.decision.nearest else "No other value"
    assert "yes" in answers
    order = [first, "Rules that said yes", rest, "called for something else"]
    places = [shown.index(words) for words in order]
    assert places == sorted(places)
    folds = re.findall(r"<details[^>]*>", shown)
    assert len(folds) == 4
    assert not any("open" in fold for fold in folds)
    open_part = shown[: shown.index(rest)]
    assert all(
        (one.rule in open_part) == (one.answer == "yes") for one in latest.decision.trace
    )


def test_a_persons_page_leads_back_to_the_group_and_page_one_came_from(here):
    for n in range(30):
        here.person(f"n{n}", f"Number {n:03}", assign=n < 29)
    app = opened(here, "tess", show="all", page="2")
    listed = next(m.value for m in app.markdown if "cairn-people" in m.value)
    assert "p=p-n28&amp;show=all&amp;list=2" in listed
    query = {"p": "p-n28", "show": "all", "list": "2"}
    app = opened(here, "tess", "therapist/person.py", **query)
    assert any('href="/?show=all&amp;page=2"' in m.value for m in app.markdown)
    app = opened(here, "tess", "therapist/person.py", p="p-n28")
    assert any('class="cairn-back" href="/" ' in m.value for m in app.markdown)


def test_other_pages_of_decisions_land_on_the_list_of_them(here):
    ana = here.person("ana", "Ana Ruiz")
    here.live(ana, range(0, 40, 2), scales(4, 0))
    query = {"p": ana, "show": "all", "list": "1"}
    app = opened(here, "tess", "therapist/person.py", **query)
    assert any(
        'href="/person?p=p-ana&amp;show=all&amp;list=1&amp;page=2#decisions"' in m.value
        for m in app.markdown
    )
    assert any('<h2 data-at="decisions">' in m.value for m in app.markdown)


def test_a_pinned_module_reaches_the_patient_with_the_kind_sentence(here):
    ana = here.person("ana", "Ana Ruiz")
    here.live(ana, range(0, 4, 2), scales(4, 0))
    app = opened(here, "tess", "therapist/person.py", p=ana)
    write(app, "Reason, for the record", "asked for it on the phone")
    next(s for s in app.selectbox if s.label == "Module").set_value("sleep-1")
    write(app, "What Ana Ruiz reads", "Nights first. You asked for this.")
    app = press(app, "Pin this module")
    words = seen(app)
    assert "Pinned. It comes next" in words
    assert "Pinned: Sleep and your body clock. Reason: asked for it on the phone" in words
    patient = Signed("ana", "patient", ana, "s-later")
    today = day.day(here.clinic, patient, ana, "en")
    assert today.next is not None
    assert today.next.module == "sleep-1"
    assert today.from_therapist == "Nights first. You asked for this."


def test_a_directive_without_a_reason_is_asked_for_it_and_keeps_what_was_written(here):
    ana = here.person("ana", "Ana Ruiz")
    app = opened(here, "tess", "therapist/person.py", p=ana)
    write(app, "What Ana Ruiz reads", "A kind word.")
    app = press(app, "Pin this module")
    assert "Write the reason first" in seen(app)
    assert here.clinic.record(ana).pinned is None
    assert any(area.value == "A kind word." for area in app.text_area)


def test_a_path_can_be_held_and_lifted(here):
    ana = here.person("ana", "Ana Ruiz")
    app = opened(here, "tess", "therapist/person.py", p=ana)
    next(a for a in app.text_area if "hold" in a.form_id).set_value("a talk first")
    app = press(app, "Hold the path")
    assert "The path is on hold. Reason: a talk first" in seen(app)
    assert "A talk with the therapist first" in seen(app)
    assert "your therapist" not in seen(opened(here, "tess", show="all"))
    next(a for a in app.text_area if "lift" in a.form_id).set_value("we talked")
    app = press(app, "Lift it")
    assert here.clinic.record(ana).held is None
    assert "Lifted. The engine has chosen again." in seen(app)


def test_of_all_that_therapists_did_the_latest_stands_open_and_the_rest_behind_a_line(here):
    ana = here.person("ana", "Ana Ruiz")
    for n in range(4):
        directing.direct(here.clinic, here.therapist, ana, "hold", f"talk {n}")
        directing.direct(here.clinic, here.therapist, ana, "lift", f"talked {n}")
    words = seen(opened(here, "tess", "therapist/person.py", p=ana))
    assert words.index("talked 3") < words.index("talked 1")
    assert words.index("talked 1") < words.index("Earlier ones: 4") < words.index("talk 1")
    assert words.index("talk 1") < words.index("Assigned the program")


def test_a_therapist_agrees_with_what_the_engine_proposes_and_sees_how_often(here):
    ana = here.person("ana", "Ana Ruiz")
    app = opened(here, "tess", "therapist/person.py", p=ana)
    next(a for a in app.text_area if "accept" in a.form_id).set_value("fits her week")
    app = press(app, "I agree")
    words = seen(app)
    assert "Noted. You and the engine agree." in words
    assert "Proposals for Ana Ruiz that you answered: 1. You agreed with 1." in words
    assert "You have answered this proposal." in words
    people = seen(opened(here, "tess", "therapist/people.py"))
    assert "Proposals of the engine that you answered: 1. You agreed with 1." in people


def test_what_a_colleague_answered_is_not_told_as_ones_own(here):
    ana = here.person("ana", "Ana Ruiz")
    theo = here.staff("theo", "therapist", "Theo")
    looking_after.cover(here.clinic, accounts.OPERATOR, "tess", "theo")
    directing.direct(here.clinic, theo, ana, "accept", "")
    words = seen(opened(here, "tess", "therapist/person.py", p=ana))
    assert "A colleague has answered this proposal." in words
    assert "You and the engine agreed" not in words
    words = seen(opened(here, "theo", "therapist/person.py", p=ana))
    assert "Proposals for Ana Ruiz that you answered: 1. You agreed with 1." in words
    assert "You have answered this proposal." in words


def other_tab(here: StaffClinic, who: str, action: str, reason: str, *more: str) -> None:
    directing.direct(here.clinic, here.therapist, who, action, reason, *more)


def test_nobody_agrees_with_a_proposal_they_were_not_shown(here):
    ana = here.person("ana", "Ana Ruiz")
    app = opened(here, "tess", "therapist/person.py", p=ana)
    next(a for a in app.text_area if "accept" in a.form_id).set_value("fits her week")
    here.at(0.1)
    path.arrive(here.clinic, Signed(AccountId("ana"), "patient", ana, "s-new"), ana)
    app = press(app, "I agree")
    assert "The proposal has changed meanwhile; the new one stands above." in seen(app)
    assert here.clinic.record(ana).weighed == ()
    app = press(app, "I agree")
    assert "Noted. You and the engine agree." in seen(app)
    (given, *_) = care.person(here.clinic, here.therapist, ana).given
    assert (given.action, given.reason) == ("accept", "fits her week")
    (weighed,) = here.clinic.record(ana).weighed
    assert weighed.decision == here.clinic.record(ana).latest.event


@pytest.mark.parametrize(
    ("button", "form", "words"),
    [("I agree", "accept", "fits her week"), ("Hold the path", "hold", "a talk first")],
)
def test_words_for_what_cannot_be_done_any_more_stay_and_it_says_so(here, button, form, words):
    ana = here.person("ana", "Ana Ruiz")
    app = opened(here, "tess", "therapist/person.py", p=ana)
    next(a for a in app.text_area if form in a.form_id).set_value(words)
    other_tab(here, ana, "hold", "they called")
    before = here.clinic.stores.events.read(ana)
    app = press(app, button)
    assert "This has changed meanwhile and cannot be done now." in seen(app)
    assert next(a for a in app.text_area if form in a.form_id).value == words
    assert next(b for b in app.button if b.label == button).disabled
    assert here.clinic.stores.events.read(ana) == before


def test_the_engine_proposes_nothing_while_a_therapists_decision_stands(here):
    ana = here.person("ana", "Ana Ruiz")
    other_tab(here, ana, "hold", "a talk first")
    app = opened(here, "tess", "therapist/person.py", p=ana)
    assert "The engine proposes" not in seen(app)
    assert not any(b.label == "I agree" for b in app.button)


def test_what_was_done_is_said_once_and_by_what_stands(here):
    ana = here.person("ana", "Ana Ruiz")
    other_tab(here, ana, "hold", "a talk first")
    app = opened(here, "tess", "therapist/person.py", p=ana)
    next(
        a for a in app.text_area if "pin" in a.form_id and a.label.startswith("Reason")
    ).set_value("asked for it")
    next(s for s in app.selectbox if s.label == "Module").set_value("sleep-1")
    app = press(app, "Pin this module")
    assert "It comes next once the hold is lifted." in seen(app)
    assert "once the hold is lifted" not in seen(app.run())
    assert any(e.label == "Lift the hold" for e in app.expander)
    next(a for a in app.text_area if "lift" in a.form_id).set_value("we talked")
    app = press(app, "Lift it")
    assert "The hold is lifted. What is pinned comes next now." in seen(app)
    assert any(e.label == "Lift the pin" for e in app.expander)
    assert "done" not in app.query_params


def test_a_reason_that_is_too_long_says_by_how_much_and_stays(here):
    ana = here.person("ana", "Ana Ruiz")
    app = opened(here, "tess", "therapist/person.py", p=ana)
    next(
        a for a in app.text_area if "pin" in a.form_id and a.label.startswith("Reason")
    ).set_value("a" * 2001)
    app = press(app, "Pin this module")
    assert "That is 1 letter too many: 2000 can be kept." in seen(app)
    write(app, "What Ana Ruiz reads", "b" * 402)
    app = press(app, "Pin this module")
    assert "That is 2 letters too many: 400 can be kept." in seen(app)
    assert {"a" * 2001, "b" * 402} <= {area.value for area in app.text_area}
    assert here.clinic.record(ana).pinned is None


def test_a_directive_sent_twice_is_given_once(here):
    ana = here.person("ana", "Ana Ruiz")
    for _ in range(2):
        directing.direct(here.clinic, here.therapist, ana, "hold", "a talk first")
    given = care.person(here.clinic, here.therapist, ana).given
    assert [one.action for one in given] == ["hold", "assign"]


def test_sleep_restriction_opens_line_by_line_with_a_reason_and_closes_again(here):
    ana = here.person("ana", "Ana Ruiz")
    here.live(ana, range(0, 4, 2), scales(4, 0))
    app = opened(here, "tess", "therapist/person.py", p=ana)
    app = press(app, "Open sleep restriction")
    assert "Write the reason first" in seen(app)
    for box in app.checkbox[:-1]:
        box.check()
    next(a for a in app.text_area if "restrict" in a.form_id).set_value("long nights in bed")
    app = press(app, "Open sleep restriction")
    assert "Check each line first" in seen(app)
    assert here.clinic.record(ana).restriction is None
    app.checkbox[-1].check()
    words = seen(press(app, "Open sleep restriction"))
    assert "Opened. The next time they plan their time in bed, it is there." in words
    assert "Open since 7 Jan 2026. Reason: long nights in bed" in words
    assert "Opened sleep restriction long nights in bed" in words
    next(a for a in app.text_area if "restrict" in a.form_id).set_value("too sleepy")
    words = seen(press(app, "Close sleep restriction"))
    assert "Closed. From now on, small steps alone are proposed." in words
    assert here.clinic.record(ana).restriction is None
    assert not any(box.value for box in app.checkbox)


def test_sleep_restriction_cannot_be_opened_against_a_persons_own_answers(here):
    ana = here.person("ana", "Ana Ruiz")
    here.live(ana, range(0, 4, 2), {**scales(4, 0), "intake__mania": "1"})
    app = opened(here, "tess", "therapist/person.py", p=ana)
    assert "Closed: their own answers name mania" in seen(app)
    assert not any(button.label == "Open sleep restriction" for button in app.button)


def test_a_signal_waits_until_what_was_done_is_noted(here):
    ben = here.person("ben", "Ben Okafor")
    here.at(10)
    app = opened(here, "tess", "therapist/person.py", p=ben)
    assert "Amber No visit for 10 days." in seen(app)
    app = press(app, "Note it")
    assert "Write what was done." in seen(app)
    write(app, "What was done", "called, comes on Monday")
    app = press(app, "Note it")
    words = seen(app)
    assert "Noted. It is kept with the signal." in words
    assert "Nothing waits for you here." in words
    assert "Saw to: No visit for 10 days. called, comes on Monday" in words


def test_noting_a_signal_sees_to_those_it_stands_for_and_to_no_later_one(here):
    ana = here.person("ana", "Ana Ruiz")
    here.live(ana, range(0, 20, 2), scales(4, 0))
    here.live(ana, range(20, 40, 2), scales(6, 0))
    shown = care.person(here.clinic, here.therapist, ana)
    pain = next(s for s in shown.waiting if s.kind == "pain_up")
    raised = [r for r in shown.signals if r.signal.kind == "pain_up"]
    assert len(raised) > 1
    directing.handle(here.clinic, here.therapist, ana, pain.signal, "talked about it")
    after = care.person(here.clinic, here.therapist, ana)
    assert all(s.kind != "pain_up" for s in after.waiting)


def test_a_note_on_what_somebody_saw_to_meanwhile_stays_and_is_kept_all_the_same(here):
    ben = here.person("ben", "Ben Okafor")
    here.at(10)
    app = opened(here, "tess", "therapist/person.py", p=ben)
    (signal,) = care.person(here.clinic, here.therapist, ben).waiting
    directing.handle(here.clinic, here.therapist, ben, signal.signal, "called")
    write(app, "What was done", "wrote to him as well")
    app = press(app, "Note it")
    assert "somebody has seen to it meanwhile" in seen(app)
    assert app.text_area[0].value == "wrote to him as well"
    assert len(here.clinic.record(ben).signals) == 1
    app = press(app, "Keep the note all the same")
    assert "Noted. It is kept with the signal." in seen(app)
    assert not any(area.label == "What was done" for area in app.text_area)
    given = care.person(here.clinic, here.therapist, ben).given
    assert [(one.signal.kind, one.reason) for one in given if one.action == "handle"] == [
        ("no_visit", "wrote to him as well"),
        ("no_visit", "called"),
    ]


def test_a_note_on_a_silence_that_has_grown_meanwhile_is_kept_with_what_waits_now(here):
    ben = here.person("ben", "Ben Okafor")
    here.at(13.6)  # in the evening
    app = opened(here, "tess", "therapist/person.py", p=ben)
    write(app, "What was done", "wrote to him")
    here.at(13.7)  # past midnight
    app = press(app, "Note it")
    words = seen(app)
    assert "somebody has seen to it meanwhile, or it has changed" in words
    assert here.clinic.record(ben).signals == {}
    app = press(app, "Keep the note all the same")
    after = care.person(here.clinic, here.therapist, ben)
    assert "no_visit" not in {one.kind for one in after.waiting}
    assert [one.reason for one in after.given if one.action == "handle"] == ["wrote to him"]
    assert not any(b.label == "Keep the note all the same" for b in app.button)


def test_a_note_on_a_silence_that_is_over_meanwhile_is_kept_with_what_was_shown(here):
    ben = here.person("ben", "Ben Okafor")
    here.at(9)
    app = opened(here, "tess", "therapist/person.py", p=ben)
    here.live(ben, [9.1], scales(4, 0))
    write(app, "What was done", "wrote to him")
    press(press(app, "Note it"), "Keep the note all the same")
    given = care.person(here.clinic, here.therapist, ben).given
    assert [(one.signal.kind, one.reason) for one in given if one.action == "handle"] == [
        ("no_visit", "wrote to him")
    ]


def test_a_note_that_was_kept_leaves_nothing_behind(here):
    ben = here.person("ben", "Ben Okafor")
    here.at(10)
    app = opened(here, "tess", "therapist/person.py", p=ben)
    write(app, "What was done", "called")
    words = seen(press(app, "Note it"))
    assert "does not wait any more" not in words


def test_a_note_that_is_too_long_says_by_how_much_and_stays(here):
    ben = here.person("ben", "Ben Okafor")
    here.at(10)
    app = opened(here, "tess", "therapist/person.py", p=ben)
    write(app, "What was done", "a" * 2007)
    app = press(app, "Note it")
    assert "That is 7 letters too many: 2000 can be kept." in seen(app)
    assert app.text_area[0].value == "a" * 2007
    assert here.clinic.record(ben).signals == {}


def test_branches_that_were_not_opened_take_one_line_and_a_pinned_one_its_row(here):
    ana = here.person("ana", "Ana Ruiz")
    plan = care.person(here.clinic, here.therapist, ana).program.plan
    words = seen(opened(here, "tess", "therapist/person.py", p=ana))
    others = len(plan.modules) - len(plan.core)
    assert f"Branches and boosters that were not opened: {others}" in words
    assert words.count("not yet") == len(plan.core)
    branch = plan.branches[0].module
    directing.direct(here.clinic, here.therapist, ana, "pin", "asked for", branch, "as agreed")
    by = Signed(AccountId("ana"), "patient", ana, "s-ana")
    open_module(here.clinic, by, ana, branch, "full")
    words = seen(opened(here, "tess", "therapist/person.py", p=ana))
    assert f"Branches and boosters that were not opened: {others - 1}" in words


def test_what_was_done_stands_in_the_order_in_which_it_was_opened(here):
    ana = here.person("ana", "Ana Ruiz")
    here.live(ana, range(0, 4, 2), scales(4, 0))
    directing.direct(here.clinic, here.therapist, ana, "pin", "asked for", "sleep-1", "agreed")
    by = Signed(AccountId("ana"), "patient", ana, "s-ana")
    open_module(here.clinic, by, ana, "sleep-1", "full")
    person = care.person(here.clinic, here.therapist, ana)
    table = modules_done(person, person.program, "en")
    first, second, third, *_ = re.findall(r'<th scope="row">([^<]+)</th>', table)
    assert first == "Welcome"
    assert second == "Sleep and your body clock"
    assert third == "Understanding pain and mood"


def test_a_program_is_assigned_once_it_is_confirmed(here):
    omar = here.person("omar", "Omar Haddad", assign=False)
    app = opened(here, "tess", "therapist/person.py", p=omar)
    app = press(app, "Assign a program")
    assert "Check the box first" in seen(app)
    assert here.clinic.record(omar).program is None
    app.checkbox[0].check()
    app = press(app, "Assign a program")
    assert here.clinic.record(omar).program == "pain-and-mood"
    assert "Assigned. At the next visit the first step is there." in seen(app)


def test_whoever_assigns_what_somebody_else_was_quicker_to_is_told_so(here):
    omar = here.person("omar", "Omar Haddad", assign=False)
    app = opened(here, "tess", "therapist/person.py", p=omar)
    app.radio[0].set_value("steady-steps")
    app.checkbox[0].check()
    directing.assign(here.clinic, here.therapist, omar, "pain-and-mood")
    app = press(app, "Assign a program")
    words = seen(app)
    assert "Somebody assigned “Pain and mood” meanwhile. What was chosen here was not" in words
    assert here.clinic.record(omar).program == "pain-and-mood"
    assert "meanwhile" not in seen(app.run())


def test_whoever_has_finished_can_be_given_another_program(here):
    ana = here.person("ana", "Ana Ruiz")
    assert not any(
        e.label == "Assign another program"
        for e in opened(here, "tess", "therapist/person.py", p=ana).expander
    )
    turn = here.clinic.turn(ana, here.therapist)
    turn.add(ProgramFinished())
    here.clinic.keep(turn)
    app = opened(here, "tess", "therapist/person.py", p=ana)
    assert "Ana Ruiz has finished this program. Another begins at its first step" in seen(app)
    assert not any(b.label == "I agree" for b in app.button)
    app.radio[0].set_value("steady-steps")
    app.checkbox[0].check()
    app = press(app, "Assign a program")
    words = seen(app)
    assert here.clinic.record(ana).program == "steady-steps"
    assert "Assigned. At the next visit the first step is there." in words
    assert "meanwhile" not in words


def test_a_program_is_chosen_by_what_it_is_for_with_the_usual_one_first(here):
    omar = here.person("omar", "Omar Haddad", assign=False)
    app = opened(here, "tess", "therapist/person.py", p=omar)
    (choice,) = app.radio
    assert choice.options == [
        "**Pain and mood** · 7 weeks",
        "**Acceptance and mindfulness** · 8 weeks",
        "**Steady steps** · 4 weeks",
    ]
    for offered in directing.programs(here.clinic, here.therapist):
        assert offered.intended_use[:50] in seen(app)
    choice.set_value("steady-steps")
    app.checkbox[0].check()
    press(app, "Assign a program")
    record = here.clinic.record(omar)
    assert (record.program, record.latest.decision.outcome.variant) == ("steady-steps", "light")


def test_a_look_at_a_person_is_noted_once_a_session(here):
    ana = here.person("ana", "Ana Ruiz")
    app = opened(here, "tess", "therapist/person.py", p=ana)
    app.run()
    assert [(a.actor, a.who) for a in here.clinic.stores.audit.notes()] == [("tess", ana)]
    opened(here, "tess", "therapist/person.py", p=ana)
    assert len(here.clinic.stores.audit.notes()) == 2


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("+1 (555) 01-00", 'href="tel:+15550100">Call Ben Okafor: +1 (555) 01-00<'),
        ("+44 (0)20 7946 0000", 'href="tel:+442079460000">Call'),
        ("0171 1234 / 0172 6789", "<p>Call Ben Okafor: 0171 1234 / 0172 6789<"),
        ("555 0100 after six", "<p>Call Ben Okafor: 555 0100 after six<"),
        ("-", "They have not given a phone number."),
        ("", "They have not given a phone number."),
    ],
)
def test_the_number_to_call_stands_with_a_red_signal_and_with_no_other(here, phone, shown):
    ben = here.person("ben", "Ben Okafor", contacts={"phone": phone} if phone else {})
    here.live(ben, range(0, 10, 3), scales(4, 0))
    here.at(22)
    waits = care.person(here.clinic, here.therapist, ben).waiting
    assert {one.level for one in waits} > {"red"}
    app = opened(here, "tess", "therapist/person.py", p=ben)
    cards = [m.value for m in app.markdown if "cairn-waits" in m.value]
    assert len(cards) == len(waits)
    for card, one in zip(cards, waits, strict=True):
        assert (shown in card) is (one.level == "red"), card


@pytest.mark.parametrize("who", ["p-joy", "nobody", "../../etc/passwd", ""])
def test_somebody_elses_person_is_refused_in_plain_words(here, who):
    here.person("joy", "Joy Lind", contacts={"phone": "555 0100"})
    here.staff("theo", "therapist", "Theo")
    words = seen(opened(here, "theo", "therapist/person.py", p=who))
    assert "This page shows one of your own people" in words
    assert "Joy Lind" not in words
    assert here.clinic.stores.audit.notes() == ()


def test_the_name_somebody_goes_by_is_told_and_is_no_way_to_reach_them(here):
    joy = here.person("joy", "Joy Lind", contacts={"called": "Jo"})
    words = seen(opened(here, "tess", "therapist/person.py", p=joy))
    assert "Goes by Jo" in words
    assert "They have not given a phone number or an address." in words


def test_words_that_are_not_shared_are_not_shown(here):
    ana = here.person("ana", "Ana Ruiz")
    here.live(ana, range(0, 16, 2), scales(4, 0), shared=False)
    words = seen(opened(here, "tess", "therapist/person.py", p=ana))
    written = [
        text.body
        for saved in here.clinic.record(ana).exercises.values()
        for one in saved
        for text in one.fact.texts.values()
        if text.body
    ]
    assert written
    assert not any(body in words for body in written)
    assert "Their own words are not shared." in words


def test_a_reason_for_sleep_restriction_outlives_what_somebody_else_does_meanwhile(here):
    ana = here.person("ana", "Ana Ruiz")
    here.live(ana, [0], scales(4, 0))
    app = opened(here, "tess", "therapist/person.py", p=ana)

    def written() -> str:
        (area,) = (one for one in app.text_area if "restriction" in one.key)
        return area.value

    for box in app.checkbox:
        box.check()
    for words, other, label in (
        ("asked for it", open_restriction, "Open sleep restriction"),
        ("tired by day", close_restriction, "Close sleep restriction"),
    ):
        next(one for one in app.text_area if "restriction" in one.key).set_value(words)
        other(here.clinic, here.therapist, ana, "on the phone", *_ruled_out(other))
        assert "Somebody has changed this meanwhile" in seen(press(app, label))
        assert written() == words
        assert "Somebody has changed this meanwhile" not in seen(app.run())
    reasons = [one.reason for one in care.person(here.clinic, here.therapist, ana).given]
    assert reasons[:2] == ["on the phone"] * 2


def _ruled_out(use) -> list:
    return [EXCLUSIONS] if use is open_restriction else []


def test_a_damaged_history_is_named_with_advice_and_harms_nobody_else(tmp_path):
    clinic = StaffClinic(store=f"tinydb:{tmp_path}")
    set_clinic(clinic.clinic)
    ana, _ = clinic.person("ana", "Ana Ruiz"), clinic.person("joy", "Joy Lind")
    journal = next(f for f in (tmp_path / "events").rglob("*") if ana in f.name and f.is_file())
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join([b"{broken}\n", *lines[1:]]))
    fresh = StaffClinic.again(clinic)
    set_clinic(fresh.clinic)
    words = seen(opened(fresh, "tess"))
    assert "Closed Ana Ruiz This history cannot be followed as it is stored" in words
    assert "python -m program replay" in words
    words = seen(opened(fresh, "tess", "therapist/person.py", p=ana))
    assert "reach this person another way" in words
    assert "Joy Lind" in seen(opened(fresh, "tess", show="all"))
    set_source(None)


@pytest.mark.parametrize("text", [None, "{}"], ids=["gone", "changed"])
def test_a_program_that_is_not_whole_hides_nobody_and_no_signal(tmp_path, text):
    clinic = StaffClinic(store=f"tinydb:{tmp_path}")
    ana, _ = clinic.person("ana", "Ana Ruiz"), clinic.person("joy", "Joy Lind", assign=False)
    danger = {"intake__ending_life": "1", "safety__acting_now": "1"}
    clinic.live(ana, [0], danger)
    (version,) = (tmp_path / "archive" / "versions").glob(
        f"{clinic.clinic.record(ana).content}.*"
    )
    if text is None:
        version.unlink()
    else:
        version.write_text(text)
    fresh = StaffClinic.again(clinic)
    set_clinic(fresh.clinic)
    words = seen(opened(fresh, "tess"))
    assert "Closed Ana Ruiz The program this person follows is not whole" in words
    assert "Red Thoughts of being better off dead, and a follow-up" in words
    assert "Joy Lind" in seen(opened(fresh, "tess", show="all"))
    app = opened(fresh, "tess", "therapist/person.py", p=ana)
    assert "bring back the archive from a backup" in seen(app)
    (waits,) = care.person(fresh.clinic, fresh.therapist, ana).waiting
    assert waits.level == "red"
    write(app, "What was done", "called at once, is safe")
    words = seen(press(app, "Note it"))
    assert "Noted. It is kept with the signal." in words
    assert "Thoughts of being better off dead" not in words
    (line,) = (one for one in care.caseload(fresh.clinic, fresh.therapist) if one.who == ana)
    assert (line.standing, line.reasons) == ("closed", ())
    set_source(None)


def test_decisions_from_earlier_content_that_is_gone_close_no_page(tmp_path):
    clinic = StaffClinic(store=f"tinydb:{tmp_path}")
    ana = clinic.person("ana", "Ana Ruiz")
    before = clinic.clinic.record(ana).content
    words = "programs/pain-and-mood/program.en.yaml"
    newer = {**content(), words: content()[words].replace(b"Pain and mood", b"Mood and pain")}
    publish(clinic.clinic.stores, newer, clinic.now)
    migrate(clinic.clinic, accounts.OPERATOR, ana, "pain-and-mood", "A better title.")
    (tmp_path / "archive" / "versions" / f"{before}.json").unlink()
    fresh = StaffClinic.again(clinic)
    set_clinic(fresh.clinic)
    told = seen(opened(fresh, "tess", "therapist/person.py", p=ana))
    assert "Mood and pain" in told
    assert "Took them over to newer content of the program A better title." in told
    assert "1 earlier decision is not shown" in told
    assert len(care.person(fresh.clinic, fresh.therapist, ana).decisions) == 1
    set_source(None)


def test_whoever_has_a_closed_page_can_be_reached_and_the_look_is_noted(tmp_path):
    clinic = StaffClinic(store=f"tinydb:{tmp_path}")
    ana = clinic.person("ana", "Ana Ruiz", contacts={"phone": "020 7946 0000"})
    theo, _ = (clinic.staff(one, "therapist", one.title()) for one in ("theo", "tom"))
    looking_after.cover(clinic.clinic, accounts.OPERATOR, "tess", "tom")
    accounts.close_account(clinic.clinic, accounts.OPERATOR, "ana")
    (version,) = (tmp_path / "archive" / "versions").glob(
        f"{clinic.clinic.record(ana).content}.*"
    )
    journal = tmp_path / "events" / f"{ana}.jsonl"

    def damage() -> None:
        journal.write_bytes(b"{broken}\n" + journal.read_bytes())

    for spoil in (version.unlink, damage, lambda: unopenable(journal)):
        spoil()
        fresh = StaffClinic.again(clinic)
        set_clinic(fresh.clinic)
        noted = len(fresh.clinic.stores.audit.notes())
        words = seen(opened(fresh, "tess", "therapist/person.py", p=ana))
        assert "Ana Ruiz" in words
        assert "How to reach them Phone 020 7946 0000" in words
        assert [one.who for one in fresh.clinic.stores.audit.notes()[noted:]] == [ana]
        assert "Their account is closed, so they cannot sign in." in words
        words = seen(opened(fresh, "tom", "therapist/person.py", p=ana))
        assert "in place of Dr Tess Lane" in words
        with pytest.raises(Refused):
            contacts_of(fresh.clinic, theo, ana)
    set_source(None)


def unopenable(journal: Path) -> None:
    """Nobody can read it, not even who may read everything."""
    journal.unlink()
    journal.mkdir()


def test_a_history_that_cannot_be_opened_hides_nobody_else(tmp_path):
    clinic = StaffClinic(store=f"tinydb:{tmp_path}")
    ana, _ = clinic.person("ana", "Ana Ruiz"), clinic.person("joy", "Joy Lind")
    unopenable(tmp_path / "events" / f"{ana}.jsonl")
    set_clinic(clinic.clinic)
    words = seen(opened(clinic, "tess", show="all"))
    assert "Closed Ana Ruiz This history cannot be followed" in words
    assert "Joy Lind" in words
    (tmp_path / "events").rename(tmp_path / "gone")
    (tmp_path / "events").write_text("no folder")
    assert "We cannot reach the place" in seen(opened(clinic, "tess", show="all"))
    set_source(None)


def test_a_history_that_cannot_have_happened_is_closed_and_hides_nobody(here, caplog):
    ana, _ = here.person("ana", "Ana Ruiz"), here.person("joy", "Joy Lind")
    here.live(ana, [0], scales(4, 0))
    make_impossible(here.clinic.stores.events, ana, "finding-your-pace")
    here.clinic._records.clear()
    assert "Closed Ana Ruiz This history cannot be followed" in seen(opened(here, "tess"))
    assert "Joy Lind" in seen(opened(here, "tess", show="all"))
    words = seen(opened(here, "tess", "therapist/person.py", p=ana))
    assert "It is closed for reading and writing" in words
    assert f"of {ana} cannot have happened" in caplog.text
    (away,) = make_round(here.clinic, accounts.OPERATOR).not_reached
    assert away.who == ana


# every page, and whose it is

STAFF = ("therapist", "researcher")


@pytest.mark.parametrize("role", STAFF)
def test_a_page_outside_a_roles_list_is_refused(here, role):
    here.staff("rhea", "researcher", "Rhea")
    account = {"therapist": "tess", "researcher": "rhea"}[role]
    own = {page.file for page in PAGES[role]}
    others = {page.file for pages in PAGES.values() for page in pages} - own
    assert others
    start = opened(here, account).title[0].value
    for page in sorted(others):
        assert opened(here, account, page).title[0].value == start, page


@pytest.mark.parametrize("role", STAFF)
def test_every_page_of_staff_opens_with_a_heading(here, role):
    here.staff("rhea", "researcher", "Rhea")
    ana = here.person("ana", "Ana Ruiz")
    account = {"therapist": "tess", "researcher": "rhea"}[role]
    for page in PAGES[role]:
        app = opened(here, account, "" if page.url == "/" else page.file, p=ana)
        headed = bool(app.title) or any("<h1>" in m.value for m in app.markdown)
        assert seen(app)
        assert headed, page.file


def test_a_session_that_is_over_shows_nothing_of_anybody(here):
    here.person("joy", "Joy Lind")
    app = opened(here, "tess", show="all")
    here.now += timedelta(hours=13)
    app.run()
    assert "Joy Lind" not in seen(app)
    assert "You are signed out now." in seen(app)


def test_of_two_programs_assigned_at_once_the_second_is_refused(here, monkeypatch):
    omar = here.person("omar", "Omar Haddad", assign=False)
    app = opened(here, "tess", "therapist/person.py", p=omar)
    app.radio[0].set_value("pain-and-mood")
    app.checkbox[0].check()

    def too_late(*asked):
        """Another tab is quicker, while this run goes on."""
        monkeypatch.undo()
        directing.assign(*asked[:3], "steady-steps")
        return directing.assign(*asked)

    monkeypatch.setattr(assigning, "assign", too_late)
    words = seen(press(app, "Assign a program"))
    assert "Somebody assigned “Steady steps” meanwhile." in words
    events = here.clinic.stores.events.read(omar)
    assert [e.fact.program for e in events if isinstance(e.fact, Enrolled)] == ["steady-steps"]


# the study


def test_the_study_shows_its_numbers_each_with_n_a_sentence_and_a_table(study_of_six):
    app = opened(study_of_six, "rhea")
    words = seen(app)
    assert "6 people, as of 2 Feb 2026." in words
    assert "Of 6 enrolments," in words
    assert words.count("The same as a table") == 4
    assert words.count("n = 6 enrolments") == 3
    assert words.count("Download these numbers (CSV)") == 4
    assert len(app.get("plotly_chart")) == 3


@pytest.mark.parametrize("why", ["what cannot have happened", "not to be opened"])
def test_the_study_says_who_is_left_out_of_its_numbers(study_of_six, tmp_path, why):
    if why == "not to be opened":
        unopenable(tmp_path / "events" / "p-n3.jsonl")
    else:
        make_impossible(study_of_six.clinic.stores.events, "p-n3", "finding-your-pace")
    words = seen(opened(study_of_six, "rhea"))
    assert "1 person left out: the history cannot be read, or holds what cannot have" in words
    assert "Of 5 enrolments," in words


def test_the_study_defines_what_it_counts(study_of_six):
    words = seen(opened(study_of_six, "rhea"))
    assert "Still visiting: a visit or another sign of theirs in the last 14 days." in words
    assert "Still answering: a check-in in the last 21 days." in words
    assert "Completed: each of its required steps is done or skipped" in words
    assert "Half of the core: half of its modules or more." in words


def test_the_study_says_that_a_program_of_few_is_in_no_total(study_of_six):
    omar = study_of_six.person("omar", "Omar Haddad", on=28, assign=False)
    directing.assign(study_of_six.clinic, study_of_six.therapist, omar, "steady-steps")
    words = seen(opened(study_of_six, "rhea"))
    assert "1 program has fewer than 5 enrolments and is in no total" in words
    assert "6 people, as of 2 Feb 2026." in words
    assert "Of 6 enrolments," in words


def test_a_current_program_that_is_not_whole_takes_no_page_away(study_of_six, tmp_path):
    (version,) = (
        tmp_path / "archive" / "versions" / f"{content}.json"
        for name, content in study_of_six.clinic.stores.archive.current().items()
        if name == "steady-steps"
    )
    version.unlink()
    version.mkdir()
    settings = study_of_six.clinic.settings
    set_clinic(open_clinic(settings, lambda: study_of_six.now))
    assert "Of 6 enrolments," in seen(opened(study_of_six, "rhea"))
    omar = study_of_six.person("omar", "Omar Haddad", on=28, assign=False)
    (choice,) = opened(study_of_six, "tess", "therapist/person.py", p=omar).radio
    assert len(choice.options) == 2


def test_completion_is_told_apart_by_program_where_there_are_several(study_of_six):
    for n in range(5):
        who = study_of_six.person(f"s{n}", f"Steady {n}", on=28, assign=False)
        directing.assign(study_of_six.clinic, study_of_six.therapist, who, "steady-steps")
    app = opened(study_of_six, "rhea")
    told = [m.value for m in app.markdown]
    at = {name: told.index(f"<h3>{name}</h3>") for name in ("Pain and mood", "Steady steps")}
    first, second = sorted(at.values())
    assert sum("Welcome" in words for words in told[first:second]) == 2  # sentence and table
    steady = " ".join(told[at["Steady steps"] :])
    assert "n = 5 enrolments. Planned:" in steady
    assert "n = 6 enrolments. Planned:" in " ".join(told[at["Pain and mood"] :])
    assert seen(app).count("Download these numbers (CSV)") == 4


def test_a_study_of_too_few_says_so(here):
    here.staff("rhea", "researcher", "Rhea")
    here.person("ana", "Ana Ruiz")
    words = seen(opened(here, "rhea"))
    assert "<5 people" in words
    assert "Too few people to show this yet." in words


def planned_in(here: StaffClinic, program: str) -> tuple[str, ...]:
    """Every module of a program, branches and boosters included."""
    return here.clinic.program(here.clinic.stores.archive.current()[program]).plan.modules


def make(here: StaffClinic, app: AppTest) -> AppTest:
    """Ask for a bundle on the page, and look again once there is one."""
    press(app, "Make the bundle")
    assert latest_making(here.clinic, RHEA).ended.wait(TIMEOUT)
    return app.run()


def test_a_bundle_goes_on_when_the_page_is_loaded_again_and_is_made_once(study_of_six):
    app = opened(study_of_six, "rhea")
    events, go = study_of_six.clinic.stores.events, threading.Event()
    lines = events.lines
    events.lines = lambda who: go.wait(TIMEOUT) and lines(who)
    press(app, "Make the bundle")
    again = opened(study_of_six, "rhea")
    for page in (app, again):
        assert "It goes on by itself" in seen(page)
        assert next(b for b in page.button if b.label == "Make the bundle").disabled
    assert begin_bundle(study_of_six.clinic, RHEA) is latest_making(study_of_six.clinic, RHEA)
    go.set()
    assert latest_making(study_of_six.clinic, RHEA).ended.wait(TIMEOUT)
    (made,) = bundles(study_of_six.clinic, RHEA)
    for page in (app, again):
        words = seen(page.run())
        assert made.name in words
        assert "It goes on by itself" not in words
        assert "The bundle is ready." in next(s.value for s in page.success)


def test_a_bundle_is_made_on_the_page_and_taken_by_its_link(study_of_six):
    app = make(study_of_six, opened(study_of_six, "rhea"))
    words = seen(app)
    assert "The bundle is ready." in next(s.value for s in app.success)
    (made,) = bundles(study_of_six.clinic, RHEA)
    assert made.name in words
    packed = zipfile.ZipFile(io.BytesIO(take_bundle(study_of_six.clinic, RHEA, made.name)))
    progress = next(name for name in packed.namelist() if "module_progress" in name)
    rows = packed.read(progress).decode().splitlines()
    planned = len(planned_in(study_of_six, "pain-and-mood"))
    assert len(rows) == 1 + 6 * planned
    assert all("simulated_" in name for name in packed.namelist())


def test_a_bundle_without_somebody_says_so_where_it_is_taken_and_in_its_name(study_of_six):
    make_impossible(study_of_six.clinic.stores.events, "p-n3", "finding-your-pace")
    words = seen(make(study_of_six, opened(study_of_six, "rhea")))
    assert "Without 1 person who had to be left out" in words
    (made,) = bundles(study_of_six.clinic, RHEA)
    assert made.left_out == 1
    assert made.name.endswith("_without_1.zip")
    assert take_bundle(study_of_six.clinic, RHEA, made.name)


def test_only_the_newest_five_bundles_are_kept(study_of_six):
    for n in range(7):
        study_of_six.at(40 + n)
        make_bundle(study_of_six.clinic, RHEA)
    kept = bundles(study_of_six.clinic, RHEA)
    assert [one.made.day for one in kept] == [20, 19, 18, 17, 16]


@pytest.mark.parametrize("name", ["", "../mode", "study_20260101T000000_00000000.zip"])
def test_nothing_but_a_bundle_can_be_taken(study_of_six, name):
    with pytest.raises(NoBundle):
        take_bundle(study_of_six.clinic, RHEA, name)


def test_bundles_are_given_to_researchers_alone(study_of_six):
    for use in (bundles, make_bundle, begin_bundle, latest_making):
        with pytest.raises(Refused):
            use(study_of_six.clinic, study_of_six.therapist)
    with pytest.raises(Refused):
        take_bundle(study_of_six.clinic, study_of_six.therapist, "x")


def test_an_unwritable_export_folder_is_said_in_plain_words(study_of_six, tmp_path):
    (tmp_path / "exports").write_text("in the way")
    app = make(study_of_six, opened(study_of_six, "rhea"))
    assert "The bundle could not be made" in seen(app)
    assert bundles(study_of_six.clinic, RHEA) == ()


def test_a_bundle_that_breaks_off_says_so_and_no_word_of_anybody_is_in_the_log(
    study_of_six, monkeypatch, caplog
):
    words = "words of Ana"

    def breaks(*_: object) -> None:
        raise ValueError(words)

    monkeypatch.setattr("program.service.making.make_bundle", breaks)
    app = make(study_of_six, opened(study_of_six, "rhea"))
    assert "The bundle could not be made" in seen(app)
    assert "A bundle could not be made" in caplog.text
    assert words not in caplog.text


def test_the_numbers_of_a_figure_say_whether_anybody_is_real(study_of_six):
    told = study(study_of_six.clinic, RHEA)
    for figure in FIGURES:
        head, *rows = study_csv(told, figure).splitlines()
        assert head.startswith("mode,")
        assert rows
        assert all(row.startswith("simulated,") for row in rows)


def test_every_page_of_a_simulated_clinic_says_that_nobody_is_real(study_of_six):
    for account in ("tess", "rhea"):
        assert "Nobody here is real." in seen(opened(study_of_six, account))
    assert "Simulated." in seen(opened(study_of_six, "rhea"))
