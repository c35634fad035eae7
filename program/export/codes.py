"""Participant codes: random for each export, so that two bundles cannot be joined."""

import base64
import csv
import hashlib
import hmac
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from program.export.writing import cell
from program.ids import ParticipantId

_LETTERS = 12
"""60 bits: two people of a clinic never share a code in practice."""


def code(who: ParticipantId, key: bytes) -> str:
    """A person's code in one export, such as `p4x2kq7mzj3ab`.

    `key` is chance from the caller, made for this export and kept nowhere. Without it nobody
    can go from a code to a person, or from one bundle's codes to another's.
    """
    made = hmac.new(key, who.encode(), hashlib.sha256).digest()
    return "p" + base64.b32encode(made).decode().lower()[:_LETTERS]


def codes(people: Iterable[ParticipantId], key: bytes) -> Mapping[ParticipantId, str]:
    """Everyone's code, in order of the codes: the order of rows tells nothing either."""
    coded = sorted((code(who, key), who) for who in people)
    return {who: made for made, who in coded}


class NotLinked(Exception):
    """The linkage cannot be written where it was asked for."""


def write_linkage(path: Path, coded: Mapping[ParticipantId, str]) -> None:
    """Say which code is who, in a new file that only its owner can read. Raises NotLinked."""
    try:
        _write(path, coded)
    except OSError as problem:
        raise NotLinked(
            f"the linkage {path} cannot be written: {problem.strerror}"
        ) from problem


def _write(path: Path, coded: Mapping[ParticipantId, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(opened, "w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("participant_code", "participant_id"))
        writer.writerows((code, cell(who)) for who, code in coded.items())
