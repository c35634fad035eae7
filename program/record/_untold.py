"""Histories nothing true can be told from: what telling them ends in, and what the log says."""

import logging
import traceback

log = logging.getLogger("cairn")

UNTOLD = (LookupError, ValueError, TypeError, AttributeError, ArithmeticError)
"""What facts that cannot have happened, or a mistake of ours, may end in."""


def log_untold(problem: Exception, what: str) -> str:
    """Log where telling a history broke, in the places of the code and no word of the history;
    the kind of the problem."""
    frames = "".join(traceback.format_tb(problem.__traceback__))
    kind = type(problem).__qualname__
    log.error("%s\n%s%s", what, frames, kind)
    return kind
