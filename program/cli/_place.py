"""The settings and the store a verb works on, or what to mend."""

import os

from program.cli import WrongUse
from program.settings import Settings, read_settings
from program.storage.open import mode_of, open_stores
from program.storage.ports import Stores, Unavailable


def settings_from_environment() -> Settings:
    """The settings; WrongUse where one makes no sense."""
    try:
        return read_settings(os.environ)
    except ValueError as problem:
        raise WrongUse(str(problem)) from problem


def stores_there(settings: Settings) -> Stores:
    """The stores that are there already; none is made. Raises WrongUse."""
    try:
        mode = mode_of(settings.store)
        if mode is None:
            raise WrongUse(
                f"there is no store at {settings.store}; set CAIRN_STORE to where it is"
            )
        return open_stores(settings.store, mode)
    except (ValueError, Unavailable) as problem:
        raise WrongUse(str(problem)) from problem
