"""Sleep diary: one night at a time, by the best guess of the morning."""

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from program.exercises import _draw as draw
from program.exercises._kind import (
    Entry,
    Kind,
    Picture,
    Problem,
    Spec,
    Summary,
    number,
    present,
)
from program.exercises._sleep import LONGEST_IN_BED, average, night, nights
from program.fields import (
    AmountField,
    Answers,
    AnyField,
    DateField,
    Page,
    Pages,
    ScaleField,
    TimeField,
)
from program.words import N_, ShortDay

_NIGHT = N_("Night to {day}: about {hours}\u00a0h asleep, {percent}% of time in bed")
_WEEK = N_("Week to {day}: about {hours}\u00a0h a night, {percent}% of time in bed")
SHOWN = 7


def _count(name: str, label: str, most: int, usual: int, help: str = "") -> AnyField:
    return AmountField(id=name, label=label, help=help, highest=most, usual=usual)


_PAGES: Pages = (
    Page(
        id="down",
        title=N_("Going to bed"),
        lead=N_("Best guesses are what we want. No need to watch the clock."),
        fields=(
            DateField(
                id="night",
                label=N_("Which day did you get up?"),
                help=N_("If you sleep by day, that is fine too."),
            ),
            TimeField(id="into_bed", label=N_("When did you get into bed?"), usual="22:30"),
            TimeField(
                id="tried",
                label=N_("When did you try to go to sleep?"),
                help=N_("The time you put out the light, or put the phone away."),
                usual="23:00",
            ),
        ),
    ),
    Page(
        id="between",
        title=N_("In between"),
        fields=(
            _count("to_sleep", N_("About how many minutes until you slept?"), 720, 25),
            _count("wakings", N_("How many times did you wake up?"), 50, 2),
            _count(
                "awake",
                N_("About how many minutes were you awake in the night?"),
                720,
                35,
                N_("All of them added up, but not the time after your last waking."),
            ),
        ),
    ),
    Page(
        id="up",
        title=N_("Getting up"),
        fields=(
            TimeField(
                id="woke",
                label=N_("When did you wake up for the last time?"),
                usual="06:30",
            ),
            TimeField(id="out_of_bed", label=N_("When did you get out of bed?"), usual="07:00"),
            ScaleField(
                id="quality",
                label=N_("How was your sleep?"),
                low=N_("Very poor"),
                high=N_("Very good"),
                lowest=1,
                highest=5,
            ),
        ),
    ),
)


def pages(spec: Spec) -> Pages:
    return _PAGES


def problems(answers: Answers) -> tuple[Problem, ...]:
    found = night(answers)
    if found.in_bed == 0:
        message = N_("Into bed and out of bed are at the same time. Could one be different?")
        return (Problem("out_of_bed", message),)
    if found.in_bed > LONGEST_IN_BED:
        message = N_(
            "That makes {hours} hours in bed. Could one of the four times be different? "
            "Use 22:30 for half past ten at night."
        )
        return (Problem("into_bed", message, {"hours": round(found.in_bed / 60)}),)
    if found.asleep < 0:
        message = N_("The minutes awake are more than the night holds. Could one be smaller?")
        return (Problem("awake", message),)
    return ()


def summarise(entries: Sequence[Entry]) -> Summary:
    """Minutes in `tib`, `tst`; percent in `se`; `average_` of the last week."""
    measured = nights(entries)
    last, week = measured[-1], average(measured)
    scores = present(
        tib=last.in_bed,
        tst=last.asleep,
        se=last.efficiency,
        quality=number(entries[-1].answers, "quality"),
        wakings=number(entries[-1].answers, "wakings"),
        average_tib=week.in_bed if week else None,
        average_tst=week.asleep if week else None,
        average_se=week.efficiency if week else None,
    )
    headline, to = (_NIGHT, last.on) if week is None else (_WEEK, week.last)
    shown = week or last
    hours, percent = f"{shown.asleep / 60:.1f}", round(shown.efficiency)
    return Summary(headline, {"day": ShortDay(to), "hours": hours, "percent": percent}, scores)


def picture(entries: Sequence[Entry]) -> Picture | None:
    by_day = {found.on: found for found in nights(entries)}
    recent = [by_day[on] for on in sorted(by_day)][-SHOWN:]
    top = max(found.in_bed for found in recent) / 60
    room = (draw.WIDTH - 32) / len(recent)
    width = min(room * 0.6, 36)
    drawn = []
    for n, found in enumerate(recent):
        middle = 16 + room * (n + 0.5)
        in_bed, asleep = (110 * m / 60 / top for m in (found.in_bed, found.asleep))
        left = middle - width / 2
        drawn += [
            draw.bar(left, 140 - in_bed, width, in_bed, draw.NONE, draw.LINE),
            draw.bar(left, 140 - asleep, width, asleep, draw.SOFT, draw.PRIMARY),
            draw.written(middle, 133, f"{found.asleep / 60:.1f}", size=12),
            draw.dated(middle, 158, found.on),
        ]
    return Picture(
        svg=draw.drawing(168, draw.line(16, 140, draw.WIDTH - 16, 140, draw.LINE), *drawn),
        sentence=N_(
            "About {hours} hours asleep in the night to {day}. The outline is time in bed."
        ),
        values={"hours": f"{recent[-1].asleep / 60:.1f}", "day": recent[-1].on},
        head=(N_("Day"), N_("About hours in bed"), N_("About hours asleep")),
        rows=tuple(
            (found.on, f"{found.in_bed / 60:.1f}", f"{found.asleep / 60:.1f}")
            for found in recent
        ),
    )


def carries(entries: Sequence[Entry]) -> Mapping[str, JsonValue]:
    """Minutes of the average week; nothing before there is one."""
    week = average(nights(entries))
    return {} if week is None else {"sleep_tst": week.asleep, "sleep_tib": week.in_bed}


KIND = Kind(
    name="sleep_diary",
    title=N_("Sleep diary"),
    about=N_("Two minutes in the morning. After five nights you see your own pattern."),
    mode="log",
    pages=pages,
    summarise=summarise,
    scores={
        "tib": "minutes in bed",
        "tst": "minutes asleep",
        "se": "percent of the time in bed that was slept",
        "quality": "how the sleep was, 1 to 5",
        "wakings": "times awake in the night",
        "average_tib": "mean minutes in bed, last 7 nights, of 5 nights or more",
        "average_tst": "mean minutes asleep of these nights",
        "average_se": "percent of the time in bed that was slept in these nights",
    },
    picture=picture,
    carries=carries,
    problems=problems,
    example={
        "night": "2026-01-06",
        "into_bed": "22:30",
        "tried": "23:00",
        "to_sleep": 30,
        "wakings": 2,
        "awake": 45,
        "woke": "06:15",
        "out_of_bed": "07:00",
        "quality": 3,
    },
    tool=True,
)
