"""A researcher gets a bundle that is whole, tells everything once, and names nobody."""

import csv
import hashlib
import io
import json
import re
from collections import Counter
from dataclasses import replace
from typing import get_args

import pytest

from program.access import Refused
from program.adapt import schedule
from program.adapt.ageing import ageing_signals
from program.adapt.view import View
from program.events import (
    Chosen,
    Decision,
    Occasion,
    OfferChoice,
    OpenModule,
    SignalHandled,
    Stamp,
    Visited,
    keep_text,
)
from program.exercises._pacing import UNITS
from program.export.codebook import codebook
from program.export.codelist import codelist
from program.export.folder import Taken
from program.export.shared import OCCASIONS
from program.export.tables import TABLES
from program.export.writing import cell, csv_line
from program.instruments.score import score
from program.record import fold
from program.service.study import export_study
from program.storage.memory import MemoryEvents
from program.storage.open import open_stores
from program.storage.ports import Damaged, Unavailable
from tests.make import day
from tests.study import (
    RHEA,
    SECRET,
    THEO,
    Told,
    ana,
    answered,
    completed,
    decided,
    opened,
    practised,
    table,
    texts,
)


@pytest.fixture(scope="module")
def told():
    told = Told()
    ana(told)
    told.enrol("ben", on=20)
    told.tell("cleo", (21, practised(1)))
    told.at = day(60)
    return told


@pytest.fixture(scope="module")
def folder(told, tmp_path_factory):
    return export_study(told.clinic, RHEA, tmp_path_factory.mktemp("b") / "bundle").folder


def one(rows, **where):
    (found,) = [row for row in rows if all(row[name] == v for name, v in where.items())]
    return found


def code_of(folder, enrolled=True):
    """Ana is the one with most facts."""
    rows = table(folder, "participants")
    return max(rows, key=lambda row: int(row["facts"]))["participant_code"]


def test_every_person_has_a_row_and_every_enrolment_its_planned_modules(told, folder):
    planned = len(told.clinic.program(told.content).plan.modules)
    assert len(table(folder, "participants")) == 3
    assert len(table(folder, "enrolments")) == 2
    progress = table(folder, "module_progress")
    per_enrolment = Counter(row["enrolment_code"] for row in progress)
    assert per_enrolment == {
        row["enrolment_code"]: planned for row in table(folder, "enrolments")
    }


def test_every_stored_decision_is_in_the_file_once(told, folder):
    stored = [
        event.seq
        for who in told.clinic.stores.events.heads()
        for event in told.clinic.stores.events.read(who)
        if isinstance(event.fact, Decision)
    ]
    assert [int(row["seq"]) for row in table(folder, "decisions")] == stored


def test_a_decision_tells_what_was_shown_and_why(folder):
    rows = table(folder, "decisions")
    opening = one(rows, outcome="open")
    assert opening["module"] == "welcome"
    assert opening["patient_sentence"] == "This is the next step of the program."
    assert (
        opening["therapist_sentence"] == "No rule called for anything else; the core goes on."
    )
    wait = one(rows, outcome="wait")
    assert (wait["study_day"], wait["until_day"]) == ("4", "8")
    assert json.loads(one(rows, outcome="offer")["branches"]) == ["sleep-1"]


def test_module_progress_tells_what_became_of_each_module(folder):
    rows = [
        row
        for row in table(folder, "module_progress")
        if row["participant_code"] == code_of(folder)
    ]
    welcome = one(rows, module="welcome")
    assert welcome["state"] == "completed"
    assert (welcome["opened_day"], welcome["completed_day"]) == ("1", "3")
    assert (welcome["iteration"], welcome["useful"]) == ("2", "8")
    assert (welcome["steps_done"], welcome["steps_skipped"]) == ("3", "1")
    assert welcome["minutes_practised"] == "2"
    assert welcome["opened_by_decision"] == "3"
    begun = one(rows, module="understanding-pain-and-mood")
    assert (begun["state"], begun["variant"], begun["actual_order"]) == ("open", "light", "2")
    declined = one(rows, module="sleep-1")
    assert (declined["part"], declined["state"]) == ("branch", "never_opened")
    assert (declined["offered"], declined["declined"]) == ("true", "true")
    assert (declined["opened_day"], declined["iteration"]) == ("", "0")
    assert one(rows, module="finding-your-pace")["directive"] == "pin"


