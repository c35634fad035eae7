"""Help on the same screen as the answer that calls for it, from what is already in the page."""

from collections.abc import Iterable, Sequence
from html import escape

from program.fields import Answers, Pages, TextField
from program.modules.help_lines import Line
from program.safety import HINTS, TRIGGERS, Finding
from program.service.help_lines import ANYWHERE, LAST_RESORT, help_lines
from program.ui import session
from program.ui.parts.form import HelpWhen
from program.ui.parts.raw import raw
from program.web.help import CALL, NOT_WATCHED, SOMEONE, WATCHED, reach
from program.words import N_, say

NOW_TITLE = N_("Please call now")
NOW = N_("Your life matters. Someone answers day and night. Stay with a person if you can.")
CRISIS_TITLE = N_("You do not have to carry this alone")
CRISIS = N_("You matter. Someone is there to talk with you, day and night.")
HINT_TITLE = N_("Is it very dark right now?")
HINT = N_("You can go on writing here. If you would like to talk, someone is there now.")
FLAGS_TITLE = N_("This needs a doctor today")
FLAGS = N_(
    "What you chose can be a sign of something that cannot wait. Call your doctor now, or the "
    "emergency number, or go to a hospital. Take this page with you."
)
MOOD_TITLE = N_("Low mood is weighing heavily")
MOOD = N_(
    "This is more than anyone needs to carry alone. Please show this page to a doctor: there "
    "is good help for it. You can go on here as well."
)

_WORDS = {
    "now": (NOW_TITLE, NOW),
    "crisis": (CRISIS_TITLE, CRISIS),
    "hint": (HINT_TITLE, HINT),
    "red_flags": (FLAGS_TITLE, FLAGS),
    "heavy_mood": (MOOD_TITLE, MOOD),
}
"""Title and sentence of every help."""
_URGENT = ("now", "crisis", "red_flags", "heavy_mood")
"""Every help that an answer calls for, the most urgent first."""
_DANGER = ("danger",)
_CRISIS = ("follow_up_skipped", "thoughts_often", "thoughts", "item_skipped")


def help_when(locale: str) -> tuple[HelpWhen, ...]:
    """The help a check-in carries, for every answer that calls for it, most urgent first."""
    called = [
        ("now" if _right_now(trigger.fields) else trigger.kind, trigger) for trigger in TRIGGERS
    ]
    return tuple(
        HelpWhen(
            fields=trigger.fields,
            html=help_html(locale, kind),
            at_least=trigger.at_least,
            codes=trigger.codes,
            declined=trigger.declined,
            stays=kind in _URGENT[:2],
        )
        for kind, trigger in sorted(called, key=lambda each: _URGENT.index(each[0]))
    )


def _right_now(fields: Sequence[str]) -> bool:
    return all(field.startswith("safety__") for field in fields)


def _danger_unsaid(answers: Answers) -> bool:
    asked = (field for trigger in TRIGGERS if trigger.declined for field in trigger.fields)
    return any(_right_now((field,)) and answers.get(field, "") is None for field in asked)


def hint_when(pages: Pages, locale: str) -> tuple[HelpWhen, ...]:
    """Help for words that may hint at risk, while they are written."""
    written = tuple(
        field.id for page in pages for field in page.fields if isinstance(field, TextField)
    )
    if not written:
        return ()
    return (HelpWhen(fields=written, html=help_html(locale, "hint"), phrases=HINTS),)


def help_for(found: Iterable[Finding], answers: Answers) -> tuple[str, ...]:
    """Which help these findings call for, the most urgent first.

    answers: what was found in. Where the person would rather not say whether they are in danger
    now, help is as urgent as while they answered.
    """
    kinds = [finding.kind for finding in found if finding.help]
    named = (
        ("now", any(kind in _DANGER for kind in kinds) or _danger_unsaid(answers)),
        ("crisis", any(kind in _CRISIS for kind in kinds)),
        ("red_flags", "red_flags" in kinds),
        ("heavy_mood", "heavy_mood" in kinds),
    )
    wanted = tuple(name for name, called in named if called)
    return tuple(name for name in wanted if name != "crisis" or "now" not in wanted)


def help_again(raised: frozenset[str]) -> tuple[str, ...]:
    """The help that signals of these kinds call for, after the page was loaded anew."""
    named = (("now", _DANGER), ("crisis", _CRISIS), ("red_flags", ("red_flags",)))
    return tuple(name for name, kinds in named if not raised.isdisjoint(kinds))[:1]


def show_help(locale: str, kinds: Iterable[str]) -> None:
    """Put help on the page: one box, the first in full and the others folded below it."""
    first, *others = (*kinds, "")
    if first:
        more = "".join(_folded(locale, kind) for kind in others if kind)
        raw(
            f'<section class="cairn-helping" role="alert">{help_html(locale, first)}{more}'
            "</section>"
        )


def show_lines(locale: str) -> None:
    """The lines of the region, as they stand today, to tap and call."""
    settings = session.clinic().settings
    lines = help_lines(settings.content, settings.region)
    numbers = _numbers(locale, lines, urgent=False, only=False)
    title = f"<h2>{escape(say(locale, SOMEONE))}</h2>"
    raw(f'<section class="cairn-helping">{title}{numbers}</section>')


def help_html(locale: str, kind: str) -> str:
    """Help as trusted HTML. kind: `now`, `crisis`, `hint`, `red_flags` or `heavy_mood`."""
    return f"<h2>{_title(locale, kind)}</h2>{_body(locale, kind)}"


def _folded(locale: str, kind: str) -> str:
    title, body = _title(locale, kind), _body(locale, kind)
    return f"<details><summary>{title}</summary>{body}</details>"


def _title(locale: str, kind: str) -> str:
    return escape(say(locale, _WORDS[kind][0]))


def _body(locale: str, kind: str) -> str:
    settings = session.clinic().settings
    lines = help_lines(settings.content, settings.region)
    urgent = kind in ("now", "red_flags")
    watch = say(locale, WATCHED if settings.watched else NOT_WATCHED)
    return (
        f"<p>{escape(say(locale, _WORDS[kind][1]))}</p>"
        f"{_numbers(locale, lines, urgent=urgent, only=kind == 'red_flags')}"
        f"<p>{escape(watch)}</p>"
    )


def _numbers(locale: str, lines: Sequence[Line], *, urgent: bool, only: bool) -> str:
    """Tap to call: the emergency number first where it is urgent, alone where `only`."""
    if not lines:
        rest = "".join(_call(locale, say(locale, name), phone) for phone, name in LAST_RESORT)
        return f"{rest}<p>{escape(say(locale, ANYWHERE))}</p>"
    wanted = [line for line in lines if line.emergency or not only]
    wanted.sort(key=lambda line: line.emergency != urgent)
    return "".join(_call(locale, line.name, line.phone, line.text) for line in wanted)


def _call(locale: str, name: str, phone: str, text: str = "") -> str:
    dial = "".join(sign for sign in phone if sign.isdigit() or sign == "+")
    call = say(locale, CALL, phone=phone)
    link = f'<a href="tel:{dial}">{escape(call)}</a>' if dial else ""
    more = f"<br>{reach(text)}" if text else ""
    return f"<p>{escape(name)}{more}<br>{link}</p>"
