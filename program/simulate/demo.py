"""The demo clinic: invented people of different courses, up to today."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

from program.events import Role
from program.ids import AccountId, ParticipantId, ProgramId
from program.modules.folder import read_folder
from program.service.clinic import Clinic, Signed
from program.service.directing import assign, direct, handle
from program.service.publish import publish
from program.service.standing_signals import open_signals
from program.settings import Settings
from program.simulate.care import Care
from program.simulate.clock import Clock
from program.simulate.personas import COURSES, make_persona
from program.simulate.play import Life
from program.storage.open import open_stores
from program.storage.ports import Account, Stores

PROGRAM = ProgramId("pain-and-mood")
WEEKS = 24
"""People of the demo began at some day of so many weeks past: long enough to come to the end,
and to the boosters after it."""

_UNSEEN = timedelta(days=6)
"""What came up in these last days is open: a clinic that is looked after, on a busy morning."""

_SPREAD = 0.6180339887
"""Golden ratio: however many people there are, their first days lie evenly over those weeks."""

_NAMES = (
    "Ana", "Ben", "Chidi", "Dilnoza", "Elif", "Farid", "Grace", "Hiro", "Ines", "Joy",
    "Kofi", "Leila", "Mateo", "Nadia", "Oskar", "Priya", "Quentin", "Rosa", "Samir", "Thuy",
    "Uma", "Viktor", "Wanjiru", "Ximena", "Yusuf", "Zofia", "Amara", "Bao", "Carmen", "Dmitri",
    "Esther", "Femi", "Gita", "Hana", "Ivan", "Jun", "Kamala", "Luis", "Mei", "Noor",
)  # fmt: skip
_LETTERS = "ABCDEFGHJKLMNPRSTVW"


def make_demo(
    settings: Settings,
    participants: int = 40,
    seed: int = 1,
    today: datetime | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Clinic:
    """Fill an empty simulated store with invented people, played through the real service in
    virtual time up to today (UTC; now where none is given). The same seed and day give the
    same people. Raises ValueError when the store holds people already.
    """
    end = today or datetime.now(UTC)
    stores = open_stores(settings.store, "simulated")
    if stores.accounts.all():
        raise ValueError("this store holds people already; choose an empty folder")
    return fill(stores, settings, participants, seed, end, progress)


def fill(
    stores: Stores,
    settings: Settings,
    participants: int,
    seed: int,
    end: datetime,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Clinic:
    """The same for stores that are open already."""
    draw = random.Random(seed)  # noqa: S311 - invented people, not secrets
    clock = Clock(end - timedelta(weeks=WEEKS))
    clinic = Clinic(stores, settings, clock, chance=draw)
    publish(stores, read_folder(settings.content), clock.at)
    therapists = _staff(stores)
    for index in range(participants):
        therapist = therapists[(index + index // len(COURSES)) % len(therapists)]
        by = _patient(stores, index, therapist.account)
        _live(clinic, clock, therapist, by, index, end)
        progress(index + 1, participants)
    clock.at = end
    _care(clinic, therapists[0])
    return clinic


def _staff(stores: Stores) -> tuple[Signed, ...]:
    roles: tuple[tuple[str, str, Role], ...] = (
        ("therapist-1", "Robin", "therapist"),
        ("therapist-2", "Sasha", "therapist"),
        ("researcher-1", "Kim", "researcher"),
        ("author-1", "Jo", "author"),
    )
    for name, shown, role in roles:
        stores.accounts.put(
            Account(id=AccountId(name), login=name, name=shown, role=role, password=None)
        )
    return tuple(
        Signed(AccountId(name), role) for name, _, role in roles if role == "therapist"
    )


def _patient(stores: Stores, index: int, therapist: AccountId) -> Signed:
    """An account; two in three have given a phone number, of those that are nobody's."""
    name = f"{_NAMES[index % len(_NAMES)]} {_LETTERS[(index * 7) % len(_LETTERS)]}"
    login = f"demo-{index + 1}"
    who = ParticipantId(f"p-{index + 1:03d}")
    account = Account(
        id=AccountId(login),
        login=login,
        name=name,
        role="patient",
        password=None,
        participant=who,
        therapist=therapist,
        contacts={"phone": f"555-01{index % 100:02}"} if index % 3 else {},
    )
    stores.accounts.put(account)
    return Signed(account.id, "patient", who)


def _live(
    clinic: Clinic, clock: Clock, therapist: Signed, by: Signed, index: int, end: datetime
) -> None:
    """One person from the day they were enrolled up to the end. The last one has not begun."""
    draw = clinic.chance
    persona = make_persona(index, draw)
    days = 0 if index == 0 else 1 + int(index * _SPREAD % 1 * (WEEKS * 7 - 1))
    morning = datetime.combine(end.date(), time(8), UTC) - timedelta(days=days)
    clock.at = morning - timedelta(hours=1)
    who = ParticipantId(str(by.participant))
    assign(clinic, therapist, who, PROGRAM)
    life = Life(clinic, clock, by, persona, draw)
    care = Care(clinic, clock, therapist, who, end - _UNSEEN)
    for n in range(days):
        called = n > 0 and care.before(morning)
        if life.live(morning, called):
            care.after()
        morning += timedelta(days=1)


def _care(clinic: Clinic, therapist: Signed) -> None:
    """What a therapist did of late: for one person a signal handled and a module pinned."""
    for account in clinic.stores.accounts.all():
        who = account.participant
        if who is None or account.therapist != therapist.account:
            continue
        record = clinic.record(who)
        if record.content is None or record.finished is not None:
            continue
        program = clinic.program(record.content)
        waiting = open_signals(record, program.plan, clinic.moment().date())
        ahead = [module for module in program.plan.core if module not in record.modules]
        if waiting and len(ahead) > 1:
            handle(clinic, therapist, who, waiting[0].signal, "Talked on the phone.")
            why, kindly = (
                "We agreed on this on the phone.",
                "I think this one may help you now.",
            )
            direct(clinic, therapist, who, "pin", why, ahead[-1], kindly)
            return
