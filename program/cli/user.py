"""`user`: who can sign in and who looks after whom."""

import argparse
import getpass
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import get_args

from program.cli import WrongUse
from program.cli._place import stores_there
from program.events import Role
from program.ids import AccountId
from program.service.accounts import OPERATOR, add_account, close_account, set_password
from program.service.clinic import Clinic
from program.service.looking_after import cover, transfer
from program.service.running import WrongStore, open_clinic
from program.settings import read_settings
from program.storage.open import mode_of
from program.storage.ports import Account, Conflict, Unavailable

ABOUT = (
    "say who can sign in and who looks after whom: add, list, password, close, cover, transfer"
)

_ROLES = tuple(role for role in get_args(Role) if role != "engine")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    add = commands.add_parser("add", help="add an account; the password is asked for")
    add.add_argument("--login", required=True, help="name to sign in with")
    add.add_argument("--name", required=True, help="what the person is called")
    add.add_argument("--role", required=True, choices=_ROLES)
    add.add_argument("--therapist", metavar="LOGIN", help="who looks after this patient")
    password = commands.add_parser("password", help="give an account a new password")
    password.add_argument("--login", required=True)
    for asks in (add, password):
        asks.add_argument(
            "--password-stdin", action="store_true", help="read it from the first line"
        )
    close = commands.add_parser("close", help="let nobody sign in to an account any more")
    close.add_argument("--login", required=True)
    covers = commands.add_parser("cover", help="let a therapist stand in for one who is away")
    covers.add_argument("login", metavar="LOGIN", help="the therapist who is away")
    who = covers.add_mutually_exclusive_group(required=True)
    who.add_argument("--by", metavar="THERAPIST", help="login of the one who stands in")
    who.add_argument("--nobody", action="store_true", help="end it: they are back")
    over = commands.add_parser("transfer", help="give people to another therapist")
    over.add_argument(
        "login", metavar="LOGIN", help="a patient, or a therapist: all their people"
    )
    over.add_argument(
        "--to", required=True, metavar="THERAPIST", help="who looks after them now"
    )
    commands.add_parser(
        "list", help="list accounts: login, role, name, whether active, with whom, history"
    )


def run(arguments: argparse.Namespace) -> int:
    try:
        settings = read_settings(os.environ)
        begun = mode_of(settings.store) is None
        if arguments.command != "add":
            stores_there(settings)
        clinic = open_clinic(settings, lambda: datetime.now(UTC))
        if begun:  # said first: whoever looks for a therapist of theirs here finds none
            print(
                f"A clinic was begun at {settings.store}. Is yours elsewhere? Set CAIRN_STORE."
            )
        return _COMMANDS[arguments.command](clinic, arguments)
    except (ValueError, WrongStore, Unavailable) as problem:
        raise WrongUse(str(problem)) from problem


def _add(clinic: Clinic, arguments: argparse.Namespace) -> int:
    if arguments.role == "patient" and arguments.therapist is None:
        raise WrongUse(
            "a patient needs --therapist LOGIN: nobody else assigns them a program, or sees "
            "what waits for them"
        )
    try:
        account = add_account(
            clinic,
            OPERATOR,
            login=arguments.login,
            name=arguments.name,
            role=arguments.role,
            password=_password(piped=arguments.password_stdin),
            therapist=arguments.therapist,
        )
    except Conflict as problem:
        raise WrongUse(f"the login {arguments.login!r} is taken") from problem
    print(f"{account.name} can sign in now as {account.login} ({account.role}).")
    return 0


def _renew(clinic: Clinic, arguments: argparse.Namespace) -> int:
    password = _password(piped=arguments.password_stdin)
    account = set_password(clinic, OPERATOR, arguments.login, password)
    print(f"{account.name} can sign in as {account.login} with the new password.")
    return 0


def _close(clinic: Clinic, arguments: argparse.Namespace) -> int:
    account = close_account(clinic, OPERATOR, arguments.login)
    print(f"Nobody can sign in as {account.login} now. What was saved is kept.")
    for line in _left(account, clinic.stores.accounts.all()):
        print(line)
    return 0


def _left(closed: Account, everybody: Sequence[Account]) -> Iterator[str]:
    """Whom nobody looks after any more, and what to do about it."""
    active = {one.id for one in everybody if one.active}
    login = closed.login
    people = [one for one in everybody if one.therapist == closed.id and one.active]
    if people and closed.covered_by not in active:
        yield (
            f"Nobody sees now what waits for the people of {login}: {len(people)}. "
            f"Give them to another therapist: user transfer {login} --to LOGIN"
        )
    for one in everybody:
        if one.role == "therapist" and one.covered_by == closed.id:
            yield (
                f"{login} stood in for {one.login}: nobody does now. "
                f"Name another: user cover {one.login} --by LOGIN"
            )


def _cover(clinic: Clinic, arguments: argparse.Namespace) -> int:
    away, people = cover(clinic, OPERATOR, arguments.login, arguments.by)
    if arguments.by is None:
        print(f"Nobody stands in for {away.login} now. People: {people}.")
    else:
        print(f"{arguments.by} stands in for {away.login} now. People: {people}.")
        for line in _not_passed_on(away, clinic.stores.accounts.all()):
            print(line)
    return 0


def _not_passed_on(away: Account, everybody: Sequence[Account]) -> Iterator[str]:
    """Whose people nobody sees should two be away at once."""
    known = {one.id: one for one in everybody}
    for one in everybody:
        there = (
            known.get(one.covered_by) if one.covered_by and one.role == "therapist" else None
        )
        if there and there.covered_by and away.id in (one.id, there.id):
            yield (
                f"{there.login} stands in for {one.login} and has a stand-in too. Cover is not "
                f"passed on: while both are away, nobody sees the people of {one.login}"
            )


def _transfer(clinic: Clinic, arguments: argparse.Namespace) -> int:
    people = transfer(clinic, OPERATOR, arguments.login, arguments.to)
    print(f"{arguments.to} looks after them now. People: {people}.")
    return 0


def _password(*, piped: bool) -> str:
    if piped:
        given = sys.stdin.readline().rstrip("\n")
        if any("\ud800" <= sign <= "\udfff" for sign in given):
            raise WrongUse("what was piped is no text in UTF-8: write the password in UTF-8")
        return given
    if not sys.stdin.isatty():
        raise WrongUse("there is no terminal to ask for a password: use --password-stdin")
    password = getpass.getpass("Password, 10 characters or more: ")
    if getpass.getpass("The same again: ") != password:
        raise WrongUse("the two passwords differ")
    return password


def _list(clinic: Clinic, arguments: argparse.Namespace) -> int:
    everybody = clinic.stores.accounts.all()
    known: dict[AccountId | None, str] = {
        one.id: one.login + ("" if one.active else " (closed)") for one in everybody
    }
    for one in sorted(everybody, key=lambda one: one.login):
        told = [one.login, one.role, one.name, "active" if one.active else "closed"]
        if one.role == "patient":
            told += [f"with {known.get(one.therapist, 'nobody')}", f"history {one.participant}"]
        elif one.covered_by is not None:
            told.append(f"{known.get(one.covered_by, 'nobody')} stands in")
        print(*told, sep="\t")
    return 0


_COMMANDS = {
    "add": _add, "list": _list, "password": _renew, "close": _close, "cover": _cover,
    "transfer": _transfer,
}  # fmt: skip
