"""Clinics of any size: real journals of people who are in the welcome, made in one go."""

import json
import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from program.events import GENESIS, digest_dict, write
from program.ids import AccountId, ParticipantId
from program.service.clinic import Clinic, Signed
from program.service.exercises import save_exercise
from program.settings import Settings
from program.storage.open import open_stores
from program.storage.ports import Account
from tests.clinic import ANA, PATIENT, PUBLISHED, Small

GOAL = {"goal": "Cook with my daughter on Sundays, slowly, with the window open", "rating": 4}
MODULE, STEP = "welcome", "w-my-goal"


def person(index: int) -> ParticipantId:
    return ParticipantId(f"p-{index:05d}")


def signed(index: int, session: str = "s") -> Signed:
    return Signed(AccountId(f"a-{index:05d}"), "patient", person(index), session)


def history(events: int) -> list[dict[str, Any]]:
    """One history of so many events, as it is stored, made by the use cases: visits with their
    decisions, and now and then an exercise."""
    small = Small().enrol()
    small.open_welcome()
    while len(small.events()) < events:
        small.later(days=0.1)
        small.visit()
        small.later(days=0.1)
        small.visit()
        save_exercise(small.clinic, PATIENT, ANA, MODULE, STEP, small.clinic.token(), GOAL)
    return [json.loads(write(event)) for event in small.events()[:events]]


def journal(template: list[dict[str, Any]], who: ParticipantId) -> Iterator[str]:
    """The template as the journal of another person, its chain made anew."""
    previous = GENESIS
    for seq, line in enumerate(template, start=1):
        event = {**line, "who": who, "seq": seq, "batch": seq, "previous": previous}
        previous = digest_dict(event)
        yield json.dumps(event, ensure_ascii=False, separators=(",", ":")) + "\n"


def make_clinic(folder: Path, people: int, events: int, asked: list[int]) -> Clinic:
    """A clinic on disk. Accounts are made for those who will be asked."""
    stores = open_stores(f"tinydb:{folder}", "simulated")
    for published in PUBLISHED:
        stores.archive.put(published)
    for index in asked:
        account = Account(
            id=AccountId(f"a-{index:05d}"), login=f"a-{index:05d}", name="Bench",
            role="patient", password=None, participant=person(index),
        )  # fmt: skip
        stores.accounts.put(account)
    template = history(events)
    for index in range(people):
        who = person(index)
        (folder / "events" / f"{who}.jsonl").write_text("".join(journal(template, who)))
    small = Small()
    small.later(days=events / 20 + 1)
    clinic = Clinic(stores, Settings(), small.clock, random.Random(2))
    small.clock.at += timedelta(hours=1)
    return clinic
