"""Answers to risk findings and the help to show. Plain, reviewed code outside the content.

No rule, content or setting can remove what is here, and nothing here stops anyone from going
on. The thresholds are those of the clinical rules; items are named as in content/instruments.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import JsonValue

from program.events import Level, ScoreValue, SignalRaised
from program.ids import EventId, SignalId
from program.record import Record
from program.words import N_

Items = Mapping[str, Mapping[str, JsonValue]]
"""Instrument -> item -> code; None where the person would rather not say."""


@dataclass(frozen=True)
class Finding:
    """Something in the answers that a person needs to see, or that calls for help on screen."""

    kind: str
    level: Level
    reason: str
    """A msgid: why, for a therapist."""
    hours: int | None = None
    """Within how many hours somebody makes contact, weekends included; 0 is at once."""
    help: bool = True
    """Whether help is on the same screen."""


_DANGER = Finding(
    "danger", "risk", N_("Answered yes to acting now, a plan or means, or not feeling safe."), 0
)
_FOLLOW_UP_SKIPPED = Finding(
    "follow_up_skipped",
    "red",
    N_("Thoughts of being better off dead, and a follow-up question was not answered."),
    8,
)
_OFTEN = Finding(
    "thoughts_often",
    "risk",
    N_("Thoughts of being better off dead on more than several days, or more than before."),
    8,
)
_THOUGHTS = Finding(
    "thoughts",
    "risk",
    N_("Thoughts of being better off dead; the follow-up answers are reassuring."),
    24,
)
_ENDING_LIFE = Finding(
    "thoughts_often",
    "risk",
    N_("Thoughts of ending life at the moment; the follow-up answers are reassuring."),
    8,
)
_ITEM_SKIPPED = Finding(
    "item_skipped", "amber", N_("Would rather not say about thoughts of being better off dead.")
)
_HEAVY_MOOD = Finding("heavy_mood", "info", N_("Low mood is weighing heavily."))
_RED_FLAGS = Finding(
    "red_flags", "red", N_("New warning signs that want a medical check: {flags}."), 24
)
_FLAGS_SKIPPED = Finding(
    "red_flags_skipped",
    "amber",
    N_("Would rather not say about new warning signs that want a medical check: please ask."),
    help=False,
)
_CAUTION = Finding(
    "mindfulness_caution",
    "amber",
    N_("Meditation is swapped for grounding until you have looked at the first answers."),
    help=False,
)
_CAUTION_UNKNOWN = Finding(
    "mindfulness_caution",
    "amber",
    N_(
        "A question on mania, voices or flashbacks was not answered: meditation is swapped for "
        "grounding until you have looked."
    ),
    help=False,
)
_ENERGY = Finding(
    "energy_limit",
    "amber",
    N_("Small efforts may cost a day or more, so pacing keeps to the energy limit."),
    help=False,
)

HEAVY_FROM = 15.0
"""PHQ-8 from which the screen says that low mood weighs heavily (Kroenke 2009)."""
HEAVY_RISE = 5.0
"""Rise of PHQ-8 over the person's own baseline from which it says so too."""

FOLLOW_UPS = ("acting_now", "plan_or_means", "safe", "increased")
"""Asked when thoughts of being better off dead, or of ending life, were named."""

MOOD_ITEMS = (
    "interest", "down", "sleep", "tired", "appetite", "failure", "concentration", "moving",
)  # fmt: skip


@dataclass(frozen=True)
class Trigger:
    """When help shows in the browser at once, from what is already there."""

    kind: str
    """Which help: `crisis`, `red_flags` or `heavy_mood`."""
    fields: tuple[str, ...]
    codes: tuple[str, ...] = ()
    declined: bool = False
    """Also when the person would rather not say."""
    at_least: float | None = None
    """When the answers to the fields add up to this."""


_RED_FLAG_CODES = (
    "bladder_bowel", "numb_saddle", "leg_weakness", "fever_back", "trauma", "chest_pain",
)  # fmt: skip

