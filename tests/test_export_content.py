"""Whoever holds a bundle can read the rules that each person met, and check that it is they."""

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from program.modules.folder import read_folder
from program.modules.hash import content_hash
from program.modules.load import load
from program.service.bundles import make_bundle, take_bundle
from program.service.publish import publish
from program.service.study import export_study
from program.simulate.cohort import write_cohort
from program.storage.ports import Damaged
from tests.clinic import PUBLISHED
from tests.make import MONDAY
from tests.study import RHEA, Told, ana, table
from tests.test_cohort import cohort

CONTENT = Path(__file__).parents[1] / "content"


def read(folder):
    """The files below a folder, as a content is made of them."""
    return {path: text.decode() for path, text in read_folder(folder).items()}


def described(folder, content, prefix=""):
    told = json.loads((folder / f"{prefix}dataset_description.json").read_text("utf-8"))
    return next(one for one in told["programs"] if one["content_hash"] == content)


def bundle(told, folder):
    return export_study(told.clinic, RHEA, folder).folder


def test_the_content_of_every_enrolment_is_there_and_its_hash_can_be_made_again(tmp_path):
    told = Told()
    ana(told)
    folder = bundle(told, tmp_path / "bundle")
    followed = {row["content_hash"] for row in table(folder, "enrolments")}
    assert followed == {told.content}
    assert {path.name for path in (folder / "content").iterdir()} == followed
    files = read(folder / "content" / told.content)
    assert files == told.clinic.stores.archive.get(told.content).files
    assert content_hash(files) == told.content
    assert "programs/pain-and-mood/rules.yaml" in files
    program = described(folder, told.content)
    assert program["content"] == f"content/{told.content}"
    assert program["content_left_out"] == []


def test_content_that_was_left_for_newer_content_is_there_too(tmp_path):
    told = Told()
    ana(told)
    first = told.content
    changed = read_folder_with("modules/welcome/module.en.yaml", b"title: ", b"title: A ")
    publish(told.clinic.stores, changed, MONDAY)
    told.enrol("ben", on=20)
    folder = bundle(told, tmp_path / "bundle")
    assert first != told.content
    for content in (first, told.content):
        assert content_hash(read(folder / "content" / content)) == content


def read_folder_with(path, old, new):
    files = dict(read_folder(CONTENT))
    assert old in files[path]
    return files | {path: files[path].replace(old, new, 1)}


def test_words_that_belong_to_somebody_stay_out_and_can_be_put_back(tmp_path):
    told = Told()
    lent = read_folder_with(
        "instruments/peg.yaml", b'version: "1"', b'version: "1"\nwording: pack'
    )
    publish(told.clinic.stores, lent, MONDAY)
    told.enrol("ana")
    folder = bundle(told, tmp_path / "bundle")
    files = read(folder / "content" / told.content)
    kept = told.clinic.stores.archive.get(told.content).files
    words = kept["instruments/peg.en.yaml"]
    assert {**kept, **files} == kept
    assert kept.keys() - files.keys() == {"instruments/peg.en.yaml"}
    assert content_hash(files) != told.content
    (left_out,) = described(folder, told.content)["content_left_out"]
    assert left_out["file"] == "instruments/peg.en.yaml"
    assert left_out["sha256"] == hashlib.sha256(words.encode()).hexdigest()
    assert content_hash(files | {left_out["file"]: words}) == told.content
    question = "What number best describes your"
    assert question in words
    assert not [
        p for p in folder.rglob("*") if p.is_file() and question in p.read_text("utf-8")
    ]


def cannot_be_read(kept):
    raise Damaged(f"archive {kept.content}", 1, "cannot be read")


def with_another_rule(kept):
    rules = "programs/pain-and-mood/rules.yaml"
    files = {**kept.files, rules: f"{kept.files[rules]}# one more\n"}
    return kept.model_copy(update={"files": files})


@pytest.mark.parametrize("spoil", [cannot_be_read, with_another_rule])
def test_a_bundle_is_made_where_the_archive_no_longer_gives_the_content(tmp_path, spoil):
    told = Told()
    ana(told)
    told.clinic.program(told.content)
    archive = told.clinic.stores.archive

    class Spoilt:
        def get(self, content):
            return spoil(archive.get(content))

        def current(self):
            return archive.current()

    told.clinic.stores = replace(told.clinic.stores, archive=Spoilt())
    folder = bundle(told, tmp_path / "bundle")
    assert len(table(folder, "participants")) == 1
    assert described(folder, told.content)["content"] is None
    assert not (folder / "content").exists()


def test_the_content_is_in_the_file_that_a_researcher_takes_home(tmp_path):
    told = Told()
    ana(told)
    made = make_bundle(told.clinic, RHEA)
    taken = io.BytesIO(take_bundle(told.clinic, RHEA, made.name))
    zipfile.ZipFile(taken).extractall(tmp_path)
    folder = tmp_path / made.name.removesuffix(".zip")
    assert content_hash(read(folder / "content" / told.content)) == told.content


def test_a_stranger_can_play_the_content_of_a_bundle_and_gets_the_same_tables(tmp_path):
    small = cohort(2)
    (files,) = (one.files for one in PUBLISHED if one.content == small.program.hash)
    write_cohort(tmp_path / "first", small, files)
    content = read_folder(tmp_path / "first" / "simulated_content" / small.program.hash)
    found = load(content, today=MONDAY.date())
    theirs = replace(small, program=found.programs[small.program.id])
    write_cohort(tmp_path / "again", theirs, found.files[small.program.id])
    for path in (tmp_path / "first").glob("*.*"):
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes()


def test_what_invented_people_followed_is_beside_their_tables(tmp_path):
    played = cohort(2)
    (files,) = (one.files for one in PUBLISHED if one.content == played.program.hash)
    write_cohort(tmp_path / "out", played, files)
    content = played.program.hash
    assert read(tmp_path / "out" / "simulated_content" / content) == files
    told = described(tmp_path / "out", content, "simulated_")
    assert told["content"] == f"simulated_content/{content}"
