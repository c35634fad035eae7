"""Who may come in: signing in and out, and accounts."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from program.access import Refused
from program.events import Role
from program.ids import AccountId, ParticipantId
from program.service.clinic import Clinic, Signed
from program.service.noting import note
from program.service.use_case import about_clinic
from program.storage.ports import Account, Session

OPERATOR = Signed(AccountId("operator"), "admin")
"""Whoever sits at the keyboard of the server."""

SHORTEST_PASSWORD, LONGEST_PASSWORD = 10, 1000
_LONGEST_NAME = 120

_HASHER = PasswordHasher()
"""argon2id, RFC 9106's second recommended option: 64 MiB, 3 passes, 4 lanes."""


@cache
def _nobody() -> str:
    """A hash that no password fits, so that an unknown login takes as long as a known one."""
    return _HASHER.hash(secrets.token_urlsafe())


def token_hash(token: str) -> str:
    """What is stored of a session's token: its SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()


def sign_in(clinic: Clinic, login: str, password: str) -> str | None:
    """Check a password and begin a session: its token, or None when the two do not fit.

    Nobody is signed in yet, so this is no use case of a person. About 0.1 s of processor time.
    Raises Unavailable.
    """
    account = clinic.stores.accounts.by_login(login.strip())
    usable = account is not None and account.active and account.password is not None
    kept = account.password if account is not None and usable else None
    fits = len(password) <= LONGEST_PASSWORD and _fits(kept or _nobody(), password)
    if account is None or kept is None or not fits:
        return None
    return _begin(clinic, account)


def _fits(kept: str, password: str) -> bool:
    try:
        return _HASHER.verify(kept, password)
    except VerifyMismatchError:
        return False


def pick(clinic: Clinic, account: AccountId) -> str:
    """Begin a session without a password: the demo clinic's way in.

    Nobody is signed in yet, so this is no use case of a person. Raises Refused anywhere but in
    a demo on a simulated store, Unavailable.
    """
    found = clinic.stores.accounts.get(account) if picker(clinic) else None
    if found is None or not found.active:
        raise Refused("picking a name is only for the demo clinic")
    return _begin(clinic, found)


def picker(clinic: Clinic) -> bool:
    """Whether names can be picked without a password."""
    return clinic.settings.demo and clinic.stores.mode == "simulated"


def _begin(clinic: Clinic, account: Account) -> str:
    token = secrets.token_urlsafe(32)
    started = clinic.moment()
    expires = started + timedelta(hours=clinic.settings.session_hours)
    clinic.stores.accounts.put_session(
        Session(
            token_hash=token_hash(token), account=account.id, started=started, expires=expires
        )
    )
    return token


def sign_out(clinic: Clinic, token: str) -> None:
    """End a session. Whoever holds its token may; an unknown one is ended already."""
    clinic.stores.accounts.end_session(token_hash(token))


def signed(clinic: Clinic, hashed: str) -> Signed | None:
    """Who a session's token (by its hash) stands for now; None when it is over or unknown.

    Asked at every request and every run of a page. Raises Unavailable.
    """
    session = clinic.stores.accounts.session(hashed)
    if session is None or session.expires <= clinic.moment():
        return None
    account = clinic.stores.accounts.get(session.account)
    if account is None or not account.active:
        return None
    return Signed(account.id, account.role, account.participant, session=hashed[:32])


@about_clinic("add account")
def add_account(
    clinic: Clinic,
    by: Signed,
    *,
    login: str,
    name: str,
    role: Role,
    password: str | None,
    therapist: str | None = None,
) -> Account:
    """Add someone who can sign in; a patient gets a history of their own.

    password: at least 10 characters; None only for the demo clinic, where names are picked.
    therapist: login of the therapist who looks after a patient; who stands in for them, if
    anybody does, stands in for the new patient too.
    Raises ValueError in words for the person at the keyboard, Conflict when the login is taken,
    Refused, Unavailable.
    """
    looks_after = therapist_there(clinic, therapist) if therapist is not None else None
    if looks_after is not None and role != "patient":
        raise ValueError("only a patient has a therapist")
    account = Account(
        id=AccountId(clinic.token()),
        login=_line("login", login),
        name=_line("name", name),
        role=role,
        password=_hashed(clinic, password),
        participant=ParticipantId(clinic.token()) if role == "patient" else None,
        therapist=looks_after.id if looks_after is not None else None,
        covered_by=looks_after.covered_by if looks_after is not None else None,
    )
    clinic.stores.accounts.put(account)
    _note(clinic, by, "add account", account)
    return account


@about_clinic("set password")
def set_password(clinic: Clinic, by: Signed, login: str, password: str) -> Account:
    """Give an account a new password; it can be signed in to again, if it was closed. Whoever
    was signed in signs in anew.

    Raises ValueError in words for the person at the keyboard, Refused, Unavailable.
    """
    new = {"password": _hashed(clinic, password), "active": True}
    return _change(clinic, by, "set password", login, new)


@about_clinic("close account")
def close_account(clinic: Clinic, by: Signed, login: str) -> Account:
    """Let nobody sign in to an account any more; open sessions are over at once.

    Raises ValueError in words for the person at the keyboard, Refused, Unavailable.
    """
    return _change(clinic, by, "close account", login, {"active": False})


def _change(
    clinic: Clinic, by: Signed, action: str, login: str, new: Mapping[str, object]
) -> Account:
    """Change who may come in: sessions from before are over."""
    accounts = clinic.stores.accounts
    found = accounts.by_login(login)
    if found is not None:
        _note(clinic, by, action, found)
    changed = found and accounts.change(found.id, lambda one: one.model_copy(update=new))
    if changed is None:
        raise ValueError(f"there is no account with the login {login!r}")
    accounts.end_sessions(changed.id)
    return changed


def _note(clinic: Clinic, by: Signed, action: str, account: Account) -> None:
    """Who may come in, and since when. A patient is named by their history alone."""
    staff = account.login if account.participant is None else ""
    note(clinic, by, action, account.participant, f"{staff}, {account.role}" if staff else "")


def _line(what: str, given: str) -> str:
    text = given.strip()
    if not text or len(text) > _LONGEST_NAME or not text.isprintable():
        raise ValueError(f"the {what} must be one line of 1 to {_LONGEST_NAME} characters")
    return text


def _hashed(clinic: Clinic, password: str | None) -> str | None:
    if password is None:
        if picker(clinic):
            return None
        raise ValueError("an account needs a password; only the demo clinic does without")
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise ValueError(f"a password needs {SHORTEST_PASSWORD} characters or more")
    return _HASHER.hash(password)


def therapist_there(clinic: Clinic, login: str, *, closed: bool = False) -> Account:
    """The therapist with a login. closed: also one who cannot sign in. Raises ValueError."""
    found = clinic.stores.accounts.by_login(login)
    if found is None or found.role != "therapist":
        raise ValueError(f"there is no therapist with the login {login!r}")
    if not (found.active or closed):
        raise ValueError(f"the account of {login!r} is closed: name somebody who can sign in")
    return found
