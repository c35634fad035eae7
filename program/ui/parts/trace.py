"""How a decision came about: every rule's answer, what it looked at, what would change it."""

from collections.abc import Iterator, Sequence
from html import escape

from program.events import Decision, Input, OpenModule, RuleTrace
from program.modules.program import Program
from program.modules.voices import outcome_headline
from program.service.decided import DecisionLine
from program.ui.parts.staff_table import staff_table
from program.ui.parts.staff_words import day
from program.ui.parts.trace_words import ANSWERS, PASSED_OVER, leads_to, needs, value, variable
from program.words import N_, say, say_count

HOW = N_("How this came about")
RULES = N_("What each rule answered")
YES = N_("Rules that said yes")
UNKNOWN = N_("{n} not known")
CHANGE = N_("What would have called for something else")
OTHERS = N_("The other modules")
CARRIED = N_("Answers older than a week were used: {names}.")
OCCASIONS = {
    "arrive": N_("a visit"),
    "check_in": N_("a check-in"),
    "module": N_("a finished module"),
    "directive": N_("a therapist’s directive"),
    "choice": N_("the person’s choice"),
    "flare": N_("word of a flare"),
    "tick": N_("the day going by"),
}
MADE = N_("{day}, after {occasion}")
USED = N_("followed")
_HEAD = (N_("Rule"), N_("Answer"), N_("What it looked at"), N_("What became of it"))
_INPUT = N_("{variable}: {value} (asks for {needs})")
NEAREST = N_(
    "The smallest change that would have led elsewhere: {variable} at {would} and not {value}. "
    "Then: {headline}."
)
DRAWN = N_("Chance was asked at {rule}: {arm}, with a probability of {chance}.")
NO_CHANGE = N_("No other value of one single answer would have led elsewhere.")
_CHANGE = N_("{variable}: {needs} would have called for {leads}.")


def decision_line(line: DecisionLine, locale: str, *, level: int = 3) -> str:
    """A stored decision as HTML: when, what, why, and how it came about one tap away."""
    made = say(
        locale,
        MADE,
        day=day(line.on, locale),
        occasion=say(locale, OCCASIONS[line.decision.occasion]),
    )
    return (
        f'<div class="cairn-decision"><p class="cairn-when">{escape(made)}</p>'
        f"<div><h{level}>{escape(line.headline)}</h{level}><p>{escape(line.why)}</p>"
        f"{_before(line, locale)}"
        f"{trace(line.decision, line.program, locale)}</div></div>"
    )


def _before(line: DecisionLine, locale: str) -> str:
    if not line.before:
        return ""
    told = say_count(
        locale,
        "The same at the visit before, on {since}.",
        "The same at {n} visits before, since {since}.",
        len(line.before),
        since=day(line.before[0], locale),
    )
    return f'<p class="cairn-quieter">{escape(told)}</p>'


def trace(decision: Decision, program: Program, locale: str) -> str:
    """Everything a decision was made from, as HTML, closed until it is asked for: the smallest
    change first, then the rules that said yes; the rest is folded once more."""
    yes = [one for one in decision.trace if one.answer == "yes"]
    rest = [one for one in decision.trace if one.answer != "yes"]
    parts = [f"<p>{escape(told)}</p>" for told in _beside(decision, program, locale)]
    if decision.carried_forward:
        names = ", ".join(variable(one, program, locale) for one in decision.carried_forward)
        parts.append(f"<p>{escape(say(locale, CARRIED, names=names))}</p>")
    if yes:
        title = escape(say(locale, YES))
        parts.append(f'<p class="cairn-part">{title}</p>')
        parts.append(_rules(yes, decision.inputs, program, locale))
    if rest:
        rules = _rules(rest, decision.inputs, program, locale)
        parts.append(_folded(_how_many(rest, locale), rules))
    parts += [_list(CHANGE, called_for(decision, program, locale), locale)]
    parts += [_list(OTHERS, _alternatives(decision, program, locale), locale)]
    return _folded(say(locale, HOW), "".join(parts))


