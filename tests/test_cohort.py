"""A cohort of invented people: the facts the service would make, the same files from the same
seed, and numbers that are what was counted."""

import csv
import hashlib
import json
import random
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest

from program.adapt.ageing import ageing_signals
from program.adapt.decide import decide
from program.cli import main
from program.events import (
    CheckInSaved,
    Chosen,
    ConsentGiven,
    Decision,
    DirectiveGiven,
    Enrolled,
    ExerciseSaved,
    FlareReported,
    InstrumentAnswered,
    LessonRead,
    ModuleOpened,
    SignalHandled,
    SignalRaised,
    Visited,
    ZoneSet,
)
from program.exercises import patterns
from program.exercises._logged import LoggedDay
from program.export.tables import TABLES
from program.ids import ParticipantId
from program.instruments.questions import field_name
from program.modules.issues import ContentRefused
from program.modules.voices import headline, outcome_headline
from program.record import ModuleState, Record, apply, whole
from program.service.check_in import DUE_PLACE, INTAKE_PLACE, Place, save_check_in
from program.service.clinic import Signed
from program.service.directing import assign, direct, handle
from program.service.exercises import save_exercise
from program.service.path import (
    answer_offer,
    arrive,
    consent,
    open_module,
    read_lesson,
    report_flare,
    set_zone,
)
from program.service.tools import use_tool
from program.settings import Settings
from program.simulate.activity import Activity
from program.simulate.cohort import play_cohort, write_cohort
from program.simulate.mix import Mix, Ways, read_mix
from program.simulate.player import MONDAY, Cohort, Player
from program.simulate.published import AIM
from program.simulate.report import MOST_RED, as_markdown
from program.simulate.tally import Tally
from program.storage.audit import verify
from program.ui.parts.trace import called_for
from tests.clinic import ANA, PATIENT, PUBLISHED, THERAPIST, Small
from tests.content import mistake
from tests.content_tables import PROGRAMS
from tests.test_round import with_quiet

WEEKS = 9
MIX = read_mix()
AGEING = ("no_visit", "behind")
BUSY = Ways(accepts=0.5, pins=0.5, holds=0.3, brings_back=0.5)


(FILES,) = (one.files for one in PUBLISHED if one.program == "pain-and-mood")


def cohort(participants: int = 12, mix: Mix = MIX, seed: int = 4) -> Cohort:
    small = Small().enrol()
    return Cohort(small.program, mix, participants, WEEKS, seed)


def only(persona: str, **changed) -> Mix:
    """Everybody takes one course, looked after by a therapist who does a lot."""
    (found,) = (one for one in MIX.personas if one.id == persona)
    one = found.model_copy(update={"share": 1.0, **changed})
    return Mix(personas=(one,), therapist=BUSY)


@pytest.fixture(scope="module", params=[one.id for one in MIX.personas])
def walked(request):
    """One person of each persona: the history and the clinic it was kept in."""
    who = ParticipantId("s-1")
    _, course, clinic = Player(cohort(1, only(request.param, logs=1.0))).play(who)
    return who, course, clinic


def test_every_decision_is_what_the_facts_before_it_lead_to(walked):
    who, course, clinic = walked
    before = Record()
    for event in clinic.stores.events.read(who):
        if isinstance(event.fact, Decision):
            program = clinic.program(before.content)
            again = decide(program.plan, before, event.at, occasion=event.fact.occasion)
            assert again == event.fact
        before = apply(before, event)
    assert before == course.record


def test_the_nearest_change_is_never_told_as_what_comes_next_already(walked):
    who, course, clinic = walked
    program = clinic.program(course.record.content)
    made = [e.fact for e in clinic.stores.events.read(who) if isinstance(e.fact, Decision)]
    near = [one for one in made if one.nearest is not None]
    assert near
    for one in near:
        elsewhere = outcome_headline(one.nearest.outcome, program, "en")
        assert elsewhere != headline(one, program, "en")


