"""A decision said aloud: the same value for the patient and for the therapist."""

from collections.abc import Callable, Iterator
from datetime import date

from babel.dates import format_date

from program.adapt.rules import Randomise
from program.events import (
    Decision,
    Finish,
    Hold,
    LightWeek,
    OfferChoice,
    OpenModule,
    Outcome,
    Wait,
)
from program.ids import ModuleId, RuleId
from program.modules.program import Program
from program.words import N_, SOURCE, say

_PATIENT = {
    "directive": N_("Your therapist chose this for you."),
    "current": N_("You have begun this. It goes on where you stopped."),
    "chosen": N_("You chose this."),
    "core": N_("This is the next step of the program."),
    "rested": N_("After some light weeks, the next step comes in its short version."),
    "booster": N_("Some weeks have gone by. This is a short look back, and a fresh start."),
    "booster ahead": N_("Your booster comes on {day}."),
    "wait": N_("A few days between steps give you time to try things out."),
    "hold": N_("Your therapist would like to talk with you before something new opens."),
    "finish": N_("You have come to the end of the path. Everything stays open to you."),
}
_THERAPIST = {
    "directive": N_("A therapist pinned it."),
    "current": N_("It is open and not complete."),
    "chosen": N_("The patient chose it from an offer."),
    "core": N_("No rule called for anything else; the core goes on."),
    "passed_over": N_(
        "The core goes on. A rule called for something else and was passed over."
    ),
    "rested": N_(
        "As many light weeks as allowed have run; the core goes on in its short version."
    ),
    "booster": N_("A booster: its weeks after the end have gone by."),
    "booster ahead": N_("The program is finished; a booster comes on {day}."),
    "wait": N_("The cadence leaves days between two modules."),
    "hold": N_("The path is on hold until a therapist lifts it."),
    "finish": N_("Every core module is complete."),
}


DayWords = Callable[[date, str], str]
"""A day and a language -> how the day is said."""


def calendar_day(on: date, locale: str) -> str:
    """A day as people say it, such as 8 Nov 2026."""
    return str(format_date(on, "d MMM y", locale=locale))


def patient_why(
    decision: Decision, program: Program, locale: str, day: DayWords = calendar_day
) -> str:
    """Why this comes next, in the patient's words, together with what is worth noticing."""
    return _why(decision, program, locale, _PATIENT, "patient", day)


def therapist_why(
    decision: Decision, program: Program, locale: str = SOURCE, day: DayWords = calendar_day
) -> str:
    """Why this comes next, for a therapist."""
    return _why(decision, program, locale, _THERAPIST, "therapist", day)


def _why(
    decision: Decision,
    program: Program,
    locale: str,
    plain: dict[str, str],
    reader: str,
    day: DayWords,
) -> str:
    words = program.rule_said(locale)
    told = decision.notes
    if decision.rule:
        idle = set(_drawn_to_do_nothing(decision, program))
        used = (trace.rule for trace in decision.trace if trace.used)
        told = (decision.rule, *decision.notes, *(rule for rule in used if rule not in idle))
    said = (str(getattr(words[rule], reader)) for rule in dict.fromkeys(told) if rule in words)
    sentences = [sentence for sentence in said if sentence]
    plainly = _plainly(decision, program, plain, locale, day)
    if plainly and (decision.rule is None or isinstance(decision.outcome, Wait)):
        sentences.append(plainly)
    return " ".join(sentences)


def _drawn_to_do_nothing(decision: Decision, program: Program) -> Iterator[RuleId]:
    """Rules that were followed by a draw of the arm that does nothing: nothing to tell of."""
    drawing = {rule.id: rule.then for rule in program.rules if isinstance(rule.then, Randomise)}
    for drawn in decision.draws:
        arms = drawing[drawn.rule].arms if drawn.rule in drawing else ()
        if any(arm.id == drawn.arm and arm.then is None for arm in arms):
            yield drawn.rule


def is_booster(module: ModuleId | None, program: Program) -> bool:
    """Whether a module comes some weeks after the end."""
    return module in [booster.module for booster in program.plan.boosters]


def _plainly(
    decision: Decision, program: Program, plain: dict[str, str], locale: str, day: DayWords
) -> str:
    match decision.outcome:
        case OpenModule(because=because) if because != "rule":
            return say(locale, plain[_more_exactly(because, decision, plain)])
        case Wait(until=until, then=then) if is_booster(then, program):
            return say(locale, plain["booster ahead"], day=day(until, locale))
        case Wait() | Hold() | Finish() as outcome:
            return say(locale, plain[outcome.outcome])
        case OpenModule() | OfferChoice() | LightWeek():
            return ""  # a rule speaks


def _more_exactly(because: str, decision: Decision, plain: dict[str, str]) -> str:
    """What stands behind the core: a rule may have said yes and been passed over."""
    if because != "core":
        return because
    passed = {trace.passed_over for trace in decision.trace} - {None}
    if "light_weeks_used" in passed:
        return "rested"
    return "passed_over" if passed and "passed_over" in plain else because


def headline(decision: Decision, program: Program, locale: str) -> str:
    """What comes next, in a few words."""
    return outcome_headline(decision.outcome, program, locale)


def outcome_headline(outcome: Outcome, program: Program, locale: str) -> str:
    """The same of an outcome alone."""

    def title(module: ModuleId) -> str:
        return program.module_words(module, locale).title

    match outcome:
        case OpenModule(module=module, variant="light"):
            return say(locale, N_("{module}, in its short version"), module=title(module))
        case OpenModule(module=module):
            return title(module)
        case OfferChoice(branches=branches):
            return say(
                locale, N_("A choice: {modules}"), modules=", ".join(map(title, branches))
            )
        case LightWeek(until=until):
            return say(locale, N_("A light week until {day}"), day=calendar_day(until, locale))
        case Wait(until=until, then=then) if is_booster(then, program):
            return say(locale, N_("The booster on {day}"), day=calendar_day(until, locale))
        case Wait(until=until, then=then):
            day = calendar_day(until, locale)
            if then is None:
                return say(locale, N_("Time to try things out, until {day}"), day=day)
            words = N_("Time to try things out, until {day}; then {module}")
            return say(locale, words, day=day, module=title(then))
        case Hold():
            return say(locale, N_("A talk with the therapist first"))
        case Finish():
            return say(locale, N_("The end of the path"))
