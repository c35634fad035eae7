"""My flare plan: made on a calm day for a hard one, from the first signs to the way back.

Its parts (early signs, first hour, reduce and do not stop, comfort, who to tell, when to call,
the return) follow the plans of VA Whole Health and of Nicholas MK and others, Manage Your Pain,
2011. Back at half of the pace and a quarter more every two days: clinical judgement, rules of
Cairn; with an energy limit there is no amount and no date.
"""

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from program.exercises._flare_drawing import BACK, STEADY, asks_amounts, parts, picture
from program.exercises._kind import Entry, Kind, Summary, chosen, number, present, words
from program.exercises._pacing import GENTLE, Paced
from program.exercises._sheet import options, own
from program.fields import AmountField, ChoiceField, Page, Pages
from program.words import N_

_SIGNS = Page(
    id="signs",
    title=N_("How a flare begins for me"),
    lead=N_("A plan from a calm day thinks for you on a hard one. A few words are plenty."),
    fields=(
        own(
            "signs",
            N_("What are your first signs?"),
            N_("Stiff neck, awake at four, cross with everyone"),
            hint=N_("What you, or those near you, see before it gets bad."),
        ),
    ),
)
_HOUR = Page(
    id="hour",
    title=N_("The first hour"),
    lead=N_("Stop, and let your body settle. Nothing has to be solved in this hour."),
    fields=(
        own(
            "first",
            N_("What will you do first?"),
            N_("Sit down, feet on the floor, three slow breaths out"),
            optional=False,
        ),
        ChoiceField(
            id="steady",
            label=N_("What else steadies you?"),
            options=options(STEADY),
            many=True,
            optional=True,
        ),
        own(
            "line",
            N_("A kind line to read then"),
            N_("This is a flare. I have come through each one so far"),
            carried="kinder_thought",
        ),
    ),
)


def _days(lead: str, label: str, example: str) -> Page:
    return Page(
        id="days",
        title=N_("The first days"),
        lead=lead,
        fields=(
            own("small", label, example),
            own(
                "comfort",
                N_("What brings you some comfort?"),
                N_("A warm bath, soup, my old records"),
                hint=N_("Medicines stay as agreed with your prescriber. Ask before a change."),
            ),
            own("wait", N_("What can wait?"), N_("The windows, the big shop, that letter")),
        ),
    )


_DAYS = _days(
    N_("About half of your pace, if it is safe, in small parts with rest between."),
    N_("What is half for you?"),
    N_("Walk 4 minutes in place of 8, and cook every second day"),
)
_DAYS_WITHIN_A_LIMIT = _days(
    N_("As much as the day allows, with rest before you need it. There is no amount to reach."),
    N_("What might a day like that allow?"),
    N_("Wash my face, sit by the window, eat what is in the freezer"),
)
_PEOPLE = Page(
    id="people",
    title=N_("Not alone"),
    lead=N_(
        "Get medical help at once for new weakness, numbness, fever, chest pain, or trouble "
        "with bladder or bowels. That is not a flare."
    ),
    fields=(
        own(
            "tell",
            N_("Who will you tell, and what do you ask of them?"),
            N_("My sister: please bring bread, and no advice today"),
        ),
        own(
            "alone",
            N_("What will you not do alone?"),
            N_("Carry the shopping up, or drive far"),
        ),
        own(
            "doctor",
            N_("Who do you call when you are not sure?"),
            N_("The nurse at the health centre, 555 0134"),
            hint=N_("A doctor, nurse or pharmacist, with the number."),
        ),
        AmountField(
            id="days",
            label=N_("I call them if it lasts longer than"),
            unit=N_("days"),
            lowest=1,
            highest=14,
            usual=7,
            optional=True,
        ),
    ),
)


def _taken_up(lead: str, example: str, *more: ChoiceField) -> Page:
    again = own("again", N_("What will you take up again first?"), example)
    return Page(id="back", title=N_("Coming back"), lead=lead, fields=(again, *more))


_BACK = _taken_up(
    N_(
        "Begin at half of your pace. Two days later, three quarters. Two days later, all of "
        "it. A good day is no reason to hurry."
    ),
    N_("The walk to the corner"),
    ChoiceField(
        id="way_back",
        label=N_("How will you come back?"),
        options=options(BACK),
        optional=True,
    ),
)
_BACK_WITHIN_A_LIMIT = _taken_up(
    N_("One thing at a time, with quiet days around it. There is no date to meet."),
    GENTLE,
)


def pages(spec: Paced) -> Pages:
    days = _DAYS_WITHIN_A_LIMIT if spec.energy_limit else _DAYS
    back = _BACK_WITHIN_A_LIMIT if spec.energy_limit else _BACK
    return (_SIGNS, _HOUR, days, _PEOPLE, back)


def summarise(entries: Sequence[Entry]) -> Summary:
    answers = entries[-1].answers
    made = len(parts(answers))
    return Summary(
        N_("Flare plan made. Parts in it: {parts}"),
        {"parts": made},
        present(
            parts=made,
            ways_to_steady=len(chosen(answers, "steady")),
            calls_after_days=number(answers, "days"),
            with_amounts=asks_amounts(answers),
        ),
    )


def carries(entries: Sequence[Entry]) -> Mapping[str, JsonValue]:
    answers = entries[-1].answers
    names = {"flare_first": "first", "flare_signs": "signs"}
    return {name: words(answers, own) for name, own in names.items() if words(answers, own)}


KIND = Kind(
    name="flare_plan",
    title=N_("My flare plan"),
    about=N_("Made on a calm day, so that a hard day needs no thinking."),
    mode="once",
    pages=pages,
    summarise=summarise,
    scores={
        "parts": "parts that were written",
        "ways_to_steady": "ways to steady that were chosen",
        "calls_after_days": "days of a flare after which they call somebody, 1 to 14",
        "with_amounts": "1 where the plan asks for amounts, 0 within an energy limit",
    },
    picture=picture,
    carries=carries,
    spec=Paced,
    example_spec=Paced(),
    example={
        "signs": "Stiff neck, awake at four, cross with everyone",
        "first": "Sit down, feet on the floor, three slow breaths out",
        "steady": ["breath", "warmth", "sound"],
        "line": "This is a flare. I have come through each one so far",
        "small": "Walk 4 minutes in place of 8, and cook every second day",
        "comfort": "A warm bath, soup, my old records",
        "wait": "The windows, the big shop, that letter",
        "tell": "My sister: please bring bread, and no advice today",
        "alone": "Carry the shopping up, or drive far",
        "doctor": "The nurse at the health centre, 555 0134",
        "days": 7,
        "again": "The walk to the corner",
        "way_back": "days",
    },
    tool=True,
)