def test_somebody_who_never_began_still_has_every_row(told, folder):
    rows = [
        row
        for row in table(folder, "module_progress")
        if row["participant_code"] != code_of(folder)
    ]
    assert {row["state"] for row in rows} == {"never_opened"}
    assert len(rows) == len(told.clinic.program(told.content).plan.modules)


def test_a_missing_score_is_empty_and_says_how_many_items_there_were(folder):
    rows = table(folder, "scores")
    missing = one(rows, scale="phq8")
    assert (missing["value"], missing["n_answered"], missing["n_items"]) == ("", "0", "3")
    assert one(rows, scale="peg")["value"] == "5.6667"
    assert one(rows, scale="peg")["study_day"] == "2"


def test_an_area_that_somebody_would_rather_not_name_is_a_missing_score(tmp_path):
    told = Told()
    told.enrol("ben")
    for items in ({"most": None, "how_much": None}, {"most": "sleep", "how_much": 7}):
        scores = score(told.clinic.program(told.content).instruments["area"].file, items)
        told.tell("ben", answered("area").model_copy(update={"items": items, "scores": scores}))
    rows = table(export_study(told.clinic, RHEA, tmp_path / "b").folder, "scores")
    assert [
        (row["scale"], row["value"], row["n_answered"], row["n_items"]) for row in rows
    ] == [
        ("area", "", "0", "2"),
        ("area-sleep", "7", "2", "2"),
    ]


def test_exercises_give_numbers_and_an_entry_without_any_is_still_told(folder):
    rows = [
        row for row in table(folder, "exercises") if row["participant_code"] == code_of(folder)
    ]
    assert one(rows, kind="practice_log", module="welcome", score="minutes")["value"] == "2"
    assert one(rows, kind="pain_mood_map")["value"] == ""


def test_an_amount_says_what_it_is_counted_in(tmp_path):
    told = Told()
    told.enrol("ben")
    for unit in (option.code for option in UNITS):
        walked = practised(0).model_copy(
            update={"answers": {"unit": unit}, "scores": {"amount": 40.0, "effort": 3.0}}
        )
        told.tell("ben", walked)
    folder = export_study(told.clinic, RHEA, tmp_path / "b").folder
    rows = table(folder, "exercises")
    assert [row["unit"] for row in rows if row["score"] == "amount"] == [
        "minutes",
        "metres",
        "times",
    ]
    assert {row["unit"] for row in rows if row["score"] == "effort"} == {""}
    codes = one(table(folder, "codebook"), file="exercises", column="unit")["codes"]
    assert "times = repetitions" in codes


def test_a_program_can_read_the_codes_of_the_codebook_back(folder):
    told = table(folder, "codebook")
    for entry in TABLES:
        for column in entry.columns:
            row = one(told, file=entry.name, column=column.name)
            parts = row["codes"].split("; ") if row["codes"] else []
            read = dict(part.split(" = ", 1) for part in parts)
            assert read == column.codes, (entry.name, column.name)


def test_a_signal_tells_its_numbers_and_when_it_was_handled(folder):
    (signal,) = [row for row in table(folder, "signals") if row["stored"] == "true"]
    assert (signal["level"], signal["study_day"], signal["handled_day"]) == (
        "amber",
        "12",
        "13",
    )
    assert json.loads(signal["values"]) == {"points": 1.5}
    assert signal["respond_within_hours"] == "24"


def told_signals(told, folder):
    rows = table(export_study(told.clinic, RHEA, folder).folder, "signals")
    return [
        (row["kind"], row["level"], row["study_day"], row["stored"], row["handled_day"])
        for row in rows
    ]


def test_silence_and_falling_behind_are_told_whether_anybody_handled_them_or_not(tmp_path):
    told = Told()
    told.enrol("ben")
    told.at = day(40)
    nobody = told_signals(told, tmp_path / "before")
    assert nobody[:2] == [
        ("no_visit", "amber", "8", "false", ""),
        ("no_visit", "red", "15", "false", ""),
    ]
    plan, record = told.clinic.program(told.content).plan, told.clinic.record("ben")
    (red, *_) = ageing_signals(plan, record, day(20).date())
    note = keep_text("called", "s")
    told.tell("ben", (20, red), (20, SignalHandled(signal=red.signal, note=note)))
    told.at = day(22)
    assert ("no_visit", "red", "15", "true", "21") in told_signals(told, tmp_path / "after")


