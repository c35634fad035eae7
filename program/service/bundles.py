"""Use cases of bundles: made on the researcher's page, kept for a while, taken home."""

import os
import re
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from program.export.folder import prefix
from program.service.clinic import Clinic, Signed
from program.service.study import export_study
from program.service.use_case import about_clinic

KEPT = 5
"""Bundles that are kept; an older one goes when a new one is made."""

_STAMP = "%Y%m%dT%H%M%S"
_NAME = re.compile(
    r"(?:simulated_)?study_(\d{8}T\d{6})_[0-9a-f]{8}(?:_without_(\d+))?\.zip", re.ASCII
)
"""Whoever holds the file sees by its name that people were left out."""


class NoBundle(Exception):
    """There is no bundle of that name, or it has made room for newer ones."""


@dataclass(frozen=True)
class Bundle:
    """A bundle that is ready to be taken."""

    name: str
    made: datetime
    """UTC."""
    size: int
    """Bytes."""
    left_out: int
    """People whose rows are not in it; its description says why."""


def make_bundle(
    clinic: Clinic, by: Signed, progress: Callable[[int, int], None] = lambda done, of: None
) -> Bundle:
    """Write the de-identified bundle, pack it, and keep it until five newer ones are there.

    progress: told (people done, people in all). Raises Refused (asked by `export_study`),
    OSError when the export folder cannot be written, Unavailable.
    """
    # Here, because these files cannot even be imported where there are no POSIX locks.
    from program.storage.scratch import clean, work_folder

    area = _area(clinic)
    area.mkdir(mode=0o700, parents=True, exist_ok=True)
    stamp = clinic.moment().strftime(_STAMP)
    name = f"{prefix(clinic.stores.mode)}study_{stamp}_{clinic.token()[:8]}"
    clean(area)
    with work_folder(area) as work:
        gone = len(export_study(clinic, by, work / "bundle", progress).left_out)
        name += f"_without_{gone}" if gone else ""
        packed = _pack((work / "bundle").rename(work / name))
        packed.rename(area / packed.name)
    for old in _kept(area)[KEPT:]:
        (area / old.name).unlink(missing_ok=True)
    return next(one for one in _kept(area) if one.name == f"{name}.zip")


def _pack(folder: Path) -> Path:
    packed = folder.with_name(f"{folder.name}.zip")
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            archive.write(file, file.relative_to(folder.parent))
    return packed


@about_clinic("see bundles")
def bundles(clinic: Clinic, by: Signed) -> tuple[Bundle, ...]:
    """The bundles that are ready, newest first. Raises Refused."""
    return _kept(_area(clinic))


@about_clinic("take bundle")
def take_bundle(clinic: Clinic, by: Signed, name: str) -> bytes:
    """A bundle as a zip file. Raises NoBundle, Refused."""
    area = _area(clinic)
    if not _NAME.fullmatch(name) or not (area / name).is_file():
        raise NoBundle(name)
    return (area / name).read_bytes()


def _kept(area: Path) -> tuple[Bundle, ...]:
    if not area.is_dir():
        return ()
    found = [
        Bundle(file.name, _made(named[1]), file.stat().st_size, int(named[2] or 0))
        for file in area.iterdir()
        if (named := _NAME.fullmatch(file.name)) and file.is_file()
    ]
    return tuple(sorted(found, key=lambda one: (one.made, one.name), reverse=True))


def _made(stamp: str) -> datetime:
    return datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)


def _area(clinic: Clinic) -> Path:
    """Where bundles wait: beside the store's own folders, or for a store in memory, a folder
    that goes with the process."""
    kind, _, place = clinic.settings.store.partition(":")
    return Path(place) / "exports" if kind == "tinydb" else Path(_passing().name)


@cache
def _passing() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix=f"cairn-exports-{os.getpid()}-")