def _beside(decision: Decision, program: Program, locale: str) -> Iterator[str]:
    """The nearest change that would have led elsewhere, and draws that were made."""
    near = decision.nearest
    if near is None:
        yield say(locale, NO_CHANGE)
    else:
        yield say(
            locale,
            NEAREST,
            variable=variable(near.variable, program, locale),
            value=f"{near.value:g}",
            would=f"{near.would:g}",
            headline=outcome_headline(near.outcome, program, locale),
        )
    for draw in decision.draws:
        if draw.arm is not None:
            chance = f"{draw.probability:g}"
            yield say(locale, DRAWN, rule=draw.rule, arm=draw.arm, chance=chance)


def _how_many(rest: Sequence[RuleTrace], locale: str) -> str:
    no = sum(one.answer == "no" for one in rest)
    said = say_count(locale, "{n} rule said no", "{n} rules said no", no)
    unknown = len(rest) - no
    return f"{said}, {say(locale, UNKNOWN, n=unknown)}" if unknown else said


def _folded(summary: str, inside: str) -> str:
    return f'<details class="cairn-more"><summary>{escape(summary)}</summary>{inside}</details>'


def _list(title: str, items: Sequence[str], locale: str) -> str:
    inside = "".join(f"<li>{escape(item)}</li>" for item in items)
    return _folded(say(locale, title), f"<ul>{inside}</ul>") if inside else ""


def _rules(
    rules: Sequence[RuleTrace], seen: Sequence[Input], program: Program, locale: str
) -> str:
    rows = [_rule(one, seen, program, locale) for one in rules]
    return staff_table(say(locale, RULES), _HEAD, rows, locale)


def _rule(
    one: RuleTrace, seen: Sequence[Input], program: Program, locale: str
) -> tuple[str, ...]:
    """A row of the table. A rule's sentence is true, and shown, only where it said yes."""
    words = program.rule_said(locale).get(one.rule)
    said = escape(words.therapist) if words is not None and one.answer == "yes" else ""
    facts = (escape(_looked(seen[at], program, locale)) for at in one.asks)
    looked = "".join(f'<span class="cairn-fact">{fact}</span>' for fact in facts)
    passed = PASSED_OVER.get(one.passed_over or "", one.passed_over or "")
    became = say(locale, USED) if one.used else say(locale, passed) or "–"
    return (
        f'{escape(one.rule)}<span class="cairn-said">{said}</span>',
        escape(say(locale, ANSWERS[one.answer])),
        f"<span>{looked}</span>",
        escape(became),
    )


def _looked(seen: Input, program: Program, locale: str) -> str:
    return say(
        locale,
        _INPUT,
        variable=variable(seen.variable, program, locale),
        value=value(seen, locale),
        needs=needs(seen.needs, locale),
    )


_FREE = (None, "another_came_first", "not_called_for", "comes_later")
"""Why a module that could have come did not. Any other reason would have held against it."""


def called_for(decision: Decision, program: Program, locale: str) -> list[str]:
    """What another answer would have called for. What could not have come anyway, or comes
    already, is left out."""
    barred = {m for m, why_not in decision.alternatives.items() if why_not not in _FREE}
    if isinstance(decision.outcome, OpenModule):
        barred.add(decision.outcome.module)
    return [
        say(
            locale,
            _CHANGE,
            variable=variable(one.variable, program, locale),
            needs=needs(one.needs, locale),
            leads=leads_to(one.leads_to, program, locale),
        )
        for one in decision.changes
        if one.leads_to.partition(" ")[2] not in barred
    ]


def _alternatives(decision: Decision, program: Program, locale: str) -> list[str]:
    return [
        f"{program.module_words(module, locale).title}: "
        f"{say(locale, PASSED_OVER.get(why_not, why_not))}"
        for module, why_not in decision.alternatives.items()
        if module in program.modules
    ]
