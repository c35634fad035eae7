"""The bundle as a Data Package (v2), from the declarations that its tables are written from."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import JsonValue

from program.export import codebook, codelist
from program.export.columns import NEVER, Column, Table, Unit
from program.export.tables import TABLES
from program.storage.ports import Mode

NAME = "datapackage.json"
"""The standard has it so for every package; what is inside says where people are invented."""

STANDARD = "https://datapackage.org/profiles/2.0/datapackage.json"
"""What the descriptor keeps to. Nothing fetches it."""

Descriptor = dict[str, JsonValue]


class Written(NamedTuple):
    """A file as it stands in the bundle."""

    size: int
    """Bytes."""
    sha256: str


def datapackage(
    mode: Mode, title: str, about: str, prefix: str, files: Mapping[str, Written]
) -> Descriptor:
    """The content of datapackage.json: each table, what its cells hold, and its sum.

    title, about: as dataset_description.json has them. files: file -> size and sum, of every
    table, the codebook and the list of codes.
    """
    tables = [
        (table.name, f"One row: {table.one_row}.", _schema(table)) for table in TABLES
    ] + [
        ("codebook", "One row: a column of a table.", _described(codebook.MEANS)),
        ("codelist", "One row: a code that a column may hold.", _described(codelist.MEANS)),
    ]
    return {
        "$schema": STANDARD,
        "name": f"cairn-study{'-simulated' * (mode == 'simulated')}",
        "title": title,
        "description": about,
        "resources": [
            _resource(name, f"{prefix}{name}.csv", row, schema, files)
            for name, row, schema in tables
        ],
    }


def _resource(
    name: str, path: str, row: str, schema: Descriptor, files: Mapping[str, Written]
) -> Descriptor:
    return {
        "name": name,
        "type": "table",
        "path": path,
        "description": row,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": files[path].size,
        "hash": f"sha256:{files[path].sha256}",
        "schema": schema,
    }


def _schema(table: Table[Any]) -> Descriptor:
    schema: Descriptor = {"fields": [_field(column) for column in table.columns]}
    if table.key:
        schema["primaryKey"] = [*table.key]
    if table.unique:
        schema["uniqueKeys"] = [[*table.unique]]
    keys: list[JsonValue] = [
        {
            "fields": [column.name],
            "reference": {"resource": column.refers, "fields": [column.name]},
        }
        for column in table.columns
        if column.refers
    ]
    return schema | ({"foreignKeys": keys} if keys else {})


def _described(means: Mapping[str, tuple[str, str]]) -> Descriptor:
    """The schema of a file of words: column -> what it holds, what an empty cell means."""
    return {
        "fields": [
            _told(name, "string", meaning, missing, {})
            for name, (meaning, missing) in means.items()
        ]
    }


def _field(column: Column[Any]) -> Descriptor:
    kind = "string" if column.type in ("code", "text") else column.type
    rules = _ends(column.unit)
    if column.shape:
        rules["pattern"] = column.shape
    if column.codes:
        rules["enum"] = [*column.codes]
    field = _told(column.name, kind, column.meaning, column.missing, rules)
    if column.unit.words:
        field["unit"] = column.unit.words
    if column.codes:
        field["categories"] = [{"value": c, "label": m} for c, m in column.codes.items()]
    return field


def _told(name: str, kind: str, meaning: str, missing: str, rules: Descriptor) -> Descriptor:
    field: Descriptor = {"name": name, "type": kind, "description": meaning}
    if missing == NEVER:
        return field | {"constraints": {"required": True, **rules}}
    field["missingValues"] = [{"value": "", "label": missing}]
    return field | ({"constraints": rules} if rules else {})


def _ends(unit: Unit) -> Descriptor:
    ends = {
        "minimum": unit.least,
        "maximum": unit.most,
        "exclusiveMinimum": unit.above,
        "exclusiveMaximum": unit.below,
    }
    return {name: end for name, end in ends.items() if end is not None}
