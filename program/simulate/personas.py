"""Invented people of different courses, as plain numbers. None of them is anybody."""

import random
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Persona:
    """How one invented person is, and how they go through a program.

    Levels are on the instruments' own scales; drifts are points a week.
    """

    course: str
    pain: float = 6.0
    """PEG at the start, 0-10."""
    mood: float = 11.0
    """PHQ-8 at the start, 0-24."""
    energy: float = 5.0
    area: str = "activity"
    """The area most in the way."""
    in_the_way: float = 6.0
    eases: float = 0.0
    """Weekly drift of pain; below zero is better."""
    lifts: float = 0.0
    """Weekly drift of mood; below zero is better."""
    comes: float = 0.45
    """Chance of coming on a day when something is open."""
    leaves_after: int | None = None
    """Week after which they stay away."""
    flare_week: int | None = None
    short: float = 0.2
    """Chance of taking the short form."""
    declines: float = 0.05
    """Chance of rather not saying, for each item."""
    takes_branch: float = 0.7
    energy_limit: bool = False
    useful: float = 7.0
    trusts: float = 7.0
    """Credibility, 0-10."""
    swings: float = 0.0
    """How far a week strays from the drift, as a standard deviation in points of pain; low
    mood strays twice as far, on its longer scale."""
    leaves: float = 0.0
    """Chance a week of staying away for good."""
    flares: float = 0.0
    """Chance a week that a flare begins."""
    thoughts: float = 0.0
    """Chance of naming thoughts of being better off dead, each time they are asked about."""
    stays: float = 0.0
    """Chance of going on with the next part of a module in the same visit."""
    early: bool = False
    """Most of the drift of ten weeks comes in the first of them."""
    logs: bool = False
    """Keeps a log of activity once they have met it."""
    overdoes: float = 0.0
    """Chance of a day that it is a busy one, which is paid for within two days."""
    travels: bool = False
    """Sets another time zone every few weeks."""


COURSES = (
    Persona("steady ease", eases=-0.35, lifts=-0.8, comes=0.55),
    Persona("slow and steady", pain=5.5, mood=9, eases=-0.15, lifts=-0.3),
    Persona("sleep first", area="sleep", in_the_way=8, energy=4, eases=-0.25, lifts=-0.5),
    Persona("low mood", pain=6.5, mood=16, area="mood", in_the_way=7, lifts=-0.3, energy=4),
    Persona("flares", pain=6.8, flare_week=3, eases=-0.1, lifts=-0.2, area="work"),
    Persona("little time", comes=0.2, short=0.7, eases=-0.2, lifts=-0.3, area="people"),
    Persona("leaves early", comes=0.4, leaves_after=2, trusts=3.5, useful=4),
    Persona("harder weeks", pain=5.0, mood=8, eases=0.35, lifts=0.9, area="thinking"),
    Persona("small efforts cost days", energy=2.5, energy_limit=True, short=0.8, eases=-0.1),
    Persona("keeps things private", declines=0.5, eases=-0.2, lifts=-0.4),
)
"""Ten courses that a clinic would recognise; invented, not fitted to any data."""


def make_persona(index: int, draw: random.Random) -> Persona:
    """The persona of the index-th person: a course in turn, a little different each time."""
    course = COURSES[index % len(COURSES)]
    return replace(
        course,
        pain=_near(course.pain, 0.8, 10, draw),
        mood=_near(course.mood, 2.0, 24, draw),
        energy=_near(course.energy, 0.8, 10, draw),
        comes=_near(course.comes, 0.06, 1, draw),
        useful=_near(course.useful, 1.0, 10, draw),
    )


def _near(value: float, spread: float, highest: float, draw: random.Random) -> float:
    return min(highest, max(0.05, draw.gauss(value, spread)))