TRIGGERS = (
    Trigger("crisis", ("phq9__better_off",), ("1", "2", "3"), declined=True),
    Trigger("crisis", ("intake__ending_life",), ("1",), declined=True),
    Trigger("crisis", ("safety__acting_now", "safety__plan_or_means"), ("1",), declined=True),
    Trigger("crisis", ("safety__safe",), ("0",), declined=True),
    Trigger(
        "red_flags",
        ("intake__red_flags",),
        _RED_FLAG_CODES,
    ),
    *(
        Trigger("heavy_mood", tuple(f"{name}__{item}" for item in MOOD_ITEMS), at_least=15.0)
        for name in ("phq8", "phq9")
    ),
)


def assess(
    items: Items, scores: tuple[ScoreValue, ...], baseline: float | None
) -> tuple[Finding, ...]:
    """What these answers call for, the most urgent first.

    `baseline` is the person's first PHQ-8, None before there is one.
    """
    found = (*_thoughts(items), *_mood(scores, baseline), *_intake(items.get("intake", {})))
    return tuple(
        sorted(found, key=lambda finding: 99 if finding.hours is None else finding.hours)
    )


def _thoughts(items: Items) -> tuple[Finding, ...]:
    follow_up = items.get("safety", {})
    if (
        _yes(follow_up, "acting_now")
        or _yes(follow_up, "plan_or_means")
        or _no(follow_up, "safe")
    ):
        return (_DANGER,)
    asked = {**items.get("phq9", {}), **items.get("intake", {})}
    named = [asked[item] for item in ("better_off", "ending_life") if item in asked]
    if any(code is not None and float(str(code)) >= 1 for code in named):
        skipped = any(follow_up.get(item) is None for item in FOLLOW_UPS)
        often = any(code is not None and float(str(code)) >= 2 for code in named)
        if often or _yes(follow_up, "increased"):
            return (_OFTEN, _FOLLOW_UP_SKIPPED) if skipped else (_OFTEN,)
        if skipped:
            return (_FOLLOW_UP_SKIPPED,)
        return (_ENDING_LIFE if _yes(asked, "ending_life") else _THOUGHTS,)
    return (_ITEM_SKIPPED,) if any(code is None for code in named) else ()


_RISK_CODES = {
    "phq9__better_off": ("0", "1", "2", "3"),
    "intake__ending_life": ("0", "1"),
    **{f"safety__{item}": ("0", "1") for item in FOLLOW_UPS},
}


