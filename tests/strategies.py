"""Hypothesis strategies for what people answer."""

import random
from datetime import date

from hypothesis import strategies as st

from program.fields import (
    AmountField,
    Answers,
    AnyField,
    ChoiceField,
    DateField,
    Option,
    Page,
    Pages,
    PlainField,
    PracticeField,
    RowsField,
    ScaleField,
    Shown,
    TextField,
    TimeField,
    shown,
)

chance = random.Random
"""chance(seed): what a function that takes chance as an argument is handed."""

WORDS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60
).filter(str.strip)
"""Anything a person could type that is not blank."""

DAYS = st.dates(date(2020, 1, 1), date(2039, 12, 31)).map(date.isoformat)
TIMES = st.builds(lambda h, m: f"{h:02}:{m:02}", st.integers(0, 23), st.integers(0, 59))


def value_for(field: PlainField) -> st.SearchStrategy:
    """Valid answers to one question, not left empty."""
    match field:
        case TextField():
            return WORDS.map(lambda words: words[: field.longest].strip() or "x")
        case ScaleField():
            return st.integers(field.lowest, field.highest)
        case ChoiceField(many=True):
            codes = [option.code for option in field.options]
            some = st.sets(st.sampled_from(codes), min_size=1)
            return some.map(lambda chosen: [code for code in codes if code in chosen])
        case ChoiceField():
            return st.sampled_from([option.code for option in field.options])
        case TimeField():
            return TIMES
        case DateField():
            return DAYS
        case AmountField():
            steps = int((field.highest - field.lowest) / field.step)
            return st.integers(0, steps).map(lambda n: _tidy(field.lowest + n * field.step))
        case PracticeField():
            return st.integers(1, field.minutes * 60)


def _tidy(number: float) -> float | int:
    return int(number) if float(number).is_integer() else number


@st.composite
def answers_for(draw, pages: Pages, around: Answers | None = None) -> Answers:
    """Valid answers to any questions, as `check` would give them back."""
    answers: Answers = {}
    for field in (field for page in pages for field in page.fields):
        known = {**(around or {}), **answers}
        if shown(field, known):
            answers[field.id] = draw(_answer(field, known))
    return answers


def _answer(field: AnyField, known: Answers) -> st.SearchStrategy:
    if isinstance(field, RowsField):
        row = answers_for((Page(id="row", title="", fields=field.fields),), known)
        rows = st.lists(row.filter(_says_something), min_size=field.least, max_size=field.most)
        return st.just([]) | rows if field.optional else rows
    value = value_for(field)
    return st.none() | value if field.optional else value


def _says_something(row: Answers) -> bool:
    return any(value is not None for value in row.values())


IDS = st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True)


@st.composite
def fields(draw, name: str, before: tuple[str, ...] = ()) -> PlainField:
    """Any single question; where there are scales before it, it may depend on them."""
    common = {"id": name, "label": "?", "optional": draw(st.booleans())}
    if before and draw(st.booleans()):
        asked = draw(st.lists(st.sampled_from(before), min_size=1, max_size=3, unique=True))
        common["shown"] = Shown(fields=tuple(asked), at_least=draw(st.integers(0, 12)))
    options = tuple(Option(code=code, label=code) for code in ("0", "1", "none"))
    step = draw(st.sampled_from([1, 5, 0.25]))
    return draw(
        st.sampled_from(
            [
                TextField(**common, longest=draw(st.integers(1, 80))),
                ScaleField(**common, low="a", high="b", highest=draw(st.integers(1, 10))),
                ChoiceField(**common, options=options, many=draw(st.booleans())),
                TimeField(**common, usual=draw(st.sampled_from(["", "23:50", "00:05"]))),
                DateField(**common),
                AmountField(
                    **common, highest=100, step=step, usual=draw(st.none() | st.just(9))
                ),
                PracticeField(**common, practice="breath", minutes=3),
            ]
        )
    )


@st.composite
def some_pages(draw) -> Pages:
    """Any declaration: pages of questions, some with rows, some shown only at times."""
    names = draw(st.lists(IDS, min_size=1, max_size=6, unique=True))
    made: list[AnyField] = []
    for n, name in enumerate(names):
        before = tuple(names[:n])
        if draw(st.integers(0, 3)) == 0:
            inner = draw(st.lists(IDS, min_size=1, max_size=3, unique=True))
            least = draw(st.integers(0, 2))
            first = draw(fields(inner[0]))
            rows = (first, *(draw(fields(name, before)) for name in inner[1:]))
            made.append(
                RowsField(id=name, label="?", add="+", fields=rows, least=least, most=least + 2)
            )
        else:
            made.append(draw(fields(name, before)))
    return tuple(Page(id=f"p{n}", title="?", fields=(field,)) for n, field in enumerate(made))
