"""The command line: `python -m program <verb>`. Every file here without a leading underscore
is one verb with `ABOUT`, `add_arguments(parser)` and `run(arguments) -> exit code`, whose
docstring says the exit codes: `--help` shows it."""

import argparse
import os
import sys
from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

_PIPE_CLOSED = 141
"""What a shell tells of a command whose answer nobody read to its end."""

_INTERRUPTED = 130
"""What a shell tells of a command that Ctrl+C has ended."""
_ENDED_FROM_OUTSIDE = (
    "a process that worked for it was ended from outside, most likely for want of memory: free "
    "some, or ask for less at once, and run it again"
)


class WrongUse(Exception):
    """Something the person at the keyboard can mend; printed as it is, exit 2."""


def verbs() -> dict[str, ModuleType]:
    """Verb -> its module, found by file."""
    names = sorted(m.name for m in iter_modules(__path__) if not m.name.startswith("_"))
    return {name: import_module(f"{__name__}.{name}") for name in names}


def main(arguments: Sequence[str]) -> int:
    """Run one verb. 0 success, 1 found what it looks for, 2 wrong use."""
    parser = argparse.ArgumentParser(prog="python -m program", description="Cairn")
    commands = parser.add_subparsers(dest="verb", required=True, metavar="verb")
    for name, module in verbs().items():
        ends = f"Ends with {module.run.__doc__ or '0 when all is done.'} 2 on wrong use."
        verb = commands.add_parser(
            name, help=module.ABOUT, description=module.ABOUT, epilog=" ".join(ends.split())
        )
        module.add_arguments(verb)
        verb.set_defaults(run=module.run)
    try:
        given = parser.parse_args(arguments)
        code = int(given.run(given))
        sys.stdout.flush()
        return code
    except WrongUse as problem:
        print(f"{parser.prog}: {problem}", file=sys.stderr)
        return 2
    except BrokenProcessPool:
        print(f"{parser.prog}: {_ENDED_FROM_OUTSIDE}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(f"\n{parser.prog}: stopped before the end", file=sys.stderr)
        return _INTERRUPTED
    except BrokenPipeError:
        # Who reads has had enough, such as `head`. Python would complain once more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