def test_falling_behind_is_told_from_the_first_day_it_stood(tmp_path):
    told = Told()
    told.enrol("ben")
    told.tell("ben", opened("welcome"), (5, completed("welcome")))
    for on in range(10, 40, 5):
        told.tell("ben", (on, Visited()))
    told.at = day(40)
    plan = told.clinic.program(told.content).plan
    levels = {"amber": [], "red": []}
    for on in range(41):
        seen = [
            e for e in told.clinic.stores.events.read("ben") if e.at.date() < day(on).date()
        ]
        for one in ageing_signals(plan, fold(seen), day(on).date()) if seen else ():
            levels[one.level].append(str(on + 1))
    assert told_signals(told, tmp_path / "b") == [
        ("behind", "amber", levels["amber"][0], "false", ""),
        ("behind", "red", levels["red"][0], "false", ""),
    ]


def test_nothing_is_told_of_time_that_went_by_after_the_next_enrolment(tmp_path):
    told = Told()
    told.enrol("ben", enrolment="one")
    told.enrol("ben", on=5, enrolment="two")
    told.at = day(13)
    (row,) = table(export_study(told.clinic, RHEA, tmp_path / "b").folder, "signals")
    assert row["enrolment_code"].endswith("-2")
    assert (row["kind"], row["study_day"], row["seq"]) == ("no_visit", "8", "")


def test_attrition_tells_silence_from_going_on(folder):
    enrolment = one(table(folder, "enrolments"), participant_code=code_of(folder))
    assert (enrolment["stopped_visiting"], enrolment["nonusage_day"]) == ("true", "13")
    assert (enrolment["last_check_in_day"], enrolment["status"]) == ("2", "open")


def test_who_never_came_or_never_answered_has_a_day_for_the_event(folder):
    rows = table(folder, "enrolments")
    ana = one(rows, participant_code=code_of(folder))
    (ben,) = [row for row in rows if row is not ana]
    assert (ana["dropout_day"], ana["last_check_in_day"]) == ("3", "2")
    assert (ben["stopped_answering"], ben["last_check_in_day"], ben["dropout_day"]) == (
        "true",
        "",
        "2",
    )


def test_a_branch_that_was_chosen_and_then_declined_is_declined_as_the_engine_has_it(tmp_path):
    told = Told()
    told.enrol("ben")
    offer = OfferChoice(branches=("sleep-1",), otherwise="understanding-pain-and-mood")
    (offered,) = told.tell("ben", decided(offer))
    taken = OpenModule(module="sleep-1", because="chosen")
    _, opens = told.tell("ben", Chosen(decision=offered, module="sleep-1"), decided(taken))
    core = OpenModule(module="understanding-pain-and-mood", because="core")
    _, goes_on = told.tell("ben", Chosen(decision=opens, module=None), decided(core))
    told.tell("ben", Chosen(decision=goes_on, module="lifting-mood"))
    view = View(
        told.clinic.program(told.content).plan, told.clinic.record("ben"), day(1).date()
    )
    rows = table(export_study(told.clinic, RHEA, tmp_path / "b").folder, "module_progress")
    assert "sleep-1" in view.declined
    assert {row["module"] for row in rows if row["declined"] == "true"} == {"sleep-1"}


def test_what_happened_before_enrolment_keeps_its_place(folder):
    (visit,) = table(folder, "visits")
    assert (visit["enrolment_code"], visit["study_day"], visit["seq"]) == ("", "1", "1")


def test_nothing_in_the_bundle_says_who_when_or_where(told, folder):
    program = told.clinic.program(told.content)
    codes = [tuple(row.values()) for row in table(folder, "codelist")]
    assert codes == [(*map(cell, row),) for row in codelist([program])]
    text = texts(folder).replace((folder / "codelist.csv").read_text("utf-8"), "")
    made = (folder / "dataset_description.json").read_text("utf-8")
    dates = set(re.findall(r"\b20\d\d-\d\d-\d\d", text))
    assert dates == {json.loads(made)["made_at"]}
    for telling in (
        "ana",
        "ben",
        "cleo",
        "account-",
        "enrolment-",
        "New_York",
        SECRET,
        "Quill",
    ):
        assert not re.search(rf"\b{telling}", text), telling
    for who in told.clinic.stores.events.heads():
        for event in told.clinic.stores.events.read(who):
            assert event.id not in text
            assert event.previous not in text


