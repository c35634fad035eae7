"""Rules of their own that some exercise kinds have: what is refused, carried and counted."""

from datetime import date

from program.exercises import KINDS, Entry
from program.exercises._pacing import Paced

MONDAY = date(2026, 3, 2)


def entry(name: str, **changed) -> Entry:
    """The example of a kind, with some answers changed."""
    return Entry(MONDAY, {**KINDS[name].example, **changed})


def wrong(name: str, **changed) -> list[str]:
    """Where the kind itself finds something wrong."""
    return [problem.path for problem in KINDS[name].problems(entry(name, **changed).answers)]


def carried(name: str, *entries: Entry) -> dict:
    return dict(KINDS[name].carries(entries))


ONE_IDEA = [{"what": "Tea with my sister", "enjoy": 8, "matters": 9}]


def test_an_idea_that_was_not_written_cannot_be_picked():
    assert wrong("activity_plan", pick="3") == []
    assert wrong("activity_plan", pick="4") == ["pick"]
    assert wrong("activity_plan", pick=None) == []


def test_the_only_idea_is_the_picked_one_and_of_several_none_is_until_it_is_picked():
    summarise = KINDS["activity_plan"].summarise
    alone = summarise([entry("activity_plan", ideas=ONE_IDEA, pick=None)]).scores
    assert (alone["enjoyment"], alone["importance"]) == (8, 9)
    assert "enjoyment" not in summarise([entry("activity_plan", pick=None)]).scores


def test_the_smallest_step_is_where_the_plan_for_the_week_begins():
    learned = carried("activity_plan", entry("activity_plan"))
    step = "Ask my sister if she is free on Friday"
    assert learned == {
        "small_step": step,
        "plan": [{"what": step, "when": "Today, after lunch"}],
    }
    assert carried("activity_plan", entry("activity_plan", step="")) == {}


def test_where_energy_is_the_limit_the_smallest_step_names_no_minutes():
    said = [
        field.help
        for page in KINDS["activity_plan"].pages(Paced(energy_limit=True))
        for field in page.fields
    ]
    assert not any("minute" in words for words in said)
