"""The gallery of programs whose rules go wrong: one folder a defect, `plan.yaml` with what
`verify` finds in it in `expected.json`."""

import json
from dataclasses import fields
from pathlib import Path

import yaml
from pydantic import TypeAdapter

from program.adapt.plan import Plan

FOLDER = Path(__file__).parent / "samples" / "bad_rules"
_PLAN = TypeAdapter(Plan)


def defects() -> list[str]:
    """Every folder of the gallery."""
    return sorted(path.name for path in FOLDER.iterdir())


def plan_of(name: str) -> Plan:
    """The plan of a folder."""
    return read_plan((FOLDER / name / "plan.yaml").read_text("utf-8"))


def read_plan(text: str) -> Plan:
    """A plan as it is written here: the fields of `Plan`, in YAML."""
    written = yaml.safe_load(text)
    assert written.keys() <= {field.name for field in fields(Plan)}
    return _PLAN.validate_python(written)


def expected_of(name: str) -> list[tuple[str, str, bool]]:
    """Code, rule or module, and whether it is proven, of each finding in order."""
    rows = json.loads((FOLDER / name / "expected.json").read_text("utf-8"))
    return [(row["code"], row["about"], row["proven"]) for row in rows]
