"""The end of a module: one line to keep, and how useful it was (0-10)."""

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from program.exercises import _draw as draw
from program.exercises._kind import Entry, Kind, Picture, Spec, Summary, number, present, words
from program.fields import Page, Pages, ScaleField, TextField
from program.words import N_

_PAGES: Pages = (
    Page(
        id="keep",
        title=N_("One line to keep"),
        lead=N_("This part is done. It counts."),
        fields=(
            TextField(
                id="line",
                label=N_("What do you want to take with you?"),
                rows=2,
                longest=300,
                example=N_("Stop while I still can, and rest before I drop"),
                optional=True,
            ),
            ScaleField(
                id="useful",
                label=N_("How useful was this for you?"),
                help=N_("A low number helps us to choose better for you."),
                low=N_("Not at all"),
                high=N_("Very"),
                optional=True,
            ),
        ),
    ),
)


def pages(spec: Spec) -> Pages:
    return _PAGES


def summarise(entries: Sequence[Entry]) -> Summary:
    useful = number(entries[-1].answers, "useful")
    if useful is None:
        return Summary(N_("Wrapped up"))
    return Summary(
        N_("Useful: {useful} of 10"), {"useful": int(useful)}, present(useful=useful)
    )


def picture(entries: Sequence[Entry]) -> Picture | None:
    line = words(entries[-1].answers, "line")
    if not line:
        return None
    flag = draw.line(60, 64, 60, 20, draw.MOSS, 3)
    return Picture(
        svg=draw.drawing(
            104,
            draw.stone(60, 78, 92, 34),
            flag,
            *(
                draw.written(76, 34 + 19 * n, part, anchor="start")
                for n, part in enumerate(draw.in_lines(line, 34, 2))
            ),
        ),
        sentence=N_("A line you keep from this part."),
        head=(N_("One line to keep"),),
        rows=((line,),),
    )


def carries(entries: Sequence[Entry]) -> Mapping[str, JsonValue]:
    line = words(entries[-1].answers, "line")
    return {"line_to_keep": line} if line else {}


KIND = Kind(
    name="wrap_up",
    title=N_("Wrapping up"),
    about=N_("Keep one line, and say how useful this was."),
    mode="once",
    pages=pages,
    summarise=summarise,
    scores={
        "useful": "how useful the module was, 0 to 10",
    },
    picture=picture,
    carries=carries,
    example={"line": "Stop while I still can, and rest before I drop", "useful": 7},
)