def test_what_could_not_have_come_is_not_told_as_what_another_answer_calls_for(walked):
    who, course, clinic = walked
    program = clinic.program(course.record.content)
    for event in clinic.stores.events.read(who):
        if not isinstance(event.fact, Decision):
            continue
        told = "".join(called_for(event.fact, program, "en"))
        barred = {"completed", "declined", "limit_in_course"}
        for module, why_not in event.fact.alternatives.items():
            if why_not in barred:
                assert program.module_words(module, "en").title not in told


def test_the_history_of_somebody_invented_proves_itself(walked):
    who, course, clinic = walked
    followed = course.record.content
    (version,) = (one for one in PUBLISHED if one.content == followed)
    clinic.stores.archive.put(version)
    assert clinic.stores.events.read(who)
    assert verify(clinic.stores).found == ()


def test_the_service_makes_the_same_decisions_of_the_same_acts(walked):
    who, _, clinic = walked
    events = clinic.stores.events.read(who)
    small = Small(settings=Settings(duty="Robin"))
    account = small.stores.accounts.get(PATIENT.account)
    walked_with = clinic.stores.accounts.by_participant(who)
    contacts = walked_with.contacts if walked_with else {}
    small.stores.accounts.put(account.model_copy(update={"contacts": contacts}))
    for batch in batches(events):
        act(small, batch)
        see_to(small, batch, events)
    assert told(small.events()) == told(events)


def batches(events):
    """The events of each append, in turn."""
    ends = [0, *sorted({event.batch for event in events})]
    return [events[begin:end] for begin, end in pairwise(ends)]


def act(small, events):
    """Do through the service what the facts of one visit say was done."""
    by = Signed(PATIENT.account, "patient", ANA, f"s-{events[0].seq}")
    answered = {}
    for event in events:
        small.clock.at, clinic = event.at, small.clinic
        match event.fact:
            case Enrolled() as fact:
                assign(clinic, THERAPIST, ANA, fact.program)
            case ConsentGiven():
                consent(clinic, by, ANA)
            case Visited():
                arrive(clinic, by, ANA)
            case ZoneSet(zone=zone):
                set_zone(clinic, by, ANA, zone)
            case FlareReported(going_on=going_on):
                report_flare(clinic, by, ANA, going_on)
            case Chosen(module=module):
                latest = clinic.record(ANA).latest.event
                answer_offer(clinic, by, ANA, latest, module)
            case ModuleOpened(module=module, variant=variant):
                open_module(clinic, by, ANA, module, variant)
            case LessonRead() as fact:
                read_lesson(clinic, by, ANA, fact.module, fact.step, fact.variant)
            case ExerciseSaved(module=None) as fact:
                use_tool(clinic, by, ANA, fact.step, clinic.token(), whole(fact))
            case ExerciseSaved() as fact:
                token = clinic.token()
                save_exercise(clinic, by, ANA, fact.module, fact.step, token, whole(fact))
            case InstrumentAnswered() as fact:
                answered |= {
                    field_name(fact.instrument, item): v for item, v in fact.items.items()
                }
                following = events[event.seq - events[0].seq + 1].fact
                if fact.occasion == "intake" and not isinstance(following, InstrumentAnswered):
                    save_check_in(clinic, by, ANA, INTAKE_PLACE, clinic.token(), answered)
                    answered = {}
            case CheckInSaved() as fact:
                place = Place(fact.step, fact.module, fact.step) if fact.step else DUE_PLACE
                save_check_in(clinic, by, ANA, place, clinic.token(), answered)
                answered = {}


