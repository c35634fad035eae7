"""A person, their therapist, the daily round and an author who do anything in any order, at the
service of a small clinic. For more of them than the tests try: `python -m tests.wandering FIRST
LAST`."""

import random
import sys
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from program.fields import Answers, Pages, sample, shown
from program.ids import AccountId, ModuleId, ParticipantId, ProgramId
from program.modules.issues import ContentRefused
from program.service import check_in, directing, path
from program.service.accounts import OPERATOR
from program.service.care import caseload, local_day, person
from program.service.check_in import DUE_PLACE, INTAKE_PLACE, Place
from program.service.clinic import Clinic, Signed
from program.service.day import day
from program.service.directing import Outdated, SeenTo
from program.service.exercises import Unanswered, save_exercise
from program.service.migrating import NotNow, migrate
from program.service.my_plans import my_plans
from program.service.own_data import own_data
from program.service.path import NotOpen
from program.service.player import Open, open_step
from program.service.progress import progress
from program.service.publish import publish
from program.service.replaying import replay_decisions
from program.service.round import make_round
from program.service.standing_signals import open_signals
from program.service.study import export_study
from program.service.tools import open_tool, tools, use_tool
from program.settings import Settings
from program.storage.audit import verify
from program.storage.open import open_stores
from program.storage.ports import Account
from tests.content import good_content
from tests.make import MONDAY
from tests.rewritten import Author

WHO, TINY = ParticipantId("ana"), ProgramId("tiny")
THERAPIST = Signed(AccountId("theo"), "therapist")
RESEARCHER = Signed(AccountId("rhea"), "researcher")
REFUSALS = (NotOpen, Unanswered, Outdated, SeenTo, NotNow, ContentRefused)
"""What may be said to who acts on an older page, or publishes content with mistakes."""
ZONES = ("UTC", "Asia/Tokyo", "America/New_York", "Pacific/Kiritimati", "Pacific/Pago_Pago")
ACTS = {
    "pass_time": 16, "come": 10, "do_steps": 12, "open": 8, "check_in": 9, "use_tool": 4,
    "choose": 4, "report_flare": 2, "wait": 1, "travel": 1, "assign": 0.5, "direct": 3,
    "see_to_signals": 2, "look_in": 3, "write": 5, "migrate": 6,
}  # fmt: skip
"""How often each is done, in parts of all."""


