"""Signing in: kind words, safe cookies, no guessing."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from program.access import Refused
from program.service.accounts import (
    OPERATOR,
    add_account,
    signed,
    token_hash,
)
from program.service.clinic import Signed
from program.service.contacts import set_contacts
from program.service.own_settings import set_preferences
from program.service.running import WrongStore, get_clinic
from program.web.attempts import PER_ADDRESS, PER_LOGIN, Attempts
from program.web.guard import COOKIE
from tests.web import HERE, PASSWORD, Clock, clinic_open, come_in, somebody


@pytest.fixture
def client():
    with clinic_open() as client:
        yield client


def test_a_person_comes_in_with_name_and_password_whatever_its_capitals(client):
    somebody()
    answer = come_in(client, " ANA ")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert client.get("/").status_code == 200


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(client):
    somebody()
    said = come_in(client).headers["set-cookie"].lower()
    assert "httponly" in said
    assert "samesite=strict" in said
    assert "secure" not in said


def test_behind_tls_the_cookie_is_secure_and_browsers_are_told_to_stay():
    with clinic_open(behind_tls=True) as client:
        somebody()
        answer = come_in(client)
        assert "secure" in answer.headers["set-cookie"].lower()
        assert "max-age" in answer.headers["strict-transport-security"]


def test_the_store_never_holds_a_token_or_a_password(tmp_path):
    with clinic_open(store=f"tinydb:{tmp_path / 'data'}") as client:
        somebody()
        come_in(client)
        token = client.cookies[COOKIE]
        kept = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
        assert token_hash(token).encode() in kept
        assert token.encode() not in kept
        assert PASSWORD.encode() not in kept


@pytest.mark.parametrize(
    ("login", "password"),
    [("ana", "wrong"), ("nobody", PASSWORD), ("", ""), ("ana", ""), ("ana", "x" * 5000)],
)
def test_what_does_not_fit_is_said_the_same_way_every_time(client, login, password):
    somebody()
    answer = come_in(client, login, password)
    assert answer.status_code == 401
    assert "That name and password do not fit together." in answer.text
    assert COOKIE not in client.cookies


@pytest.mark.parametrize("address", ["/session/login", "/session/pick", "/session/logout"])
def test_loading_the_address_of_a_form_once_more_leads_to_sign_in(client, address):
    somebody()
    assert client.get(address).headers.get("location") == "/login"
    come_in(client)
    assert client.get(address).headers.get("location") == "/login"


def test_what_was_typed_as_a_name_cannot_become_markup(client):
    answer = come_in(client, '"><script>alert(1)</script>', "wrong", to='/"><b>')
    assert "<script" not in answer.text
    assert "<b>" not in answer.text


def test_the_page_that_was_wanted_comes_after_signing_in(client):
    somebody()
    login = client.get("/tools?step=3").headers["location"]
    assert 'value="/tools?step=3"' in client.get(login).text
    assert come_in(client, to="/tools?step=3").headers["location"] == "/tools?step=3"


@pytest.mark.parametrize(
    "to",
    ["https://evil.example", "//evil.example", "/\\evil.example", "/a\r\nb: c", "javascript:x"],
)
def test_signing_in_never_leads_away_from_here(client, to):
    somebody()
    assert come_in(client, to=to).headers["location"] == "/"


def test_guessing_one_persons_password_is_slowed_down_and_passes_with_time():
    clock = Clock()
    with clinic_open(clock) as client:
        somebody()
        for _ in range(PER_LOGIN):
            assert come_in(client, password="wrong").status_code == 401
        answer = come_in(client)
        assert answer.status_code == 429
        assert "please wait 15 minutes" in answer.text
        assert answer.headers["retry-after"] == "900"
        clock.pass_by(minutes=15)
        assert come_in(client).status_code == 303


def test_one_minute_to_wait_is_one_minute():
    clock = Clock()
    with clinic_open(clock) as client:
        somebody()
        for _ in range(PER_LOGIN):
            come_in(client, password="wrong")
        clock.pass_by(minutes=14, seconds=30)
        assert "please wait 1 minute." in come_in(client).text


def test_coming_in_forgets_the_tries_before_it(client):
    somebody()
    for _ in range(2):
        for _ in range(PER_LOGIN - 1):
            come_in(client, password="wrong")
        assert come_in(client).status_code == 303


def test_guessing_many_names_from_one_place_is_slowed_down():
    attempts = Attempts(Clock())
    for n in range(PER_ADDRESS):
        assert not attempts.wait(f"name-{n}", "10.0.0.1")
        attempts.count(f"name-{n}", "10.0.0.1")
    assert attempts.wait("another", "10.0.0.1")
    assert not attempts.wait("another", "10.0.0.2")


def test_a_waiting_room_with_one_address_may_come_in_all_at_once():
    attempts = Attempts(Clock())
    for n in range(3 * PER_ADDRESS):
        assert not attempts.wait(f"name-{n}", "10.0.0.1")
        attempts.count(f"name-{n}", "10.0.0.1")
        attempts.forget(f"name-{n}", "10.0.0.1")


def test_a_burst_of_guesses_is_no_way_around_the_count(client):
    somebody()
    with ThreadPoolExecutor(12) as many:
        answers = list(many.map(lambda n: come_in(client, password=f"guess {n}"), range(12)))
    assert sorted(answer.status_code for answer in answers) == [401] * PER_LOGIN + [429] * 4


def test_names_are_picked_without_a_password_only_in_the_demo_clinic(client):
    account = somebody(name="Ana Ruiz")
    assert "Ana Ruiz" not in client.get("/login").text
    answer = client.post("/session/pick", data={"account": account.id}, headers=HERE)
    assert answer.status_code == 404
    assert COOKIE not in client.cookies


def test_in_the_demo_clinic_a_name_is_enough():
    with clinic_open(demo=True) as client:
        account = somebody(name="Ana <b>Ruiz")
        page = client.get("/login").text
        assert "Everyone in it is made up" in page
        assert "Ana &lt;b&gt;Ruiz" in page
        answer = client.post("/session/pick", data={"account": account.id}, headers=HERE)
        assert answer.status_code == 303
        assert client.get("/").status_code == 200


def test_a_demo_never_opens_on_a_store_of_real_people(tmp_path):
    store = f"tinydb:{tmp_path}"
    with clinic_open(store=store):
        somebody()
    with pytest.raises(WrongStore, match="real people"), clinic_open(store=store, demo=True):
        pass


def test_a_patient_gets_a_history_and_a_therapist(client):
    tea = somebody("tea", "therapist")
    clinic = get_clinic()
    added = add_account(
        clinic,
        OPERATOR,
        login="ben",
        name="Ben",
        role="patient",
        password=PASSWORD,
        therapist="tea",
    )
    assert added.participant is not None
    assert added.therapist == tea.id


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "short"}, {"password": None}, {"login": " "}, {"name": "two\nlines"},
        {"therapist": "nobody"}, {"role": "researcher", "therapist": "tea"},
    ],
)  # fmt: skip
def test_an_account_that_makes_no_sense_is_refused_with_words(client, wrong):
    somebody("tea", "therapist")
    given = {"login": "ben", "name": "Ben", "role": "patient", "password": PASSWORD, **wrong}
    with pytest.raises(ValueError, match=r"\w+ \w+ \w+"):
        add_account(get_clinic(), OPERATOR, **given)


def test_only_the_administration_adds_accounts(client):
    account = somebody("tea", "therapist")
    with pytest.raises(Refused):
        add_account(
            get_clinic(), Signed(account.id, "therapist"),
            login="x", name="X", role="patient", password=PASSWORD,
        )  # fmt: skip


def test_what_a_person_sets_for_themselves_is_kept_and_nothing_else_changes(client):
    account = somebody()
    clinic = get_clinic()
    by = Signed(account.id, "patient", account.participant)
    set_preferences(clinic, by, {"text": "large"})
    set_preferences(clinic, by, {"motion": "still"})
    set_contacts(clinic, by, {"phone": " 555 0100 ", "doctor": "Dr Lee"})
    kept = set_contacts(clinic, by, {"doctor": ""})
    assert kept.preferences == {"text": "large", "motion": "still"}
    assert kept.contacts == {"phone": "555 0100"}
    with pytest.raises(ValueError, match="unknown"):
        set_preferences(clinic, by, {"password": "x"})
    assert come_in(client).status_code == 303


def test_a_session_names_its_person_their_role_and_their_history(client):
    account = somebody()
    come_in(client)
    by = signed(get_clinic(), token_hash(client.cookies[COOKIE]))
    assert by is not None
    assert (by.account, by.role, by.participant) == (account.id, "patient", account.participant)
