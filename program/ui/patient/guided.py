"""A guided practice on a patient's page: its script, and kind words where it was unsettling."""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from urllib.parse import urlencode

from program.exercises import Entry
from program.modules.cue_times import cue_times
from program.modules.folder import recordings
from program.modules.practice import PracticeFile, PracticeWords
from program.service.practising import Other
from program.ui.parts.cards import link_button, note
from program.ui.parts.form import HelpWhen
from program.ui.parts.raw import raw
from program.ui.parts.script import CueLine, Length, Script
from program.ui.patient.asking import given
from program.ui.patient.entering import Here
from program.words import N_, say

STEADY = (
    N_("Open your eyes and look round. Name five things that you see."),
    N_("Press your feet into the floor, or your hands into the seat."),
    N_("Touch something near you. Notice if it is warm or cool, rough or smooth."),
    N_("Say what day it is, and where you are."),
)
"""The way back into the room, for whenever something is too much."""
STEADY_TITLE = N_("Thank you for telling us")
STEADY_LEAD = N_("It can happen, and you did nothing wrong. This may help right now.")
STILL_THERE = N_("If it stays with you, speak to someone you trust. Help now is always there.")


INSTEAD = N_("Last time something came up in {title}, so this is here in its place.")
STILL_OPEN = N_("Open {title} after all")
NOW = N_("Do {title} now")


def tell_passed_over(me: Here, other: Other | None) -> None:
    """Why another practice is here than the one the module speaks of, and the way to that."""
    if other is not None:
        note(me.say(INSTEAD, title=other.title))
        link_button(_tool(other), me.say(STILL_OPEN, title=other.title), quiet=True)


def offer_gentler(me: Here, other: Other | None) -> None:
    """The practice somebody chose in place of one that was unsettling, for right now."""
    if other is not None:
        link_button(_tool(other), me.say(NOW, title=other.title), quiet=True)


def _tool(other: Other) -> str:
    return f"/tools?{urlencode({'t': other.tool, 'again': '1'})}"


def scripts(
    me: Here, practice: tuple[PracticeFile, PracticeWords] | None
) -> Mapping[str, Script]:
    """The script of a step's practice, for its form; nothing where it has none."""
    if practice is None:
        return {}
    file, words = practice
    return {file.id: script(file, words, me.clinic.settings.content, me.locale)}


def script(file: PracticeFile, words: PracticeWords, content: Path, locale: str) -> Script:
    """A guided practice as the form plays it. content: where a clinic keeps its recordings."""
    recorded = recordings(content, file, locale)
    return Script(
        title=words.title,
        cues=tuple(
            CueLine(
                words.cues[cue.say],
                cue.bell,
                {a: said[cue.say] for a, said in words.anchors.items() if cue.say in said},
            )
            for cue in file.cues
        ),
        lengths=tuple(
            Length(
                minutes,
                tuple((time.cue, time.at) for time in cue_times(file, words, minutes)),
                f"/recording/{recorded[minutes]}" if minutes in recorded else "",
            )
            for minutes in file.minutes
        ),
        anchors=file.anchors,
        pacer=(file.pacer.inhale, file.pacer.exhale) if file.pacer else None,
        caution=words.caution,
        steady=tuple(say(locale, line) for line in STEADY),
    )


def show_steady(me: Here, place: str, key: str, entries: Sequence[Entry]) -> None:
    """The way back into the room once more, over answers that were kept under `key` a moment
    ago and say that something came up."""
    if given(place).key == key and entries[-1].answers.get("unsettling") == "yes":
        raw(f'<section class="cairn-helping">{_steady(me.locale)}</section>')


def steady_when(locale: str) -> tuple[HelpWhen, ...]:
    """The way back into the room, as soon as somebody says that something came up."""
    return (HelpWhen(fields=("unsettling",), codes=("yes",), html=_steady(locale)),)


def _steady(locale: str) -> str:
    lines = "".join(f"<li>{escape(say(locale, line))}</li>" for line in STEADY)
    return (
        f"<h2>{escape(say(locale, STEADY_TITLE))}</h2><p>{escape(say(locale, STEADY_LEAD))}</p>"
        f'<ul>{lines}</ul><p>{escape(say(locale, STILL_THERE))} <a href="/help">'
        f"{escape(say(locale, N_('Help now')))}</a></p>"
    )