def see_to(small, batch, events):
    """Do through the service what the facts of one look say a therapist did."""
    raised = {e.fact.signal: e.fact for e in events if isinstance(e.fact, SignalRaised)}
    for event in batch:
        small.clock.at = event.at
        match event.fact:
            case SignalHandled(signal=signal, note=note):
                there, shown = waiting_there(small, raised[signal]), raised[signal]
                ageing = (
                    shown if shown.kind in AGEING else None
                )  # no daily round made it a fact
                handle(small.clinic, THERAPIST, ANA, there, note.body, shown=ageing)
            case DirectiveGiven(action=action, module=module, reason=reason) as fact:
                kindly = fact.to_patient.body if fact.to_patient else ""
                given = (action, reason.body, module, kindly)
                direct(small.clinic, THERAPIST, ANA, *given)


def waiting_there(small, shown: SignalRaised):
    """The signal of the same kind and level that waits in a clinic; one that comes from time
    going by has the same name everywhere."""
    waiting = (
        one.signal.signal
        for one in small.clinic.record(ANA).signals.values()
        if one.handled is None
        and (one.signal.kind, one.signal.level) == (shown.kind, shown.level)
    )
    return next(waiting, shown.signal)


def told(events):
    """What was decided and kept, without ids. The daily round is no act of anybody."""
    found = []
    raised = {e.fact.signal: e.fact for e in events if isinstance(e.fact, SignalRaised)}
    for event in events:
        fact = event.fact
        if isinstance(fact, Decision):
            plain = fact.model_dump(mode="json")
            plain["inputs"] = [{**seen, "source": None} for seen in plain["inputs"]]
            found.append(plain)
        elif isinstance(fact, ModuleOpened):
            found.append((fact.module, fact.variant))
        elif isinstance(fact, SignalRaised) and event.role == "patient":
            found.append((fact.kind, fact.level))
        elif isinstance(fact, ExerciseSaved):
            found.append((fact.step, fact.scores, fact.headline))
        elif isinstance(fact, SignalHandled) and raised[fact.signal].kind not in AGEING:
            found.append((raised[fact.signal].kind, fact.note.body))
        elif isinstance(fact, DirectiveGiven):
            found.append((fact.action, fact.module, fact.reason.body, fact.to_patient is None))
    return found


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """One cohort written by one process, and again by two."""
    folder = tmp_path_factory.mktemp("simulated")
    one = write_cohort(folder / "one", cohort(24), FILES, processes=1)
    two = write_cohort(folder / "two", cohort(24), FILES, processes=2)
    return folder, one, two


def test_the_same_seed_writes_the_same_bytes_whatever_the_number_of_processes(written):
    folder, one, two = written
    assert one == two
    names = files_of(folder / "one")
    assert names == files_of(folder / "two")
    assert {"summary.json", "summary.md"} < names
    for name in names:
        assert (folder / "one" / name).read_bytes() == (folder / "two" / name).read_bytes()


def test_the_sums_of_a_cohort_are_those_of_every_other_file(written):
    folder, _, _ = written
    described = folder / "one" / "simulated_dataset_description.json"
    others = files_of(folder / "one") - {described.name}
    sums = {
        name: hashlib.sha256((folder / "one" / name).read_bytes()).hexdigest()
        for name in others
    }
    assert json.loads(described.read_text("utf-8"))["sha256"] == sums


