"""The columns of decisions."""

from program.export.columns import COUNT, FROM_ONE, Column, Table, Unit
from program.export.decision_codes import (
    BECAUSE,
    OCCASIONS,
    OUTCOMES,
    PASSED_OVER,
    WHY_NOT,
)
from program.export.decisions import Decided, decisions
from program.export.shared import DAY, FACT, HASH, PLACE, VARIANTS

_NOT_ENROLLED = "no program was assigned"


def _told(codes: dict[str, str]) -> str:
    return "; ".join(f"{code}: {meaning}" for code, meaning in codes.items())


DECISIONS: Table[Decided] = Table(
    name="decisions",
    one_row="one stored decision on what comes next",
    rows=decisions,
    key=FACT,
    columns=(
        *PLACE,
        Column(
            "occasion",
            "code",
            "What the decision was made at.",
            lambda row: row.decision.occasion,
            codes=OCCASIONS,
        ),
        Column(
            "as_of_day",
            "integer",
            "The person's own day it was made for.",
            lambda row: row.as_of,
            unit=DAY,
            missing=_NOT_ENROLLED,
        ),
        Column(
            "outcome",
            "code",
            "What was decided.",
            lambda row: row.decision.outcome.outcome,
            codes=OUTCOMES,
        ),
        Column(
            "module",
            "code",
            "The module that comes next; for `wait` the one after the wait, for `offer` the "
            "one that comes when every branch is declined.",
            lambda row: row.module,
            missing="the outcome names none",
        ),
        Column(
            "branches",
            "array",
            "The branches that were offered, worse area first.",
            lambda row: row.branches,
            missing="the outcome is no offer",
        ),
        Column(
            "variant",
            "code",
            "The form it opens in.",
            lambda row: row.variant,
            codes=VARIANTS,
            missing="the outcome opens nothing",
        ),
        Column(
            "until_day",
            "integer",
            "Last day of the light week, or the day the wait ends.",
            lambda row: row.until,
            unit=DAY,
            missing="neither a wait nor a light week",
        ),
        Column(
            "because",
            "code",
            "On what authority a module opens.",
            lambda row: row.because,
            codes=BECAUSE,
            missing="the outcome opens nothing",
        ),
        Column(
            "rule",
            "code",
            "The rule that decided.",
            lambda row: row.decision.rule,
            missing="the core order, a choice or a therapist decided",
        ),
        Column(
            "rule_version",
            "integer",
            "Version of that rule.",
            lambda row: row.decision.rule_version,
            unit=FROM_ONE,
            missing="no rule decided, or decided by an engine that did not keep it",
        ),
        Column(
            "patient_sentence",
            "text",
            "Why, as the program tells the patient, in English. A therapist's own words to the "
            "patient are free text and are not here.",
            lambda row: row.patient_sentence,
            missing="nothing needed saying",
        ),
        Column(
            "therapist_sentence",
            "text",
            "Why, as the program tells the therapist, in English.",
            lambda row: row.therapist_sentence,
            missing="nothing needed saying",
        ),
        Column(
            "notes",
            "array",
            "Rules that held and only say something.",
            lambda row: row.part("notes"),
        ),
        Column(
            "inputs",
            "array",
            "What each question of the rules saw, once: variable, value (null: not known), "
            "age_days, what it needs, its answer (yes, no, unknown), and source, the seq of "
            "the event the value came with (null: made of several events, or of none).",
            lambda row: row.part("inputs"),
        ),
        Column(
            "inputs_unknown",
            "integer",
            "Different variables the rules asked for that were not known.",
            lambda row: row.unknown,
            unit=COUNT,
        ),
        Column(
            "trace",
            "array",
            "Every rule in order: its version, its answer (yes, no, unknown), whether it was "
            "used, what it leads to, and passed_over where it held and was not followed. By "
            "their places in inputs, from 0: asks (what it asked), because (what alone makes "
            "the answer) and turns (what alone, answered the other way, would make it hold). "
            f"{_told(PASSED_OVER)}.",
            lambda row: row.part("trace"),
        ),
        Column(
            "alternatives",
            "object",
            f"Every other planned module -> why it does not come next. {_told(WHY_NOT)}.",
            lambda row: row.part("alternatives"),
        ),
        Column(
            "nearest",
            "object",
            "The smallest change of one measured value that would have changed the outcome: "
            "variable, value, would, the other outcome (`until` is a study day), its rule.",
            lambda row: row.part("nearest") if row.decision.nearest else None,
            missing="no change of one measured value would have",
        ),
        Column(
            "signals",
            "array",
            "Rules that asked a therapist to look: rule, level.",
            lambda row: row.part("signals"),
        ),
        Column(
            "support",
            "code",
            "More or less of a therapist's time, as a rule proposed it to the therapist.",
            lambda row: row.decision.support,
            codes={"up": "more", "down": "less"},
            missing="no rule proposed any",
        ),
        Column(
            "draws",
            "array",
            "Each rule that leaves something to chance: policy (its version), seed, point "
            "(modules opened before), available, arms (arm: probability), arm, probability. "
            "The same point has the same draw however often it was decided there.",
            lambda row: row.part("draws"),
        ),
        Column(
            "carried_forward",
            "array",
            "Variables of rules that held whose value was older than a week.",
            lambda row: row.part("carried_forward"),
        ),
        Column(
            "probability",
            "number",
            "Chance of this outcome over all ways the draws could have gone.",
            lambda row: row.decision.probability,
            unit=Unit("above 0, up to 1; 1 where no draw made a difference", above=0, most=1),
        ),
        Column(
            "engine_version",
            "code",
            "Version of the engine that decided.",
            lambda row: row.event.engine,
        ),
        Column(
            "content_hash",
            "code",
            "SHA-256 of the content it was decided from.",
            lambda row: row.event.content,
            shape=HASH,
            missing=_NOT_ENROLLED,
        ),
    ),
)
