"""How somebody can be reached: the form, and what became of it."""

from program.fields import Answers, Pages, TextField
from program.safety import Finding
from program.service.contacts import PLACE, contacts_key, set_contacts
from program.storage.ports import Account
from program.ui import session
from program.ui.parts.form_words import SUBMIT
from program.ui.patient.asking import Asked, ask, forget, given
from program.ui.patient.entering import Here

_DRAWN = f"{PLACE}-drawn"


def ask_contacts(me: Here, own: Account, pages: Pages, submit: str = SUBMIT) -> bool:
    """Draw the form. Once the contacts are kept the page runs again, and this is true once;
    not for what comes late from a form before this one and was kept already."""
    key = contacts_key(own)
    before: str | None = session.recall(_DRAWN)
    session.remember(_DRAWN, key)
    names = [
        field.id for page in pages for field in page.fields if isinstance(field, TextField)
    ]

    def keep(now: Here, key: str, answers: Answers) -> tuple[Finding, ...]:
        whole = {name: answers.get(name, "") for name in names} | answers
        set_contacts(now.clinic, now.by, whole, key)
        return ()

    ask(
        Asked(
            me=me,
            place=PLACE,
            key=key,
            pages=pages,
            keep=keep,
            submit=submit,
            begin=dict(own.contacts),
        )
    )
    return given(PLACE).key == before != key


def contacts_given() -> bool:
    """Whether contacts were kept in this browser session."""
    return given(PLACE).key != ""


def forget_contacts(me: Here) -> None:
    """Let the browser drop contacts that are kept, on the page that comes after them."""
    forget(me, PLACE)