def test_codes_are_new_in_every_export_and_two_bundles_cannot_be_joined(told, folder, tmp_path):
    again = export_study(told.clinic, RHEA, tmp_path / "again").folder
    before = {row["participant_code"] for row in table(folder, "participants")}
    after = {row["participant_code"] for row in table(again, "participants")}
    assert not before & after


def test_the_linkage_is_written_apart_and_only_when_asked(told, folder, tmp_path):
    assert not [path for path in folder.iterdir() if "link" in path.name]
    linkage = tmp_path / "linkage.csv"
    bundle = export_study(told.clinic, RHEA, tmp_path / "bundle", linkage=linkage).folder
    linked = {r["participant_code"]: r["participant_id"] for r in table(tmp_path, "linkage")}
    assert linked[code_of(bundle)] == "ana"
    assert set(linked.values()) == {"ana", "ben", "cleo"}
    assert linkage.stat().st_mode & 0o077 == 0
    with pytest.raises(Taken, match="apart"):
        export_study(
            told.clinic, RHEA, tmp_path / "other", linkage=tmp_path / "other" / "linkage.csv"
        )


def test_every_column_of_every_file_is_in_the_codebook_and_the_reverse(folder):
    written = []
    for entry in TABLES:
        with (folder / f"{entry.name}.csv").open(newline="") as stream:
            written += [(entry.name, column) for column in next(csv.reader(stream))]
    told = table(folder, "codebook")
    assert [(row["file"], row["column"]) for row in told] == written
    assert len(set(written)) == len(written)
    readable = (folder / "codebook.md").read_text("utf-8")
    assert all(f"| {column} |" in readable for _, column in written)


def test_every_cell_is_what_the_codebook_says(folder):
    for entry in TABLES:
        for row in table(folder, entry.name):
            for column in entry.columns:
                assert fits(column, row[column.name]), (entry.name, column.name, row)


def fits(column, given):
    if given == "":
        return column.missing != "never missing"
    if column.codes:
        return given in column.codes
    match column.type:
        case "integer":
            return re.fullmatch(r"-?\d+", given)
        case "number":
            return float(given) is not None
        case "boolean":
            return given in ("true", "false")
        case "array" | "object":
            return isinstance(json.loads(given), list if column.type == "array" else dict)
        case _:
            return True


def test_the_occasions_of_the_codebook_are_those_there_are():
    assert OCCASIONS.keys() == {*get_args(Occasion)} == {"intake", *get_args(schedule.Occasion)}


def test_questions_that_belong_to_somebody_are_named_and_not_quoted(told):
    program = told.clinic.program(told.content)
    ours = program.instruments["peg"]
    theirs = replace(ours, file=ours.file.model_copy(update={"wording": "pack"}))
    lent = replace(program, instruments={**program.instruments, "peg": theirs})
    said = {row[2]: row[4] for row in codelist([lent]) if row[1] == "item" and row[3] == "peg"}
    assert said == dict.fromkeys(("pain", "enjoyment", "activity"), "")


def test_no_column_is_identifying():
    assert {row[6] for row in codebook()} == {"no"}


def test_the_description_proves_what_the_bundle_is(told, folder):
    described = json.loads((folder / "dataset_description.json").read_text("utf-8"))
    assert described["mode"] == "live"
    assert described["programs"][0]["content_hash"] == told.content
    assert described["programs"][0]["enrolments"] == 2
    for entry in described["tables"]:
        assert entry["rows"] == len(table(folder, entry["file"].removesuffix(".csv")))


def test_a_copy_of_a_bundle_can_be_checked_file_by_file(folder):
    described = json.loads((folder / "dataset_description.json").read_text("utf-8"))
    sums = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }
    del sums["dataset_description.json"]
    assert described["sha256"] == sums


