"""How many came how far, as a row of steps with the numbers in them."""

from html import escape

from program.export.hiding import Count
from program.export.study import Study, percent
from program.ui.parts.cards import as_table
from program.words import N_, say

STEPS = (
    ("enrolled", N_("Enrolled")),
    ("started", N_("Opened a module")),
    ("middle", N_("Completed half of the core")),
    ("finished", N_("Completed the core")),
)
SENTENCE = N_("Of {enrolled} enrolments, {finished} have completed the whole core so far.")
OF_ALL = N_("{share}% of those enrolled")
REACHED, ENROLMENTS = N_("Reached"), N_("Enrolments")


def flow(study: Study, link: str, locale: str) -> str:
    """The flow as HTML: sentence, steps, and the table one tap away. link: HTML beside it."""
    counts = [(say(locale, words), getattr(study.flow, name)) for name, words in STEPS]
    sentence = say(locale, SENTENCE, enrolled=study.flow.enrolled, finished=study.flow.finished)
    steps = "".join(_step(words, n, study.flow.enrolled, locale) for words, n in counts)
    table = as_table((REACHED, ENROLMENTS), [(words, str(n)) for words, n in counts], locale)
    return (
        f'<div class="cairn-picture"><p>{escape(sentence)}</p>'
        f'<ol class="cairn-flow">{steps}</ol>'
        f'<div class="cairn-foot-row">{table}{link}</div></div>'
    )


def _step(words: str, n: Count, enrolled: Count, locale: str) -> str:
    share, width = "", 0
    if isinstance(n, int) and isinstance(enrolled, int):
        width = percent(n / enrolled)
        share = say(locale, OF_ALL, share=width)
    return (
        f"<li><strong>{escape(str(n))}</strong><span>{escape(words)}</span>"
        '<span class="cairn-bar" aria-hidden="true">'
        f'<span style="width:{width}%"></span></span>'
        f'<span class="cairn-when">{escape(share)}</span></li>'
    )