class Wandering:
    """One clinic with one person. All chance comes from `seed`."""

    def __init__(self, seed: int) -> None:
        self.draw, self.at, self.sessions = random.Random(seed), MONDAY, 0
        self.author, self.files = Author(self.draw), good_content()
        self.stores = open_stores("memory:")
        publish(self.stores, self.files, self.at)
        self._account(THERAPIST)
        self._account(self.by, participant=WHO, therapist=THERAPIST.account)
        self.clinic = Clinic(self.stores, Settings(), lambda: self.at, random.Random(seed))
        directing.assign(self.clinic, THERAPIST, WHO, TINY)

    @property
    def by(self) -> Signed:
        return Signed(AccountId("ana"), "patient", WHO, f"s-{self.sessions}")

    @property
    def record(self):
        return self.clinic.record(WHO)

    @property
    def program(self):
        return self.clinic.program(self.record.content)

    def _account(self, signed: Signed, **more) -> None:
        name = signed.account
        account = Account(id=name, login=name, name=name, role=signed.role, password=None)
        self.stores.accounts.put(account.model_copy(update=more))

    def go(self, acts: int) -> None:
        """Do so many things, some of which are refused, and look at all pages now and then."""
        for n in range(acts):
            (act,) = self.draw.choices([*ACTS], [*ACTS.values()])
            try:
                getattr(self, act)()
            except REFUSALS:
                continue
            if n % 10 == 0:
                self.look()

    def look(self) -> None:
        """Everything that reads; nothing of it writes."""
        before = self.stores.events.heads()
        day(self.clinic, self.by, WHO, "es")
        progress(self.clinic, self.by, WHO, "en")
        for tool in self._tools():
            open_tool(self.clinic, self.by, WHO, tool, "en")
        for module in self.record.modules:
            for step in (None, *(step.id for step in self.program.modules[module].steps)):
                open_step(self.clinic, self.by, WHO, module, step, "en")
        my_plans(self.clinic, self.by, WHO)
        own_data(self.clinic, self.by, WHO)
        person(self.clinic, THERAPIST, WHO)
        caseload(self.clinic, THERAPIST)
        assert self.stores.events.heads() == before

    def pass_time(self) -> None:
        """Hours, days or weeks; now and then somebody sets the clock back."""
        days = self.draw.choice([0, 0, 0, 1, 2, 3, 5, 7, 7, 8, 30, -1])
        self.at += timedelta(days=days, minutes=self.draw.randint(0, 600))

    def come(self) -> None:
        self.sessions += self.draw.choice([0, 1, 1])
        path.arrive(self.clinic, self.by, WHO)
        path.consent(self.clinic, self.by, WHO)

    def open(self) -> None:
        modules = [ModuleId(name) for name in ("first", "second", "last")]
        ready = day(self.clinic, self.by, WHO, "en").next
        module = self.draw.choice([ready.module if ready else modules[0], *modules])
        path.open_module(self.clinic, self.by, WHO, module, self.draw.choice(["full", "light"]))

    def do_steps(self) -> None:
        for _ in range(self.draw.randint(1, 12) if self.record.modules else 0):
            module = self.draw.choice([*self.record.modules])
            ahead = open_step(self.clinic, self.by, WHO, module, None, "en")
            self._do(module, ahead)

    def _do(self, module: ModuleId, at: Open) -> None:
        step = at.step.id
        if self.draw.random() < 0.2:
            path.skip_step(self.clinic, self.by, WHO, module, step)
        elif at.check_in is not None:
            self._answer(Place(step, module, step))
        elif at.task is None:
            path.read_lesson(self.clinic, self.by, WHO, module, step, "full")
        else:
            key, answers = self.clinic.token(), sample(at.task.pages, self.draw, self._today)
            save_exercise(self.clinic, self.by, WHO, module, step, key, answers)

    @property
    def _today(self):
        return local_day(self.clinic, self.record)

    def check_in(self) -> None:
        self._answer(self.draw.choice([DUE_PLACE, DUE_PLACE, INTAKE_PLACE]))

    def _answer(self, place: Place) -> None:
        asked = check_in.questions(self.clinic, self.by, WHO, place, "en")
        answers, key = self._answers(asked.pages), self.clinic.token()
        check_in.save_check_in(self.clinic, self.by, WHO, place, key, answers)

    def _answers(self, pages: Pages) -> Answers:
        """Any answers; some of them are rather not said."""
        believable, given = sample(pages, self.draw), Answers()
        for field in (field for page in pages for field in page.fields):
            if shown(field, given):
                said = self.draw.random() < 0.9
                given[field.id] = believable.get(field.id) if said else None
        return given

    def _tools(self) -> list:
        found = tools(self.clinic, self.by, WHO, "en")
        there = (found.grounding, *found.practices, *found.notes) if found else ()
        return [tool.id for tool in there if tool is not None]

    def use_tool(self) -> None:
        there = self._tools()
        if there:
            tool, key = self.draw.choice(there), self.clinic.token()
            task = open_tool(self.clinic, self.by, WHO, tool, "en").task
            answers = sample(task.pages, self.draw, self._today)
            use_tool(self.clinic, self.by, WHO, tool, key, answers)

    def choose(self) -> None:
        made, second = self.record.latest, ModuleId("second")
        if self.draw.random() < 0.5:
            path.take_branch(self.clinic, self.by, WHO, second)
        else:
            chosen = self.draw.choice([None, second])
            path.answer_offer(self.clinic, self.by, WHO, made.event, chosen)

    def report_flare(self) -> None:
        path.report_flare(self.clinic, self.by, WHO, self.draw.random() < 0.5)

    def wait(self) -> None:
        path.not_today(self.clinic, self.by, WHO, self.draw.randint(1, 14))

    def travel(self) -> None:
        path.set_zone(self.clinic, self.by, WHO, self.draw.choice(ZONES))

    def assign(self) -> None:
        if self.record.finished is not None:
            directing.assign(self.clinic, THERAPIST, WHO, TINY)

    def direct(self) -> None:
        action = self.draw.choice(["pin", "hold", "lift", "lift"])
        module = self.draw.choice([*self.program.plan.modules]) if action == "pin" else None
        directing.direct(self.clinic, THERAPIST, WHO, action, "We talked.", module)

    def see_to_signals(self) -> None:
        for one in open_signals(self.record, self.program.plan, self._today)[:2]:
            directing.handle(self.clinic, THERAPIST, WHO, one.signal, "Called.")

    def look_in(self) -> None:
        make_round(self.clinic, OPERATOR)

    def write(self) -> None:
        """The author changes one thing or two, and publishes what has come of it."""
        changed = dict(self.files)
        for _ in range(self.draw.choice([1, 2])):
            self.author.change(changed)
        publish(self.stores, changed, self.at)
        self.files = changed

    def migrate(self) -> None:
        before = self.record
        migrate(self.clinic, OPERATOR, WHO, TINY, "Newer content.")
        after = self.record
        assert _finished(after) == _finished(before)
        assert sum(map(len, after.exercises.values())) == sum(
            map(len, before.exercises.values())
        )


def _finished(record) -> dict:
    return {module: state.first_completed for module, state in record.modules.items()}


def gone_wrong(seed: int, acts: int) -> list[str]:
    """What does not hold after somebody has wandered."""
    one = Wandering(seed)
    one.go(acts)
    one.look()
    again = Clinic(one.stores, Settings(), lambda: one.at)
    wrong = [] if again.record(WHO) == one.record else ["the fold is another one"]
    wrong += [] if replay_decisions(again, OPERATOR).agrees else ["a decision differs"]
    wrong += [str(found) for found in verify(one.stores).found]
    with TemporaryDirectory() as folder:
        export_study(again, RESEARCHER, Path(folder) / "bundle")
    return wrong


if __name__ == "__main__":
    for number in range(*map(int, sys.argv[1:3])):
        if found := gone_wrong(number, acts=400):
            print(number, *found, flush=True)
