"""Who may do what: every use case asks, and what is not allowed is refused."""

import importlib
import pkgutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from program import service
from program.access import Refused, actions, allowed
from program.service.use_case import USE_CASES, about_clinic


def every_use_case() -> dict[str, str]:
    for found in pkgutil.iter_modules(service.__path__, "program.service."):
        importlib.import_module(found.name)
    return USE_CASES


def test_every_use_case_is_in_the_table_and_every_row_has_its_use_case():
    assert set(every_use_case()) == actions()


def test_an_action_stands_for_one_use_case():
    used = next(iter(every_use_case()))
    with pytest.raises(TypeError, match="already"):
        about_clinic(used)(lambda clinic, by: None)


@pytest.mark.parametrize(
    ("role", "action", "relation", "may"),
    [
        ("patient", "save exercise", "self", True),
        ("patient", "save exercise", "none", False),
        ("patient", "see person", "self", False),
        ("therapist", "see person", "own", True),
        ("therapist", "see person", "covered", True),
        ("therapist", "see person", "none", False),
        ("therapist", "save exercise", "own", False),
        ("researcher", "see person", "none", False),
        ("researcher", "export study", "none", True),
        ("therapist", "export study", "none", False),
        ("admin", "export study", "none", False),
        ("author", "see content", "none", True),
        ("patient", "see content", "none", False),
        ("author", "see person", "none", False),
    ],
)
def test_role_action_relation(role, action, relation, may):
    assert allowed(role, action, relation) is may


@given(
    st.sampled_from(["patient", "therapist", "researcher", "author", "admin", "engine"]),
    st.text(max_size=20).filter(lambda action: action not in actions()),
    st.sampled_from(["self", "own", "covered", "none"]),
)
def test_what_is_not_in_the_table_is_refused(role, action, relation):
    assert not allowed(role, action, relation)


def test_a_refusal_says_who_may_not_do_what():
    assert "may not" in str(Refused("researcher may not: see person"))
