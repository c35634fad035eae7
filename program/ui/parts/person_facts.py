"""What a person did, as a therapist sees it: modules, exercises, and what therapists gave."""

from collections.abc import Sequence
from html import escape

from program.exercises import KINDS
from program.fields import Pages, RowsField
from program.ids import ModuleId
from program.modules.program import Program
from program.record import ModuleState, Record, Saved
from program.service.care import Person
from program.service.care_given import Given
from program.ui.parts.staff_table import NOTHING, staff_table
from program.ui.parts.staff_words import day, reason
from program.words import N_, say

NOT_OPENED = N_("not yet")
GOING_ON = N_("going on")
FULL, SHORT = N_("full"), N_("short version")
OF = N_("{n} of {m}")
USEFUL = N_("{n} of 10")
_MODULES = (
    N_("Module"), N_("Opened"), N_("Complete"), N_("Steps"), N_("Form"), N_("Useful"),
)  # fmt: skip
CAPTION = N_("Modules of the program")
TIME = N_("{module}, time {n}")

SCORES = N_("Scores: {scores}")
SHARED = N_("Shared with you")
KEPT = N_("Their own words are not shared.")

GIVEN = {
    "assign": N_("Assigned the program"),
    "accept": N_("Agreed with the engine"),
    "migrate": N_("Took them over to newer content of the program"),
    "pin": N_("Pinned {module}"),
    "hold": N_("Put the path on hold"),
    "lift": N_("Lifted what held"),
    "restrict": N_("Opened sleep restriction"),
    "unrestrict": N_("Closed sleep restriction"),
    "handle": N_("Saw to: {signal}"),
}
BESIDES = N_("Branches and boosters that were not opened: {n}")
READS = N_("The person reads: “{words}”")
SOMEBODY = N_("somebody")


def modules_done(person: Person, program: Program, locale: str) -> str:
    """What was opened, in its order, and the core that is to come, as HTML; what waits besides
    is folded below."""
    plan, states = program.plan, person.record.modules
    opened = [module for module in plan.modules if module in states]
    ahead = [module for module in plan.core if module not in states]
    shown = [*sorted(opened, key=lambda module: states[module].opened), *ahead]
    rows = [_module(program, module, person.record, locale) for module in shown]
    waiting = [
        escape(program.module_words(module, locale).title)
        for module in plan.modules
        if module not in shown
    ]
    table = staff_table(say(locale, CAPTION), _MODULES, rows, locale)
    if not waiting:
        return table
    besides = escape(say(locale, BESIDES, n=len(waiting)))
    return (
        f'{table}<details class="cairn-more"><summary>{besides}</summary>'
        f"<p>{', '.join(waiting)}</p></details>"
    )


def _module(program: Program, module: ModuleId, record: Record, locale: str) -> tuple[str, ...]:
    title, state = program.module_words(module, locale).title, record.modules.get(module)
    if state is None:
        waits = f'<span class="cairn-quieter">{escape(say(locale, NOT_OPENED))}</span>'
        return (escape(title), waits, *[NOTHING] * 4)
    steps = program.modules[module].required
    settled = sum(step.id in state.settled for step in steps)
    name = say(locale, TIME, module=title, n=state.iteration) if state.iteration > 1 else title
    useful = NOTHING if state.useful is None else say(locale, USEFUL, n=state.useful)
    return (
        escape(name),
        _short(day(state.opened, locale)),
        _completed(state, locale),
        _short(say(locale, OF, n=settled, m=len(steps))),
        _short(say(locale, SHORT if state.variant == "light" else FULL)),
        useful if useful == NOTHING else _short(useful),
    )


def _short(words: str) -> str:
    return f'<span class="cairn-short">{escape(words)}</span>'


def _completed(state: ModuleState, locale: str) -> str:
    on = state.completed
    return _short(say(locale, GOING_ON) if on is None else day(on, locale))


def saved_latest_first(record: Record) -> Sequence[Saved]:
    """Everything saved in exercises, latest first."""
    found = [one for saved in record.exercises.values() for one in saved]
    return sorted(found, key=lambda saved: saved.on, reverse=True)


def exercise_line(saved: Saved, locale: str) -> str:
    """One saved exercise as HTML: headline or scores, and their words only if shared."""
    fact, kind = saved.fact, KINDS.get(saved.fact.kind)
    title = say(locale, kind.title) if kind is not None else fact.kind
    scores = ", ".join(
        f"{name.replace('_', ' ')} {score:.3g}" for name, score in fact.scores.items()
    )
    told = f"<p>{escape(fact.headline)}</p>"
    if not fact.headline and scores:
        told = f'<p class="cairn-when">{escape(say(locale, SCORES, scores=scores))}</p>'
    return (
        f'<li><p class="cairn-when">{day(saved.on, locale)}</p>'
        f"<div><h3>{escape(title)}</h3>{told}{_words(saved, locale)}</div></li>"
    )


def _words(saved: Saved, locale: str) -> str:
    written = {path: text.body for path, text in saved.fact.texts.items() if text.body}
    if not written:
        return ""
    if not saved.fact.shared:
        return f'<p class="cairn-when">{escape(say(locale, KEPT))}</p>'
    labels = _labels(saved)
    quoted = "".join(
        f"<dt>{escape(say(locale, labels.get(path.split('.')[-1], '')))}</dt>"
        f"<dd>{escape(body)}</dd>"
        for path, body in written.items()
    )
    return f'<p class="cairn-when">{escape(say(locale, SHARED))}</p><dl>{quoted}</dl>'


def _labels(saved: Saved) -> dict[str, str]:
    kind = KINDS.get(saved.fact.kind)
    pages: Pages = kind.pages(kind.example_spec) if kind is not None else ()
    fields = [field for page in pages for field in page.fields]
    inner = [each for field in fields if isinstance(field, RowsField) for each in field.fields]
    return {field.id: field.label for field in (*fields, *inner)}


def given_line(given: Given, program: Program | None, locale: str) -> str:
    """One thing a therapist did, as HTML."""
    module = ""
    if program is not None and given.module is not None and given.module in program.modules:
        module = program.module_words(given.module, locale).title
    signal = reason(given.signal, locale) if given.signal is not None else ""
    what = say(locale, GIVEN[given.action], module=module, signal=signal)
    reads = say(locale, READS, words=given.to_patient) if given.to_patient else ""
    more = "".join(f"<p>{escape(line)}</p>" for line in (given.reason, reads) if line)
    by = escape(given.by or say(locale, SOMEBODY))
    return (
        f'<li><p class="cairn-when">{day(given.on, locale)}<br>{by}</p>'
        f"<div><h3>{escape(what)}</h3>{more}</div></li>"
    )
