"""The demo clinic's way in: pick one of its invented people."""

from dataclasses import dataclass
from html import escape

from program.events import Role
from program.service.clinic import Clinic
from program.storage.ports import Account
from program.web.plain import Speech
from program.words import N_

TITLE = N_("Who would you like to be?")
LEAD = N_("This is a demo clinic. Everyone in it is made up. Pick a person to look around.")
EMPTY = N_("Nobody lives in this demo clinic yet.")
ROLES: tuple[tuple[Role, str], ...] = (
    ("patient", N_("Patients")),
    ("therapist", N_("Therapists")),
    ("researcher", N_("Researchers")),
    ("author", N_("Authors")),
    ("admin", N_("Clinic administration")),
)
_FIRST = 6
"""People of a role that are shown at once; the others wait behind a line."""
MORE = N_("All {n}")


@dataclass(frozen=True)
class Choice:
    """Whom one may be, by role."""

    by_role: dict[Role, tuple[Account, ...]]

    def body(self, speak: Speech, to: str) -> str:
        """The page's main part."""
        groups = [
            f"<section>{speak.tag('h2', name)}{_group(speak, self.by_role[role], to)}</section>"
            for role, name in ROLES
            if self.by_role[role]
        ]
        found = "".join(groups) or speak.tag("p", EMPTY)
        return f'{speak.tag("h1", TITLE)}<p class="lead">{speak(LEAD)}</p>{found}'


def people(clinic: Clinic) -> Choice:
    """Everyone in the demo clinic."""
    everyone = sorted(clinic.stores.accounts.all(), key=lambda one: one.name)
    return Choice({role: tuple(a for a in everyone if a.role == role) for role, _ in ROLES})


def _group(speak: Speech, accounts: tuple[Account, ...], to: str) -> str:
    shown = "".join(_button(account, to) for account in accounts[:_FIRST])
    if len(accounts) <= _FIRST:
        return f'<div class="people">{shown}</div>'
    rest = "".join(_button(account, to) for account in accounts[_FIRST:])
    return (
        f'<div class="people">{shown}</div><details><summary>{speak(MORE, n=len(accounts))}'
        f'</summary><div class="people">{rest}</div></details>'
    )


def _button(account: Account, to: str) -> str:
    return (
        '<form method="post" action="/session/pick">'
        f'<input type="hidden" name="to" value="{escape(to)}">'
        f'<button class="person" name="account" value="{escape(account.id)}">'
        f"{escape(account.name)}</button></form>"
    )