def test_a_simulated_clinic_is_labelled_in_every_name_and_in_the_rows(tmp_path):
    told = Told(mode="simulated")
    ana(told)
    folder = export_study(told.clinic, RHEA, tmp_path / "bundle").folder
    names = {path.name for path in folder.iterdir()}
    unlabelled = {name for name in names if not name.startswith("simulated_")}
    assert unlabelled == {"datapackage.json"}, "the standard gives this one its name"
    for name in ("participants", "enrolments"):
        assert {row["mode"] for row in table(folder, f"simulated_{name}")} == {"simulated"}
    described = json.loads((folder / "simulated_dataset_description.json").read_text("utf-8"))
    assert described["mode"] == "simulated"
    assert "no real person" in described["description"]


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_text_can_act_as_a_formula(begins):
    assert cell(f"{begins}SUM(A1)") == f"'{begins}SUM(A1)"
    assert cell(-1.5) == "-1.5"
    assert cell("-3") == "-3"
    assert cell("-3+cmd|' /C calc'!A0").startswith("'")


def test_a_damaged_history_is_left_out_and_named_by_its_code(tmp_path):
    told = Told(open_stores(f"tinydb:{tmp_path / 'data'}"))
    ana(told)
    told.enrol("ben", on=13)
    for path in (tmp_path / "data" / "events").rglob("*ben*"):
        if path.is_file():
            path.write_bytes(b"{nonsense}\n" + path.read_bytes())
    fresh = Told(open_stores(f"tinydb:{tmp_path / 'data'}"))
    linkage = tmp_path / "linkage.csv"
    report = export_study(fresh.clinic, RHEA, tmp_path / "bundle", linkage=linkage)
    (left_out,) = report.left_out
    linked = {r["participant_code"]: r["participant_id"] for r in table(tmp_path, "linkage")}
    assert linked[left_out.code] == "ben"
    described = (report.folder / "dataset_description.json").read_text("utf-8")
    assert json.loads(described)["left_out"][0]["participant_code"] == left_out.code
    assert len(table(report.folder, "participants")) == 1


def altered(tmp_path, anchored=False, was=b'"useful":8', now=b'"useful":9'):
    """A bundle of a store in which somebody changed Ana's journal."""
    told = Told(open_stores(f"tinydb:{tmp_path / 'data'}"))
    ana(told)
    told.enrol("ben", on=13)
    if anchored:
        told.clinic.stores.audit.anchor(told.at, told.clinic.stores.events.heads())
    journal = tmp_path / "data" / "events" / "ana.jsonl"
    kept = journal.read_bytes()
    assert was in kept
    journal.write_bytes(now.join(kept.rsplit(was, 1)))
    fresh = Told(open_stores(f"tinydb:{tmp_path / 'data'}"))
    return export_study(fresh.clinic, RHEA, tmp_path / "bundle")


def test_altered_values_are_never_exported_as_good(tmp_path):
    report = altered(tmp_path)
    (left_out,) = report.left_out
    assert "does not follow from the event before it" in left_out.why
    assert "not as it was kept" in left_out.why
    assert report.rows["participants"] == 1
    assert report.rows["scores"] == 0


def test_what_was_anchored_and_is_another_or_gone_is_left_out(tmp_path):
    last = b"America/New_York"  # of the last event: no other follows from it
    (changed,) = altered(tmp_path / "a", True, last, b"America/Chicago").left_out
    assert "is not the event that was anchored" in changed.why
    told = Told(open_stores(f"tinydb:{tmp_path / 'b'}"))
    told.enrol("ben")
    told.clinic.stores.audit.anchor(told.at, told.clinic.stores.events.heads())
    (tmp_path / "b" / "events" / "ben.jsonl").unlink()
    fresh = Told(open_stores(f"tinydb:{tmp_path / 'b'}"))
    (gone,) = export_study(fresh.clinic, RHEA, tmp_path / "bundle").left_out
    assert "ends at event 0, but 1 were anchored" in gone.why


def test_the_description_says_what_was_checked_and_what_no_anchor_vouches_for(tmp_path):
    told = Told()
    ana(told)
    events = told.clinic.stores.events
    told.clinic.stores.audit.anchor(told.at, events.heads())
    told.enrol("ben", on=13)
    folder = export_study(told.clinic, RHEA, tmp_path / "bundle").folder
    described = json.loads((folder / "dataset_description.json").read_text("utf-8"))
    assert described["proof"] == {
        "histories_checked": 2,
        "events_checked": len(events.read("ana")) + 1,
        "events_no_anchor_vouches_for": 1,
        "anchors": "read",
    }


