"""Stored events of the past -> today's shape, one pure function a step."""

from collections.abc import Callable, Mapping
from typing import Any

SCHEMA = 2
"""Version of the stored shape. Raise it together with a new step below and a golden sample."""

Stored = dict[str, Any]


def _inputs_once(stored: Stored) -> Stored:
    """1 to 2: a decision keeps what its rules saw once, and its rules name places in it; the
    other modules are told by module. Facts of other kinds stay as they were."""
    fact = stored["fact"]
    if fact["fact"] == "decision":
        fact = _with_places(fact)
    return {**stored, "fact": fact, "schema_version": 2}


def _with_places(fact: Stored) -> Stored:
    seen: list[Stored] = []

    def place(one: Stored) -> int:
        if one["value"] is None:
            one = {**one, "source": None}  # what is not known came with no event
        if one not in seen:
            seen.append(one)
        return seen.index(one)

    asks = {rule["rule"]: [place(one) for one in rule["inputs"]] for rule in fact["trace"]}
    changes = fact["changes"]
    leads_to = {change["rule"]: change["leads_to"] for change in changes}
    turns: dict[str, list[int]] = {rule: [] for rule in asks}
    for change in changes:
        rule, named = change["rule"], (change["variable"], change["needs"])
        places = (*asks[rule], *range(len(seen)))
        turns[rule] += [n for n in places if (seen[n]["variable"], seen[n]["needs"]) == named][
            :1
        ]
    kept = {name: fact[name] for name in fact.keys() - {"trace", "changes", "alternatives"}}
    return {
        **kept,
        "inputs": seen,
        "trace": [
            {
                **{name: rule[name] for name in rule.keys() - {"inputs"}},
                "asks": asks[rule["rule"]],
                "because": [asks[rule["rule"]][at] for at in rule.get("because", ())],
                "turns": turns[rule["rule"]],
                **({"leads_to": leads_to[rule["rule"]]} if rule["rule"] in leads_to else {}),
            }
            for rule in fact["trace"]
        ],
        "alternatives": {one["module"]: one["why_not"] for one in fact["alternatives"]},
    }


_STEPS: Mapping[int, Callable[[Stored], Stored]] = {1: _inputs_once}
"""Version -> the function that lifts an event of that version to the next."""


def upcast(stored: Stored) -> Stored:
    """Lift a stored event to today's shape.

    Raises ValueError for a shape from the future, or one that is not what its version says.
    """
    version = stored.get("schema_version")
    if not isinstance(version, int) or not 1 <= version <= SCHEMA:
        raise ValueError(
            f"schema_version {version!r} is not one this engine knows (1 to {SCHEMA}); "
            "run the engine that wrote it, or a newer one"
        )
    while version < SCHEMA:
        try:
            stored = _STEPS[version](stored)
        except (LookupError, TypeError, AttributeError) as problem:
            step = f"{version} to {version + 1}"
            raise ValueError(f"not of schema_version {version}: step {step} fails") from problem
        version += 1
    return stored
