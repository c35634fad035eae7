"""My care team: who helps, everything that is taken as its label says, and what to ask.

A list for prescribers and pharmacists, after what medicines reviews ask for (NICE NG5, 2015).
It never judges, adds up, compares or suggests: not how much, not a change, not a choice.
"""

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from program.exercises._care_list import SORTS, picture
from program.exercises._kind import Entry, Kind, Spec, Summary, present, rows, words
from program.fields import Answers, ChoiceField, Option, Page, Pages, RowsField, TextField
from program.words import N_

_OWN = {
    "people": "care_people", "taken": "care_taken", "noticed": "care_noticed",
    "allergies": "care_cannot_take", "questions": "care_questions",
}  # fmt: skip
"""What only a later list begins from: nobody writes all that they take down twice."""


def _short(name: str, label: str, example: str, *, optional: bool = True) -> TextField:
    return TextField(
        id=name, label=label, example=example, rows=1, longest=200, optional=optional
    )


_PEOPLE = RowsField(
    id="people",
    label=N_("The people who help you"),
    fields=(
        _short("who", N_("Who?"), N_("Dr Osei, at the health centre"), optional=False),
        _short("for_what", N_("What do they help with?"), N_("My back, and my sleep")),
    ),
    most=10,
    add=N_("Add a person"),
    optional=True,
    carried=_OWN["people"],
)
_TAKEN = RowsField(
    id="taken",
    label=N_("What you take"),
    fields=(
        _short("what", N_("Its name"), N_("Lemon balm tea"), optional=False),
        ChoiceField(
            id="sort",
            label=N_("What is it?"),
            options=tuple(Option(code=code, label=label) for code, label in SORTS.items()),
            optional=True,
        ),
        _short(
            "label_says",
            N_("How do you take it? Copy the label if there is one"),
            N_("As the box says, before bed"),
        ),
        _short("for_what", N_("What is it for?"), N_("To sleep")),
    ),
    most=20,
    add=N_("Add one more"),
    optional=True,
    carried=_OWN["taken"],
)
_QUESTIONS = RowsField(
    id="questions",
    label=N_("Your questions"),
    fields=(
        _short(
            "question", N_("A question"), N_("Do all of these go together?"), optional=False
        ),
    ),
    most=3,
    add=N_("Add a question"),
    optional=True,
    carried=_OWN["questions"],
)
_PAGES: Pages = (
    Page(
        id="people",
        title=N_("Who helps me"),
        lead=N_(
            "One list, so that each of them sees the whole of it. Leave out what you like."
        ),
        fields=(_PEOPLE,),
    ),
    Page(
        id="taken",
        title=N_("All that I take"),
        lead=N_(
            "Things from a shop count too. So do herbs, alcohol and cannabis. This list is for "
            "your prescriber or pharmacist. Do not change anything on your own."
        ),
        fields=(_TAKEN,),
    ),
    Page(
        id="noticed",
        title=N_("What I have noticed"),
        lead=N_(
            "Write what you see, and let them judge it. Stopping some medicines all at once is "
            "not safe. Tell those near you: if you are hard to wake or breathe slowly, they "
            "call for emergency help at once."
        ),
        fields=(
            TextField(
                id="noticed",
                label=N_("Has anything not felt right since you began to take something?"),
                rows=3,
                longest=600,
                example=N_("A dry mouth, and I am very sleepy at noon"),
                optional=True,
                carried=_OWN["noticed"],
            ),
            TextField(
                id="allergies",
                label=N_("Is there anything you cannot take?"),
                rows=2,
                longest=300,
                example=N_("A rash from one kind of tablet, years ago"),
                optional=True,
                carried=_OWN["allergies"],
            ),
        ),
    ),
    Page(
        id="questions",
        title=N_("My three questions"),
        lead=N_(
            "Visits are short. Put first what you most need. A good one for a pharmacist: do "
            "all of these go together?"
        ),
        fields=(_QUESTIONS,),
    ),
)


def pages(spec: Spec) -> Pages:
    return _PAGES


def summarise(entries: Sequence[Entry]) -> Summary:
    answers = entries[-1].answers
    counted = {name: len(rows(answers, name)) for name in ("people", "taken", "questions")}
    return Summary(
        N_("People: {people}. Taken: {taken}. Questions: {questions}"),
        counted,
        present(
            **counted,
            prescribed=_of_sort(answers, "prescribed"),
            noticed=bool(words(answers, "noticed")),
        ),
    )


def _of_sort(answers: Answers, sort: str) -> int:
    return sum(row.get("sort") == sort for row in rows(answers, "taken"))


def carries(entries: Sequence[Entry]) -> Mapping[str, JsonValue]:
    answers = entries[-1].answers
    own = {name: answers[field] for field, name in _OWN.items() if answers.get(field)}
    asked = [words(row, "question") for row in rows(answers, "questions")]
    questions = "\n".join(question for question in asked if question)
    return {**own, "questions": questions} if questions else own


KIND = Kind(
    name="care_team",
    title=N_("My care team and what I take"),
    about=N_("One full list for everyone who looks after you, with your own questions."),
    mode="once",
    pages=pages,
    summarise=summarise,
    scores={
        "people": "people on the list",
        "taken": "things that are taken, prescribed or not",
        "questions": "questions on the list",
        "prescribed": "things that are taken and prescribed",
        "noticed": "1 where it says what was noticed, else 0",
    },
    picture=picture,
    carries=carries,
    example={
        "people": [
            {"who": "Dr Osei, at the health centre", "for_what": "My back, and my sleep"},
            {"who": "Mina, physio", "for_what": "Walking again"},
            {"who": "Mr Baptiste, pharmacist", "for_what": None},
        ],
        "taken": [
            {
                "what": "The white tablets",
                "sort": "prescribed",
                "label_says": "In the evening, as the label says",
                "for_what": "Nerve pain",
            },
            {
                "what": "Lemon balm tea",
                "sort": "herb",
                "label_says": "As the box says, before bed",
                "for_what": "To sleep",
            },
            {
                "what": "Beer",
                "sort": "other",
                "label_says": "Two on a Friday",
                "for_what": None,
            },
        ],
        "noticed": "A dry mouth, and I am very sleepy at noon",
        "allergies": None,
        "questions": [
            {"question": "Do all of these go together?"},
            {"question": "Could one of them make me so tired?"},
        ],
    },
    tool=True,
)
