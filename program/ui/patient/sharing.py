"""Whether a therapist may read the words of an exercise: asked each time, never assumed."""

from program.fields import Answers, ChoiceField, Option, Pages, RowsField, TextField
from program.words import N_

SHARE = "share_words"
"""Field of the form; no part of the exercise's own answers."""
_CHOICE = ChoiceField(
    id=SHARE,
    label=N_("Your words and your therapist"),
    help=N_(
        "Your therapist sees that you did this, and the numbers. They read your words only if "
        "you share them."
    ),
    options=(
        Option(code="no", label=N_("Keep my words to myself")),
        Option(code="yes", label=N_("Share my words")),
    ),
    optional=True,
)


def with_sharing(pages: Pages) -> Pages:
    """The pages of an exercise, with the choice at their end where words may be written."""
    if not any(_has_words(field) for page in pages for field in page.fields):
        return pages
    last = pages[-1]
    return (*pages[:-1], last.model_copy(update={"fields": (*last.fields, _CHOICE)}))


def _has_words(field: object) -> bool:
    if isinstance(field, RowsField):
        return any(map(_has_words, field.fields))
    return isinstance(field, TextField)


def without_choice(answers: Answers) -> tuple[Answers, bool]:
    """The exercise's own answers, and whether its words are shared."""
    own = {name: value for name, value in answers.items() if name != SHARE}
    return own, answers.get(SHARE) == "yes"