def risk_answers(raw: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """What answers that nobody vouches for say about risk: form field -> code. Anything else,
    and any code that no item has, is left out."""
    found: dict[str, JsonValue] = {
        name: raw[name]
        for name, codes in _RISK_CODES.items()
        if name in raw and (raw[name] is None or raw[name] in codes)
    }
    flags, known = raw.get("intake__red_flags"), _RED_FLAG_CODES
    if isinstance(flags, list):
        found["intake__red_flags"] = [flag for flag in flags if flag in known]
    return found


def _mood(scores: tuple[ScoreValue, ...], baseline: float | None) -> tuple[Finding, ...]:
    now = next((score.value for score in scores if score.scale == "phq8"), None)
    if now is None:
        return ()
    risen = baseline is not None and round(now - baseline, 4) >= HEAVY_RISE
    return (_HEAVY_MOOD,) if now >= HEAVY_FROM or risen else ()


_INWARD = ("mania", "voices", "flashbacks")
"""Questions whose yes makes looking inward a risk. Not answered is not a no."""


def _intake(intake: Mapping[str, JsonValue]) -> tuple[Finding, ...]:
    if not intake:
        return ()
    found = []
    if red_flags(intake):
        found.append(_RED_FLAGS)
    elif "red_flags" in intake and intake["red_flags"] is None:
        found.append(_FLAGS_SKIPPED)
    if any(_yes(intake, item) for item in _INWARD):
        found.append(_CAUTION)
    elif any(item in intake and intake[item] is None for item in _INWARD):
        found.append(_CAUTION_UNKNOWN)
    if not _no(intake, "crash"):
        found.append(_ENERGY)
    return tuple(found)


def red_flags(intake: Mapping[str, JsonValue]) -> tuple[str, ...]:
    """The warning signs that were named."""
    named = intake.get("red_flags")
    return (
        tuple(str(flag) for flag in named if flag != "none") if isinstance(named, list) else ()
    )


def _yes(items: Mapping[str, JsonValue], item: str) -> bool:
    return str(items.get(item)) == "1"


def _no(items: Mapping[str, JsonValue], item: str) -> bool:
    return str(items.get(item)) == "0"


def raise_signals(
    found: tuple[Finding, ...], items: Items, token: str, at: datetime
) -> tuple[SignalRaised, ...]:
    """The signals of findings, to stand in the same append as the answers.

    `token` names the submission, so that the same submission sent twice signals once.
    """
    flags = ", ".join(red_flags(items.get("intake", {}))).replace("_", " ")
    return tuple(
        SignalRaised(
            signal=SignalId(f"{finding.kind.replace('_', '-')}-{token}"),
            kind=finding.kind,
            level=finding.level,
            reason=finding.reason,
            values={"flags": flags} if finding.kind == "red_flags" else {},
            respond_by=None if finding.hours is None else at + timedelta(hours=finding.hours),
        )
        for finding in found
        if finding.level != "info"
    )


def unsettled(practice: str, saved: EventId) -> SignalRaised:
    """The signal of somebody who says that something unsettling came up in a practice, to
    stand in the same append as the answer. Unwanted effects of meditation are asked for, not
    waited for (Baer 2019). practice: its title. saved: the event of the answer."""
    return SignalRaised(
        signal=SignalId(f"unsettled-{saved}"),
        kind="unsettled",
        level="amber",
        reason=N_("Something upsetting came up during a guided practice: {practice}."),
        values={"practice": practice},
        sources=(saved,),
    )


@dataclass(frozen=True)
class Cautions:
    """What stays different for a person until a therapist has looked."""

    energy_limit: bool
    """No quotas, no increases, no minimum anywhere (NICE NG206, 2021)."""
    no_meditation: bool
    """Meditations are swapped for grounding and activity."""
    no_movement: bool
    """Movement steps wait until red flags are cleared."""
    no_window: bool
    """No shorter time in bed is proposed: mania was not ruled out."""


def cautions(record: Record) -> Cautions:
    """The cautions of a person. Not asked yet is as cautious as a yes for the energy limit."""
    answered = record.instruments.get("intake", ())
    intake = answered[-1].items if answered else {}
    waiting = {raised.signal.kind for raised in record.signals.values() if not raised.handled}
    return Cautions(
        energy_limit=not _no(intake, "crash"),
        no_meditation="mindfulness_caution" in waiting,
        no_movement="red_flags" in waiting,
        no_window=not _no(intake, "mania"),
    )


HINTS = (
    "kill myself", "killing myself", "end my life", "ending my life", "end it all",
    "ending it all", "suicid", "want to die", "better off dead", "no reason to live",
    "hurt myself", "hurting myself", "harm myself", "harming myself", "self-harm", "self harm",
    "can't go on", "can’t go on", "cannot go on", "cant go on",
    "take my life", "take my own life",
    "taking my life", "taking my own life", "don't want to live", "don’t want to live",
    "do not want to live", "dont want to live", "not worth living",
    "wish i was dead", "wish i were dead",
    "don't want to wake up", "don’t want to wake up", "overdose",
)  # fmt: skip
"""Words that may hint at risk: for the browser while they are typed, for the server after."""


def hints_at_risk(words: str) -> bool:
    """Whether free text may hint at risk. Only ever a hint: it shows help, and is never the
    sole path to a person."""
    written = words.lower()
    return any(hint in written for hint in HINTS)
