"""The columns of module progress."""

from program.export.columns import COUNT, FROM_ONE, MINUTES, Column, Table, Unit
from program.export.history import Person
from program.export.progress import Progress, progress
from program.export.shared import DAY, ENROLMENT, PERSON, VARIANTS

_NEVER_OPENED = "never opened"


def _rows(person: Person) -> list[Progress]:
    return progress(person)


MODULE_PROGRESS: Table[Progress] = Table(
    name="module_progress",
    one_row="one enrolment x one planned module, whatever happened (intention to treat)",
    rows=_rows,
    key=("enrolment_code", "module"),
    columns=(
        Column(
            "participant_code",
            "code",
            "The person, as in participants.",
            lambda row: row.course.participant,
            shape=PERSON,
            refers="participants",
        ),
        Column(
            "enrolment_code",
            "code",
            "The enrolment.",
            lambda row: row.course.code,
            shape=ENROLMENT,
            refers="enrolments",
        ),
        Column("module", "code", "The module.", lambda row: row.module.id),
        Column(
            "part",
            "code",
            "Its part in the plan.",
            lambda row: row.part,
            codes={
                "core": "everybody's path",
                "branch": "offered where the record calls for it",
                "booster": "opens some weeks after the end",
            },
        ),
        Column(
            "planned_order",
            "integer",
            "Place in the plan: core first, then branches, then boosters.",
            lambda row: row.planned,
            unit=FROM_ONE,
        ),
        Column(
            "actual_order",
            "integer",
            "Place in the order in which modules were really opened.",
            lambda row: row.order,
            unit=FROM_ONE,
            missing=_NEVER_OPENED,
        ),
        Column(
            "state",
            "code",
            "What became of it. A completion stays when a module is opened again.",
            lambda row: row.state,
            codes={
                "never_opened": "planned and never begun",
                "open": "begun and not completed",
                "completed": "completed at least once",
            },
        ),
        Column(
            "iteration",
            "integer",
            "Times it was opened.",
            lambda row: row.iteration,
            unit=Unit("count; 0 where never opened", least=0),
        ),
        Column(
            "opened_day",
            "integer",
            "When it was first opened.",
            lambda row: row.opened,
            unit=DAY,
            missing=_NEVER_OPENED,
        ),
        Column(
            "completed_day",
            "integer",
            "When it was first completed.",
            lambda row: row.completed,
            unit=DAY,
            missing="not completed",
        ),
        Column(
            "variant",
            "code",
            "Form it was completed in first, else opened in first.",
            lambda row: row.variant,
            codes=VARIANTS,
            missing=_NEVER_OPENED,
        ),
        Column(
            "steps_total",
            "integer",
            "Steps of the module as pinned, optional ones included.",
            lambda row: len(row.module.steps),
            unit=COUNT,
        ),
        Column(
            "steps_required",
            "integer",
            "Steps that completing needs done or skipped.",
            lambda row: len(row.module.required),
            unit=COUNT,
        ),
        Column(
            "steps_done",
            "integer",
            "Steps that were ever done, in any iteration.",
            lambda row: row.steps(row.done),
            unit=COUNT,
        ),
        Column(
            "steps_skipped",
            "integer",
            "Steps that were left out and never done.",
            lambda row: row.steps(row.skipped),
            unit=COUNT,
        ),
        Column(
            "useful",
            "integer",
            "How useful the module was, said at the first completion.",
            lambda row: row.useful,
            unit=Unit("0 (not at all) to 10", least=0, most=10),
            missing="not completed, or the person would rather not say",
        ),
        Column(
            "minutes_practised",
            "number",
            "Minutes of guided practice done inside the module.",
            lambda row: round(row.minutes, 2),
            unit=MINUTES,
        ),
        Column(
            "offered",
            "boolean",
            "Whether a decision ever offered it, or made it next, by a rule.",
            lambda row: row.offered,
        ),
        Column(
            "declined",
            "boolean",
            "Whether the person ever chose something else when this branch was offered, or "
            "was to come next.",
            lambda row: row.declined,
        ),
        Column(
            "directive",
            "code",
            "Whether a therapist ever made it the next module.",
            lambda row: "pin" if row.pinned else None,
            codes={"pin": "a therapist pinned it"},
            missing="no directive named it",
        ),
        Column(
            "opened_by_decision",
            "integer",
            "seq of the decision in decisions that led to the first opening.",
            lambda row: row.decision,
            missing="never opened, or opened without a stored decision",
        ),
    ),
)
