"""Use cases: people who are enrolled go over to the newest content of their program."""

from collections.abc import Callable
from dataclasses import dataclass

from program.adapt.branches import chosen_branch
from program.adapt.view import current_module
from program.events import Migrated, keep_text
from program.ids import ContentHash, ParticipantId, ProgramId
from program.modules.program import Program
from program.modules.way import NoWay, Way, way
from program.record import Record
from program.service.clinic import Clinic, Signed, Turn, Unpublished
from program.service.deciding import add_decision
from program.service.submit import submit
from program.service.use_case import about_clinic, about_person
from program.storage.ports import Damaged


class NotNow(Exception):
    """This person stays on the content they have; says why, for staff."""


@dataclass(frozen=True)
class Gone:
    """Somebody who went over, or would."""

    who: ParticipantId
    migration: str
    before: ContentHash


@dataclass(frozen=True)
class Stays:
    """Somebody who keeps the content they have for now. It can be tried again."""

    who: str
    why: str


@dataclass(frozen=True)
class Moving:
    """What became of everyone who follows a program."""

    to: ContentHash
    gone: tuple[Gone, ...]
    stay: tuple[Stays, ...]
    newest: int
    """How many follow the newest content already."""


@about_person("migrate enrolment")
def migrate(
    clinic: Clinic,
    by: Signed,
    who: ParticipantId,
    program: ProgramId,
    reason: str,
    *,
    rehearse: bool = False,
) -> Gone | None:
    """Take one person over to the newest published content of their program, with a reason.

    Only between two modules; what was done stays done on the day it was done, and what comes
    next is decided anew from the new content. None where they follow it already. `rehearse`:
    everything but the saving. Raises NotNow, ValueError without a reason, Unpublished, Refused,
    and what a store raises.
    """
    _want(reason)
    target = _newest(clinic, program)
    before = clinic.record(who).content
    if before is None or clinic.record(who).program != program:
        raise NotNow(f"they do not follow {program}")
    if before == target:
        return None
    on_the_way = _way(clinic, before, target)

    def gather(turn: Turn) -> None:
        if turn.record.content == before:
            _refuse(turn.record, clinic.program(target))
            _go(turn, on_the_way, before, target, reason.strip())

    if rehearse:
        gather(clinic.turn(who, by))
    elif submit(clinic, by, who, None, gather) is None:
        return None
    return Gone(who, on_the_way.name, before)


def _want(reason: str) -> None:
    if not reason.strip():
        raise ValueError("a reason is needed; it is kept with the migration")


def _newest(clinic: Clinic, program: ProgramId) -> ContentHash:
    content = clinic.stores.archive.current().get(program)
    if content is None:
        raise Unpublished(program)
    return content


def _way(clinic: Clinic, before: ContentHash, after: ContentHash) -> Way:
    try:
        return way(clinic.program(before), clinic.program(after))
    except NoWay as problem:
        raise NotNow(str(problem)) from problem
    except Unpublished as version:
        why = f"the content {version} is not whole in the archive: restore it from a backup"
        raise NotNow(why) from version


def _refuse(record: Record, after: Program) -> None:
    current = current_module(record)
    if current is not None:
        raise NotNow(f"the module {current[0]} is open; try again when it is complete")
    for module in record.modules:
        if module not in after.plan.modules:
            raise NotNow(f"they have opened {module}, which the new content does not have")
    chosen, pinned = chosen_branch(record), record.pinned.module if record.pinned else None
    if chosen is not None and chosen not in after.plan.modules:
        raise NotNow(f"they chose {chosen}, which the new content does not have")
    if pinned is not None and pinned not in after.plan.modules:
        raise NotNow(f"a therapist pinned {pinned}, which the new content does not have")


def _go(
    turn: Turn, on_the_way: Way, before: ContentHash, after: ContentHash, reason: str
) -> None:
    turn.add(
        Migrated(
            before=before,
            after=after,
            migration=on_the_way.name,
            reason=keep_text(reason, turn.clinic.token()),
            moved=dict(on_the_way.moved),
            dropped=on_the_way.dropped,
        )
    )
    add_decision(turn, "directive")


@about_clinic("migrate program")
def migrate_everyone(
    clinic: Clinic,
    by: Signed,
    program: ProgramId,
    reason: str,
    *,
    rehearse: bool = False,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Moving:
    """The same for everyone who follows a program: who cannot go now stays, and is named.

    progress: told (histories looked at, histories in all). Raises ValueError without a reason,
    Unpublished, Refused, Unavailable.
    """
    _want(reason)
    target = _newest(clinic, program)
    gone: list[Gone] = []
    stay = [
        Stays(d.who, f"the history is damaged: {d.why}") for d in clinic.stores.events.damaged()
    ]
    newest, everyone = 0, sorted(clinic.stores.events.heads())
    for done, who in enumerate(everyone, start=1):
        try:
            if clinic.record(who).program == program:
                went = migrate(clinic, by, who, program, reason, rehearse=rehearse)
                newest += went is None
                gone += [went] if went is not None else []
        except (NotNow, Unpublished, Damaged) as problem:
            stay.append(Stays(who, str(problem)))
        progress(done, len(everyone))
    return Moving(target, tuple(gone), tuple(stay), newest)
