"""Role x action x relation: who may do what. Pure, default deny."""

from collections.abc import Mapping
from typing import Literal

from program.events import Role

Relation = Literal["self", "own", "covered", "none"]
"""How the person acting stands to the person acted on: themselves, their therapist, the one
who covers for that therapist, or nobody. Actions on no person have relation `none`."""

_SELF: tuple[tuple[Role, Relation], ...] = (("patient", "self"),)
_CARE: tuple[tuple[Role, Relation], ...] = (("therapist", "own"), ("therapist", "covered"))

_TABLE: Mapping[str, tuple[tuple[Role, Relation], ...]] = {
    # the patient's own path
    "arrive": _SELF,
    "see own day": _SELF,
    "consent": _SELF,
    "open module": _SELF,
    "see module": _SELF,
    "read lesson": _SELF,
    "skip step": _SELF,
    "save draft": _SELF,
    "see draft": _SELF,
    "save exercise": _SELF,
    "not today": _SELF,
    "report flare": _SELF,
    "answer offer": _SELF,
    "take branch": _SELF,
    "see check-in": _SELF,
    "see begun check-in": _SELF,
    "save check-in": _SELF,
    "see tools": _SELF,
    "open tool": _SELF,
    "use tool": _SELF,
    "print module": _SELF,
    "print tool": _SELF,
    "see progress": _SELF,
    "see my plans": _SELF,
    "set zone": _SELF,
    "set preferences": (("patient", "self"), ("therapist", "self"), ("researcher", "self")),
    "set contacts": _SELF,
    "take own data": _SELF,
    # the therapist's people
    "see caseload": (("therapist", "none"),),
    "see person": _CARE,
    "see contacts": _CARE,
    "note access": _CARE,
    "see programs": (("therapist", "none"),),
    "assign program": _CARE,
    "give directive": _CARE,
    "open restriction": _CARE,
    "close restriction": _CARE,
    "handle signal": _CARE,
    # the researcher
    "see study": (("researcher", "none"),),
    "export study": (("researcher", "none"),),
    "begin bundle": (("researcher", "none"),),
    "follow bundle": (("researcher", "none"),),
    "see bundles": (("researcher", "none"),),
    "take bundle": (("researcher", "none"),),
    # the author
    "play program": (("author", "none"),),
    "see content": (("author", "none"), ("admin", "none")),
    "migrate enrolment": (("author", "none"), ("admin", "none")),
    "migrate program": (("author", "none"), ("admin", "none")),
    # the clinic
    "make round": (("admin", "none"),),
    "replay decisions": (("admin", "none"),),
    "accept history": (("admin", "none"),),
    "add account": (("admin", "none"),),
    "set password": (("admin", "none"),),
    "close account": (("admin", "none"),),
    "cover therapist": (("admin", "none"),),
    "transfer people": (("admin", "none"),),
    "erase person": (("admin", "none"),),
}


class Refused(Exception):
    """The person signed in may not do this."""


def allowed(role: Role, action: str, relation: Relation) -> bool:
    """Whether this role may do this to somebody it stands in this relation to."""
    return (role, relation) in _TABLE.get(action, ())


def actions() -> frozenset[str]:
    """Every action the table knows."""
    return frozenset(_TABLE)
