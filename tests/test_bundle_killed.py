"""A process that dies while it makes a bundle: what it left goes, what others make stays."""

import errno
import os
import select
import signal
import threading
from collections.abc import Callable
from dataclasses import replace
from fcntl import flock
from pathlib import Path

import pytest

from program.service.bundles import bundles, make_bundle
from program.service.study import export_study
from program.storage import locks, scratch
from program.storage.open import open_stores
from tests.study import RHEA, Told, ana

TIMEOUT = 20
Progress = Callable[[int, int], None]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    told = Told(open_stores(f"tinydb:{tmp_path}"))
    ana(told)
    told.clinic.settings = replace(told.clinic.settings, store=f"tinydb:{tmp_path}")
    return told


def half_made(told: Told, folder: Path) -> list[Path]:
    """What stands there after a process was killed in the middle of a bundle."""
    killed(lambda wait: make_bundle(told.clinic, RHEA, wait))
    left = list((folder / "exports").iterdir())
    assert any(file.suffix == ".csv" for file in left[0].rglob("*"))
    return left


def killed(make: Callable[[Progress], object]) -> None:
    """Let a process make something and kill it in the middle."""
    hear, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            make(lambda done, of: _wait(tell))
        finally:
            os._exit(1)
    os.close(tell)
    assert select.select([hear], [], [], TIMEOUT)[0]
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(hear)


def _wait(tell: int) -> None:
    os.write(tell, b".")
    signal.pause()


def test_what_a_killed_process_left_goes_when_the_next_bundle_is_made(told, tmp_path):
    half_made(told, tmp_path)
    made = make_bundle(told.clinic, RHEA)
    assert [path.name for path in (tmp_path / "exports").iterdir()] == [made.name]


def test_what_a_killed_process_left_goes_when_the_store_is_opened_again(told, tmp_path):
    half_made(told, tmp_path)
    open_stores(f"tinydb:{tmp_path}")
    assert list((tmp_path / "exports").iterdir()) == []


def test_what_an_earlier_version_left_of_a_bundle_goes_too(told, tmp_path):
    (tmp_path / "exports" / ".making-k3x").mkdir(parents=True)
    open_stores(f"tinydb:{tmp_path}")
    assert list((tmp_path / "exports").iterdir()) == []


def test_a_folder_that_is_nobodys_making_stays_whatever_it_is_called(told, tmp_path):
    (tmp_path / "mine.tmp").mkdir()
    (tmp_path / "mine.tmp" / "notes").write_text("keep")
    open_stores(f"tinydb:{tmp_path}")
    assert (tmp_path / "mine.tmp" / "notes").read_text() == "keep"


def test_a_bundle_that_is_being_made_is_left_alone(told, tmp_path):
    begun, go = threading.Event(), threading.Event()

    def wait(done: int, of: int) -> None:
        begun.set()
        assert go.wait(TIMEOUT)

    slow = threading.Thread(target=make_bundle, args=(told.clinic, RHEA, wait))
    slow.start()
    assert begun.wait(TIMEOUT)
    try:
        open_stores(f"tinydb:{tmp_path}")
        make_bundle(told.clinic, RHEA)
    finally:
        go.set()
        slow.join(TIMEOUT)
    assert len(bundles(told.clinic, RHEA)) == 2
    assert len(list((tmp_path / "exports").iterdir())) == 2


def test_what_a_killed_export_left_beside_its_target_goes_at_the_next_one(told, tmp_path):
    there = tmp_path / "shared"
    mine = [there / ".making-a-plan", there / "draft.tmp", there / "deep" / ".making-1.tmp"]
    for folder in mine:
        folder.mkdir(parents=True)
    (there / ".making-2.tmp").symlink_to(tmp_path)
    killed(lambda wait: export_study(told.clinic, RHEA, there / "study", wait))
    (left,) = {*there.iterdir()} - {*mine, there / "deep", there / ".making-2.tmp"}
    export_study(told.clinic, RHEA, there / "again")
    assert not left.exists()
    assert (there / "again").stat().st_mode & 0o777 == 0o700
    assert all(folder.is_dir() for folder in mine)
    assert (there / ".making-2.tmp").is_symlink()


def test_an_export_that_is_being_made_is_left_alone_by_another_beside_it(told, tmp_path):
    there = tmp_path / "shared"

    def meanwhile(done: int, of: int) -> None:
        if not (there / "other").exists():
            export_study(told.clinic, RHEA, there / "other")

    export_study(told.clinic, RHEA, there / "study", meanwhile)
    assert {path.name for path in there.iterdir()} == {"other", "study"}


def test_where_a_disk_knows_no_locks_an_export_is_written_all_the_same(
    told, tmp_path, monkeypatch
):
    def no_locks(fd: int, how: int) -> None:
        if os.path.isdir(fd):
            raise OSError(errno.EBADF, "no locks here")
        flock(fd, how)

    for module in (locks, scratch):
        monkeypatch.setattr(module, "flock", no_locks)
    (tmp_path / "shared" / ".making-theirs.tmp").mkdir(parents=True)
    export_study(told.clinic, RHEA, tmp_path / "shared" / "study")
    there = {path.name for path in (tmp_path / "shared").iterdir()}
    assert there == {".making-theirs.tmp", "study"}
