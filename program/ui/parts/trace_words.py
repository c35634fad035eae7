"""A decision's variables, comparisons and codes in a therapist's words."""

import re

from program.events import Input
from program.ids import ModuleId
from program.modules.program import Program
from program.ui.parts.staff_words import AREAS
from program.words import N_, say, say_count

SCALES = {
    "peg": N_("PEG (pain)"),
    "phq2": N_("PHQ-2 (mood)"),
    "phq8": N_("PHQ-8 (mood)"),
    "phq9": N_("PHQ-9 (mood)"),
    "gad2": N_("GAD-2 (anxiety)"),
    "gad7": N_("GAD-7 (anxiety)"),
    "energy": N_("Energy"),
    "confidence": N_("Confidence"),
    "credibility": N_("Makes sense to them"),
    "change": N_("Change since the start, in their words"),
    "flare": N_("A flare is going on"),
    "boom_bust pattern": N_("Big days followed by small ones, or by more pain"),
    "under_activity pattern": N_("Most days under the plan, none far above it"),
}
IN_THE_WAY = N_("In the way: {area}")
ANSWERS = {"yes": N_("yes"), "no": N_("no"), "unknown": N_("not known")}
PASSED_OVER = {
    "another_came_first": N_("another rule came first"),
    "in_its_time": N_("it follows when the next module opens"),
    "not_begun": N_("nothing has begun yet that could be made lighter"),
    "light_weeks_used": N_("as many light weeks as allowed have run"),
    "already_opened": N_("it was opened before"),
    "declined": N_("the person declined it"),
    "before_its_time": N_("the module before it is not complete"),
    "early_benefit": N_("early benefit: no extra branch"),
    "limit_in_course": N_("two branches have been taken"),
    "limit_between": N_("one branch since the last core module is enough"),
    "completed": N_("complete"),
    "open_already": N_("open already"),
    "comes_later": N_("comes later in the core"),
    "not_called_for": N_("no answer called for it"),
    "after_the_end": N_("comes some weeks after the end"),
    "later_booster": N_("a later booster has come in its place"),
}
_LEADS = {
    "light_week": N_("a light week"),
    "light_variant": N_("the short version"),
    "hold": N_("a hold until a therapist lifts it"),
    "say": N_("a remark, and no branch"),
    "offer": N_("a choice: {module}"),
    "open": N_("{module} next"),
    "bring_forward": N_("{module} sooner"),
    "signal": N_("a signal to you"),
    "support": N_("a word to you about your time"),
    "randomise": N_("a draw"),
}
_COMPARED = {
    ">=": N_("{n} or more"),
    "<=": N_("{n} or less"),
    ">": N_("more than {n}"),
    "<": N_("less than {n}"),
}
_DOWN = N_("down by {n} or more")
_NEEDS = re.compile(r"(<=|>=|<|>) (-?[\d.]+)( percent)?(?:, (\d+) in a row)?")
SINCE = {
    "baseline": N_("{scale}, change since the start"),
    "previous": N_("{scale}, change since the time before"),
}
COMPLETE = N_("{module} is complete")
IN_A_ROW = N_("{compared}, {n} times running")
NOT_KNOWN = N_("not known")
THAT_DAY = N_("given that day")


def variable(name: str, program: Program, locale: str) -> str:
    """What a condition looked at; a name without words of its own stands as it is."""
    scale, _, since = name.partition(" since ")
    if since in SINCE:
        return say(locale, SINCE[since], scale=_scale(scale, locale))
    module = ModuleId(name.removesuffix(" complete"))
    if module in program.modules:
        return say(locale, COMPLETE, module=program.module_words(module, locale).title)
    return _scale(name, locale)


def _scale(name: str, locale: str) -> str:
    area = name.removeprefix("area-")
    if area in AREAS:
        return say(locale, IN_THE_WAY, area=say(locale, AREAS[area]))
    return say(locale, SCALES.get(name, name.replace("_", " ")))


def needs(comparison: str, locale: str) -> str:
    """What a value was compared with, such as `>= 7`: 7 or more."""
    found = _NEEDS.fullmatch(comparison)
    if found is None:
        return say(locale, ANSWERS.get(comparison, comparison))
    sign, number, percent, running = found.groups()
    down = sign == "<=" and number.startswith("-")
    compared = _DOWN if down else _COMPARED[sign]
    said = say(
        locale, compared, n=number.removeprefix("-" if down else "") + "%" * bool(percent)
    )
    return say(locale, IN_A_ROW, compared=said, n=running) if running else said


def value(seen: Input, locale: str) -> str:
    """What was found, and how old it was."""
    if seen.value is None:
        return say(locale, NOT_KNOWN)
    if isinstance(seen.value, bool):
        shown = say(locale, ANSWERS["yes" if seen.value else "no"])
    elif isinstance(seen.value, str):
        shown = seen.value
    else:
        shown = f"{seen.value:.0f}%" if "percent" in seen.needs else f"{round(seen.value, 1):g}"
    return shown if seen.age_days is None else f"{shown}, {_age(seen.age_days, locale)}"


def _age(days: int, locale: str) -> str:
    if days == 0:
        return say(locale, THAT_DAY)
    return say_count(locale, "{n} day old", "{n} days old", days)


def leads_to(code: str, program: Program, locale: str) -> str:
    """What a rule would have led to, such as `offer sleep-1`."""
    what, _, module = code.partition(" ")
    title = ""
    if ModuleId(module) in program.modules:
        title = program.module_words(ModuleId(module), locale).title
    return say(locale, _LEADS.get(what, what), module=title)
