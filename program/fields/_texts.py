"""Free text taken out of answers and put back, so that it can be kept, and removed, alone."""

from collections.abc import Mapping

from pydantic import JsonValue

from program.fields._declare import Answers, Pages, RowsField, TextField


def split(pages: Pages, answers: Mapping[str, JsonValue]) -> tuple[Answers, dict[str, str]]:
    """Part checked answers into all that is not free text, and the words by their path.

    Words in row 0 of field `plan` have a path such as `plan.0.when`. `join` is the inverse.
    """
    rest: Answers = dict(answers)
    texts: dict[str, str] = {}
    for field in (field for page in pages for field in page.fields):
        if isinstance(field, TextField):
            _take(rest, field.id, texts, field.id)
        elif isinstance(field, RowsField):
            rows = rest.get(field.id)
            if isinstance(rows, list):
                rest[field.id] = [
                    _without(field, row, texts, f"{field.id}.{n}") for n, row in enumerate(rows)
                ]
    return rest, texts


def join(answers: Mapping[str, JsonValue], texts: Mapping[str, str]) -> Answers:
    """Put words back where `split` took them from; the answers given are left as they are.

    Words that have been removed for good are absent. Raises ValueError for a path
    that leads nowhere.
    """
    whole: Answers = {name: _copy(value) for name, value in answers.items()}
    for path, words in texts.items():
        match path.split("."):
            case [name]:
                whole[name] = words
            case [name, n, inner]:
                _row(whole, name, n, path)[inner] = words
            case _:
                raise ValueError(f"no answer has the path {path!r}")
    return whole


def _without(field: RowsField, row: JsonValue, texts: dict[str, str], path: str) -> JsonValue:
    if not isinstance(row, dict):
        return row
    rest = dict(row)
    for inner in field.fields:
        if isinstance(inner, TextField):
            _take(rest, inner.id, texts, f"{path}.{inner.id}")
    return rest


def _take(answers: Answers, name: str, texts: dict[str, str], path: str) -> None:
    words = answers.get(name)
    if isinstance(words, str):
        texts[path] = words
        del answers[name]


def _copy(value: JsonValue) -> JsonValue:
    if isinstance(value, list):
        return [dict(row) if isinstance(row, dict) else row for row in value]
    return value


def _row(answers: Answers, name: str, n: str, path: str) -> dict[str, JsonValue]:
    rows = answers.get(name)
    row = (
        rows[int(n)] if isinstance(rows, list) and n.isdigit() and int(n) < len(rows) else None
    )
    if not isinstance(row, dict):
        raise ValueError(f"no answer has the path {path!r}")
    return row