def files_of(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"simulated_{table}.csv").open(newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_tables_are_those_of_the_research_export_and_say_that_nobody_is_real(written):
    folder, _, _ = written
    empty = {table.name for table in TABLES if not rows(folder / "one", table.name)}
    assert empty == {"draws", "migrations"}  # no rule draws, and content stays
    assert {row["mode"] for row in rows(folder / "one", "participants")} == {"simulated"}
    described = json.loads((folder / "one/simulated_dataset_description.json").read_text())
    assert described["mode"] == "simulated"
    counted = {one["file"]: one["rows"] for one in described["tables"]}
    assert counted["simulated_participants.csv"] == 24


def test_the_summary_counts_what_the_tables_hold(written):
    folder, summary, _ = written
    progress = rows(folder / "one", "module_progress")
    opened = Counter(row["module"] for row in progress if row["opened_day"])
    assert {one.module: one.opened for one in summary.modules if one.opened} == opened
    decided = rows(folder / "one", "decisions")
    assert {one.decisions for one in summary.rules} == {len(decided)}
    yes = Counter(
        one["rule"]
        for row in decided
        for one in json.loads(row["trace"])
        if one["answer"] == "yes"
    )
    assert {one.rule: one.yes for one in summary.rules if one.yes} == yes
    assert set(summary.never_fired).isdisjoint(yes)


def test_everybody_flows_from_enrolment_to_an_end(written):
    _, summary, _ = written
    out, into = Counter(), Counter()
    for flow in summary.flows:
        out[flow.place, flow.source] += flow.people
        into[flow.place + 1, flow.target] += flow.people
    ends = {"finished", "not finished"}
    assert out[0, "enrolled"] == summary.participants
    assert sum(n for (_, at), n in into.items() if at in ends) == summary.participants
    assert all(out[at] == n for at, n in into.items() if at[1] not in ends)


def test_the_commonest_way_counts_those_who_took_exactly_it():
    plan = PROGRAMS["pain-and-mood"].plan
    one, two, three, four, five = plan.core[:5]
    taken = {
        (one, three, four, two, five): 2,
        (one, three, four, two): 1,
        (one, two, three): 2,
        (one, two, four, five): 2,
    }
    tally = Tally()
    for way in Counter(taken).elements():
        modules = {module: ModuleState(opened=MONDAY.date(), variant="full") for module in way}
        tally.count("any", (), Record(modules=modules), plan, 12)
    commonest = tally.summary(PROGRAMS["pain-and-mood"], 7, 12, 1).commonest
    assert (commonest.stations, commonest.people) == ((one, three, four, two), 3)


def test_a_page_gets_the_same_summary_without_tables(written):
    _, summary, _ = written
    assert play_cohort(cohort(24)) == summary


def test_another_seed_is_another_cohort(written):
    _, summary, _ = written
    assert play_cohort(cohort(24, seed=5)).load != summary.load


def test_the_default_cohort_is_near_published_courses():
    """Its exact numbers are printed; here a small cohort stays in their neighbourhood."""
    small = Small().enrol()
    summary = play_cohort(Cohort(small.program, MIX, 120, 12, seed=1))
    assert abs(summary.completion - AIM) < 0.12
    assert summary.red_share < 1.3 * MOST_RED
    assert {one.scale: one.percent < -10 for one in summary.moved} == {
        "peg": True,
        "phq8": True,
    }
    assert "**this cohort**" in as_markdown(summary)


def said_yes(summary, rule: str) -> int:
    """People for whom a rule said yes."""
    return next(one.people for one in summary.rules if one.rule == rule)


def test_who_overdoes_and_writes_it_down_is_offered_a_steadier_pace():
    often = play_cohort(cohort(8, only("flare-prone", logs=1.0)))
    unwritten = play_cohort(cohort(8, only("flare-prone", logs=0.0)))
    assert said_yes(often, "boom-bust") > 1
    assert said_yes(unwritten, "boom-bust") == 0


def waves(overdoes: float) -> int:
    """Of a hundred people who wrote down four weeks: in whose days pairs are found."""
    start = date(2026, 1, 5)
    found = 0
    for seed in range(100):
        days = Activity(overdoes, random.Random(seed))
        written = [
            LoggedDay(start + timedelta(days=n), Fraction(days.on(n).minutes))
            for n in range(28)
        ]
        found += patterns(written).boom_bust
    return found


def test_busy_days_make_waves_in_a_log_and_steady_days_hardly_ever():
    assert waves(0.15) > 50
    assert waves(0.02) < 10


def test_risk_answers_reach_a_therapist_in_the_week_they_are_given():
    summary = play_cohort(cohort(3, only("risk-answers")))
    assert sum(week.signals["risk"] for week in summary.load) > 0


def test_silence_and_falling_behind_are_told_on_their_day():
    of = cohort(60)
    player, late = Player(of), Counter()
    for n in range(1, 61):
        persona, _, clinic = player.play(ParticipantId(f"s-{n:06d}"))
        events, record = [*clinic.stores.events.read(ParticipantId(f"s-{n:06d}"))], Record()
        for morning in (MONDAY + timedelta(days=n) for n in range(1, WEEKS * 7)):
            while events and events[0].at < morning:
                record = apply(record, events.pop(0))
            told = ageing_signals(of.program.plan, record, morning.date())
            late[persona] += sum(one.signal not in record.signals for one in told)
    assert not +late


def test_a_travellers_days_are_those_of_where_they_are():
    who = ParticipantId("s-1")
    _, _, clinic = Player(cohort(1, only("time-zone-traveller"))).play(who)
    assert len({event.zone for event in clinic.stores.events.read(who)}) > 1


def test_a_personas_file_with_mistakes_names_each_with_its_line(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(
        "personas:\n- id: one\n  share: 1\n  pian: {mean: 5}\n- id: two\n  share: no\n"
    )
    with pytest.raises(ContentRefused) as refused:
        read_mix(path)
    found = {(issue.line, issue.code) for issue in refused.value.issues}
    assert found == {(4, "unknown-key"), (6, "wrong-type")}


def test_shares_that_do_not_add_up_are_refused(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("personas:\n- {id: one, share: 0.5}\n")
    with pytest.raises(ContentRefused) as refused:
        read_mix(path)
    (issue,) = refused.value.issues
    assert "add up to 1" in issue.message


def test_the_verb_prints_what_came_of_it_and_never_writes_over_anything(tmp_path, capsys):
    asked = ["simulate", "--program", "steady-steps", "--participants", "4", "--weeks", "3"]
    asked += ["--processes", "1", "--out", str(tmp_path / "out")]
    assert main(asked) == 0
    told = capsys.readouterr().out
    assert "red signals other than risk" in told
    assert "Rules that never said yes" in told
    assert main(asked) == 2
    assert "is there already" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--participants", "0"], "--participants takes a number"),
        (["--weeks", "200"], "--weeks takes a number"),
        (["--program", "no-such"], "there is no program no-such"),
        (["--personas", "no-such.yaml"], "no-such.yaml"),
    ],
)
def test_wrong_use_is_told_in_a_sentence(tmp_path, capsys, given, told):
    asked = ["simulate", "--program", "steady-steps", "--participants", "1", "--weeks", "1"]
    assert main([*asked, "--out", str(tmp_path / "out"), *given]) == 2
    assert told in capsys.readouterr().err


def test_errors_in_a_module_that_a_program_reaches_are_told_where_it_is_to_be_played(
    tmp_path, monkeypatch, capsys
):
    for path, text in mistake("wrong-type").files.items():
        (tmp_path / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / path).write_bytes(text)
    monkeypatch.setenv("CAIRN_CONTENT", str(tmp_path / "content"))
    assert main(["simulate", "--program", "tiny", "--out", str(tmp_path / "out")]) == 1
    told = capsys.readouterr()
    assert told.out.startswith("modules/first/module.yaml:")
    assert told.err == ""


def test_a_rule_for_silence_speaks_on_its_day_while_an_invented_person_stays_away():
    silent = Cohort(with_quiet().program, only("silent"), 12, WEEKS, 4)
    heard = 0
    player = Player(silent)
    for n in range(1, silent.participants + 1):
        _, _, clinic = player.play(ParticipantId(f"s-{n:06d}"))
        record = Record()
        for event in clinic.stores.events.read(ParticipantId(f"s-{n:06d}")):
            if isinstance(event.fact, SignalRaised) and event.fact.kind == "rule-quiet":
                heard += 1
                assert record.last_contact is not None
                assert (date.fromisoformat(event.local_date) - record.last_contact).days == 10
            record = apply(record, event)
    assert heard
    summary = play_cohort(silent)
    assert "quiet" not in {*summary.never_fired, *summary.never_followed}
