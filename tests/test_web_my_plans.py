"""A plan made on a calm day is one tap away for the person whose it is, whatever is broken."""

import pytest

from program.access import Refused
from program.events import ExerciseSaved, keep_text
from program.exercises import KINDS
from program.fields import split
from program.ids import ParticipantId, ProgramId
from program.service import directing
from program.service.accounts import OPERATOR, add_account
from program.service.clinic import Signed
from program.service.my_plans import my_plans
from program.service.running import get_clinic
from program.service.tool_steps import kind_tool
from program.storage.ports import Account, Damaged, Unavailable
from tests.web import PASSWORD, clinic_open, come_in, look_at, somebody, stream


def patient(login: str = "ana") -> Account:
    """Somebody who is enrolled, with a therapist."""
    clinic = get_clinic()
    doctor = clinic.stores.accounts.by_login("robin") or somebody("robin", "therapist", "Robin")
    made = add_account(
        clinic, OPERATOR, login=login, name=login.title(), role="patient", password=PASSWORD,
        therapist="robin",
    )  # fmt: skip
    who = ParticipantId(str(made.participant))
    directing.assign(clinic, Signed(doctor.id, "therapist"), who, ProgramId("pain-and-mood"))
    return made


def writes(account: Account, kind: str, **changed: str) -> None:
    """The kind's worked example, with other words where they are named."""
    clinic, who = get_clinic(), ParticipantId(str(account.participant))
    pages = KINDS[kind].pages(KINDS[kind].example_spec)
    answers, words = split(pages, {**KINDS[kind].example, **changed})
    turn = clinic.turn(who, Signed(account.id, "patient", who))
    turn.add(
        ExerciseSaved(
            module=None, step=kind_tool(kind), kind=kind, iteration=1, answers=answers,
            texts={path: keep_text(body, "salt") for path, body in words.items()},
            scores={}, headline="", shared=False,
        )
    )  # fmt: skip
    clinic.keep(turn)


def seen_by(client, login: str = "ana") -> str:
    come_in(client, login)
    return client.get("/my-plans").text


def test_a_flare_plan_and_a_safer_time_plan_stand_there_in_full_without_scripts():
    with clinic_open(region="gb") as client:
        ana = patient()
        writes(ana, "flare_plan", first="Sit on the blue stool")
        writes(ana, "safer_time", people="Call Amir <day & night>")
        page = seen_by(client)
        assert "Sit on the blue stool" in page
        assert "Call Amir &lt;day &amp; night&gt;" in page
        assert page.index("My flare plan") < page.index("My safer-time plan")
        assert "<script" not in page
        assert "is not a flare. Get medical help at once." in page.replace("\n", " ")
        assert 'href="tel:116123"' in page


def test_the_plan_that_was_made_last_is_the_one_that_is_shown():
    with clinic_open() as client:
        ana = patient()
        writes(ana, "flare_plan", first="The first idea")
        writes(ana, "flare_plan", first="The better idea")
        page = seen_by(client)
        assert "The better idea" in page
        assert "The first idea" not in page


def test_without_a_flare_plan_there_is_something_for_the_first_hour():
    with clinic_open() as client:
        patient()
        page = seen_by(client)
        assert "Your own plan will stand here once you have made it." in page
        assert "Breathe out slowly" in page
        assert "My safer-time plan" not in page
        assert 'href="tel:988"' in page


def test_every_other_plan_waits_folded_below():
    with clinic_open() as client:
        ana = patient()
        for kind in ("weekly_plan", "wind_down", "personal_plan"):
            writes(ana, kind)
        page = seen_by(client)
        for title in ("My plan for the week", "My last hour of the day", "My personal plan"):
            assert f"<summary>{title}</summary>" in page


def test_nobody_sees_the_plans_of_another():
    with clinic_open() as client:
        ana, ben = patient(), patient("ben")
        writes(ana, "safer_time", people="Only for Ana")
        assert "Only for Ana" not in seen_by(client, "ben")
        clinic, hers = get_clinic(), ParticipantId(str(ana.participant))
        theirs = ParticipantId(str(ben.participant))
        doctor = clinic.stores.accounts.by_login("robin")
        others = Signed(ben.id, "patient", theirs), Signed(doctor.id, "therapist")
        for other in others:
            with pytest.raises(Refused):
                my_plans(clinic, other, hers)


def test_staff_have_no_plans_of_their_own_and_strangers_sign_in_first():
    with clinic_open() as client:
        asked = client.get("/my-plans")
        assert asked.status_code == 303
        assert asked.headers["location"] == "/login?to=%2Fmy-plans"
        patient()
        come_in(client, "robin")
        assert client.get("/my-plans").status_code == 404


@pytest.mark.parametrize(
    "problem", [Damaged("ana", 3, "torn"), Unavailable("the disk is away")], ids=type
)
def test_a_record_that_cannot_be_read_leaves_help_and_something_for_the_first_hour(
    problem, monkeypatch, caplog
):
    def broken(*_: object, **__: object) -> None:
        raise problem

    with clinic_open(region="gb") as client:
        patient()
        come_in(client)
        monkeypatch.setattr(get_clinic().stores.events, "read", broken)
        get_clinic()._records.clear()
        answer = client.get("/my-plans")
        assert answer.status_code == 503
        assert "We cannot reach your plans right now." in answer.text
        assert "Breathe out slowly" in answer.text
        assert 'href="tel:116123"' in answer.text
    assert "My plans cannot be read" in caplog.text


def test_help_is_there_also_where_nobody_can_be_known(monkeypatch):
    def away(*_: object) -> None:
        raise Unavailable("the disk is away")

    with clinic_open() as client:
        patient()
        come_in(client)
        monkeypatch.setattr(get_clinic().stores.accounts, "session", away)
        answer = client.get("/my-plans")
        assert answer.status_code == 503
        assert 'href="tel:988"' in answer.text


def test_plans_are_shown_also_where_the_content_is_not_in_the_archive(monkeypatch):
    with clinic_open() as client:
        ana = patient()
        writes(ana, "flare_plan", first="Sit on the blue stool")
        monkeypatch.setattr(get_clinic().stores.archive, "get", lambda _: None)
        get_clinic()._programs.clear()
        assert "Sit on the blue stool" in seen_by(client)


def test_help_leads_to_my_plans():
    with clinic_open() as client:
        assert 'href="/my-plans"' in client.get("/help").text


@pytest.mark.parametrize("page", ["", "tools", "progress", "settings"])
def test_a_flare_plan_is_one_tap_away_from_every_page_once_it_is_made(page):
    with clinic_open() as client:
        ana = patient()
        come_in(client)
        with stream(client) as socket:
            assert "/my-plans" not in look_at(socket, page)
            writes(ana, "flare_plan")
            assert 'href=\\"/my-plans#flare\\"' in look_at(socket, page)
