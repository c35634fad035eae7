"""Which keys may stand at a place of a file, by the JSON schema of what is read from it."""

from typing import Any


def known_at(schema: dict[str, Any], loc: tuple[str | int, ...]) -> set[str]:
    """The keys a value may have that stands at `loc`, by its JSON schema: pydantic puts the tag
    of a value of several sorts among the steps."""
    found = _resolved(schema, schema)
    for step in loc:
        found = _resolved(schema, _inside(found, step))
    return set(found.get("properties", {}))


def _resolved(schema: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in part:
        part = schema["$defs"][part["$ref"].rpartition("/")[2]]
    options = [one for one in part.get("anyOf", ()) if one.get("type") != "null"]
    return _resolved(schema, options[0]) if len(options) == 1 else part


def _inside(part: dict[str, Any], step: str | int) -> dict[str, Any]:
    if isinstance(step, int):
        return dict(part.get("items", {}))
    if "discriminator" in part:
        return {"$ref": part["discriminator"]["mapping"][step]}
    inside = part.get("properties", {}).get(step, part.get("additionalProperties", {}))
    return inside if isinstance(inside, dict) else {}
