"""Proof of what stands beside the histories: archive, accounts, notes of access, loose ends."""

from collections.abc import Iterable, Iterator, Mapping, Set

from program.ids import ContentHash, ParticipantId
from program.modules.hash import content_hash
from program.storage.finding import ASK, Finding, asked
from program.storage.keeping import noted_erased
from program.storage.ports import ACCEPT, Access, Damaged, Stores, Unavailable

_PUBLISH = "publish this version again, or restore it"
_LOOK = (
    "a save that was cut short leaves this, and so does a changed line: keep a copy of the "
    "file and compare it with the last good backup; remove a .torn file that has been seen to"
)
_BEGUN = "ordinary for people who have not begun; else restore the history from a backup"
_AGAIN = "erasing broke off: find its login with `user list`, and erase it once more"
_BACK = (
    "what was removed for good came back, from a backup perhaps: erase it once more, by its "
    "login or, where it has no account, by this id"
)
_MEANT = "ordinary after a restore; else " + ASK
_LEFT = "restore the account, or find out where the history came from"


def archive(stores: Stores, made_with: Mapping[ContentHash, int]) -> list[Finding]:
    """made_with: version -> how many histories have facts that were made with it."""
    found: list[Finding] = []
    kept = stores.archive.all()
    whose: dict[ContentHash, str] = {}
    for content in kept:
        what = _version(stores, content, whose)
        if what is not None:
            found.append(Finding(f"archive {content}", None, what, _PUBLISH))
    current = asked("archive", stores.archive.current, found) or {}
    for program, content in current.items():
        if content not in kept:
            what = f"the current version {content} of {program} is gone"
            advice = "publish the program again, or restore it"
            found.append(Finding("archive", None, what, advice))
        elif whose.get(content, program) != program:
            what = f"the current version of {program} is one of {whose[content]}"
            found.append(Finding("archive", None, what, _PUBLISH))
    for content, histories in sorted(made_with.items()):
        if content not in kept and content not in current.values():
            what = f"version {content} is gone, with which histories were made: {histories}"
            advice = "restore the archive from the last good backup"
            found.append(Finding("archive", None, what, advice))
    return found


def _version(stores: Stores, content: ContentHash, whose: dict[ContentHash, str]) -> str | None:
    """What is wrong with one archived version; its program is added to `whose`."""
    try:
        kept = stores.archive.get(content)
    except Damaged as damage:
        return damage.why
    except Unavailable as problem:
        return str(problem)
    if kept is not None and content_hash(kept.files) != content:
        return "holds other files than the ones its name was made of"
    if kept is not None:
        whose[content] = kept.program
    return None


def accounts(
    stores: Stores,
    there: Set[ParticipantId],
    erased: Set[ParticipantId],
    anchored: Set[ParticipantId],
    found: list[Finding],
    notes: list[Finding],
) -> None:
    """Accounts and sessions can be read, and histories and accounts belong together.

    there: who has a history. erased: whose history was erased. anchored: who had one when it
    was last anchored.
    """
    asked("sessions", stores.accounts.sessions, found)
    everyone = asked("accounts", stores.accounts.all, found)
    if not everyone:
        return
    owners = {one.participant for one in everyone if one.participant is not None}
    what = "is a history that no account has"
    found += [Finding(who, None, what, _LEFT) for who in sorted(there - owners)]
    what = "was erased, and its account is still there"
    found += [Finding(who, None, what, _AGAIN) for who in sorted(owners & erased)]
    waiting = sorted(owners - there - erased - anchored)
    if waiting:
        what = f"there are accounts without a history ({', '.join(waiting)})"
        notes.append(Finding("accounts", None, what, _BEGUN))


def erasures(
    notes: Iterable[Access],
    erased: Set[ParticipantId],
    there: Set[ParticipantId],
    found: list[Finding],
) -> frozenset[ParticipantId]:
    """Whoever was erased, was so by somebody, and stays so; who did not stay so.

    notes: of access; they say who did it. erased: whose anchored history was erased.
    """
    told = noted_erased(notes)
    what = "was erased, and nobody noted that they did"
    found += [Finding(who, None, what, ASK) for who in sorted(erased - told)]
    what = "was erased, and its history is there again"
    found += [Finding(who, None, what, _BACK) for who in sorted(told & there)]
    return told & there


def accepted(notes: Iterable[Access], there: Set[ParticipantId]) -> Iterator[Finding]:
    """Each history that was taken as it stands: it proves itself from then on alone."""
    for note in notes:
        if note.action == ACCEPT and note.who and note.who in there:
            what = f"was taken as it stands on {note.at:%Y-%m-%d} by {note.actor}: {note.why}"
            yield Finding(note.who, None, what, _MEANT)


def loose(stores: Stores) -> Iterator[Finding]:
    """What no whole append holds."""
    for one in stores.events.loose():
        what = f"{one.size} bytes at the end are not acknowledged ({one.file})"
        yield Finding(one.who, None, what, _LOOK)