def beside_another(change, folder):
    """What is exported of two people where an event of one was changed so."""
    told = Told()
    told.enrol("ben")
    told.enrol("ana")
    events = told.clinic.stores.events
    (begun,) = events.read("ben")
    given = {name: getattr(begun, name) for name in Stamp.model_fields}
    events.append("ben", [Stamp(**{**given, "id": "e-2", **change})], after=1)
    return export_study(told.clinic, RHEA, folder)


def test_a_history_that_cannot_be_told_is_left_out_and_the_log_says_where(tmp_path, caplog):
    impossible = {"fact": completed("finding-your-pace")}
    report = beside_another(impossible, tmp_path / "bundle")
    (left_out,) = report.left_out
    assert left_out.why == "the history cannot be told (KeyError); the log says where"
    assert report.rows["participants"] == report.rows["enrolments"] == 1
    assert "KeyError" in caplog.text
    assert "_fold.py" in caplog.text


@pytest.mark.parametrize("change", [{"zone": "Mars/Olympus"}, {"local_date": "soon"}])
def test_a_history_with_no_real_day_or_zone_is_left_out_as_altered(tmp_path, change):
    report = beside_another(change, tmp_path / "bundle")
    (left_out,) = report.left_out
    assert "event 2 is no event this engine can read" in left_out.why
    assert report.rows["participants"] == report.rows["enrolments"] == 1


def test_an_export_that_fails_leaves_nothing_behind(tmp_path):
    told = Told()
    ana(told)
    told.enrol("ben", on=13)

    class Failing(MemoryEvents):
        """The store goes away at the second person."""

        def read(self, who, since=0):
            if self.asked:
                raise Unavailable("the disk is gone")
            self.asked = True
            return told.clinic.stores.events.read(who, since)

    failing = Failing()
    failing.asked = False
    failing.heads = told.clinic.stores.events.heads
    broken = Told()
    broken.clinic.stores = replace(broken.clinic.stores, events=failing)
    with pytest.raises(Unavailable):
        export_study(broken.clinic, RHEA, tmp_path / "out" / "bundle", linkage=tmp_path / "l")
    assert [*(tmp_path / "out").iterdir()] == []
    assert not (tmp_path / "l").exists()


def test_a_folder_that_holds_something_is_never_written_over(told, tmp_path):
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(Taken, match="new or an empty folder"):
        export_study(told.clinic, RHEA, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_progress_is_told_person_by_person(told, tmp_path):
    heard = []
    export_study(told.clinic, RHEA, tmp_path / "b", lambda done, of: heard.append((done, of)))
    assert heard == [(1, 3), (2, 3), (3, 3)]


def test_only_a_researcher_may_export_and_each_export_is_noted(told, tmp_path):
    with pytest.raises(Refused):
        export_study(told.clinic, THEO, tmp_path / "bundle")
    assert not (tmp_path / "bundle").exists()
    export_study(told.clinic, RHEA, tmp_path / "bundle")
    noted = told.clinic.stores.audit.notes()[-1]
    assert (noted.actor, noted.action, noted.role) == (
        RHEA.account,
        "export study",
        "researcher",
    )


def test_reading_a_damaged_history_midway_leaves_one_person_out(told, tmp_path):
    events = told.clinic.stores.events

    class Torn(MemoryEvents):
        def heads(self):
            return events.heads()

        def read(self, who, since=0):
            if who == "ben":
                raise Damaged("ben", 3, "cannot be read")
            return events.read(who, since)

    torn = Told()
    torn.clinic.stores = replace(torn.clinic.stores, events=Torn())
    report = export_study(torn.clinic, RHEA, tmp_path / "bundle")
    assert [one.why for one in report.left_out] == ["the history is damaged at line 3"]
    assert report.rows["participants"] == 2
    assert not re.search(r"\bben\b", texts(report.folder))


@pytest.mark.parametrize(
    "cells",
    [
        ("a", "b"),
        ("", ""),
        ('say "so"', "x"),
        ("one, two", ""),
        ("a\nb", "c\rd"),
        ('"', "' "),
        ('[{"a":1}]', "é"),
        ("'=1", " b "),
    ],
)
def test_a_line_is_what_the_csv_module_writes(cells):
    stream = io.StringIO(newline="")
    csv.writer(stream).writerow(cells)
    assert csv_line(cells) == stream.getvalue()
