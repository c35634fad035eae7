"""More places to look at: steps of branches and boosters, practices, my plans, help."""

from collections.abc import Iterator
from urllib.parse import urlencode

from program.events import Role
from program.exercises import KINDS
from program.ids import ModuleId, ParticipantId
from program.modules.spec import PracticeStep
from program.service.clinic import Signed
from program.service.tools import tools
from program.storage.ports import Account
from tests.demo import People, Place, kind_of_step, places


def all_places(people: People, role: Role) -> Iterator[Place]:
    """Everything that `places` knows, and more for the eye than a test needs."""
    yield from places(people, role)
    if role == "patient":
        own = people.of("patient")
        yield Place("patient-my-plans", own.id, "my-plans")
        yield Place("patient-help-signed-in", own.id, "help")
        yield from _opened(people)
        yield from _practices(people, own)
        yield from _waiting(people)


def _opened(people: People) -> Iterator[Place]:
    """The first step of every module opened, and the kinds the fullest person lacks."""
    own = people.record(people.of("patient"))
    content = people.clinic.program(own.content)
    met = {kind_of_step(step) for m in own.modules for step in content.modules[m].steps}
    seen: set[str] = set()
    for account, _ in people.days:
        record = people.record(account)
        if record.content is None:
            continue
        program = people.clinic.program(record.content)
        for module in record.modules:
            for n, step in enumerate(program.modules[module].steps):
                kind = kind_of_step(step)
                name = f"{module}-{kind if kind not in met else 'first'}"
                if name in seen or (n and kind in met):
                    continue
                seen.add(name)
                again = {"again": "1"} if kind in KINDS else {}
                place = {"m": str(module), "s": str(step.id), **again}
                yield _module(name, account, place)


def _practices(people: People, own: Account) -> Iterator[Place]:
    """Each practice's player, before it is begun."""
    record = people.record(own)
    program = people.clinic.program(record.content)
    seen: set[str] = set()
    for module in record.modules:
        for step in program.modules[module].steps:
            if isinstance(step, PracticeStep) and step.practice not in seen:
                seen.add(step.practice)
                place = {"m": str(module), "s": str(step.id), "again": "1"}
                yield _module(f"practice-{step.practice}", own, place)


def _waiting(people: People) -> Iterator[Place]:
    """A branch that waits in Tools."""
    for account, _ in people.days:
        who = ParticipantId(str(account.participant))
        found = tools(people.clinic, Signed(account.id, "patient", who), who, "en")
        if found is not None and found.later:
            branch: ModuleId = found.later[0].module
            yield Place("patient-branch", account.id, "tools", urlencode({"b": str(branch)}))
            return


def _module(name: str, account: Account, query: dict[str, str]) -> Place:
    return Place(f"patient-step-{name}", account.id, "module", urlencode(query))
