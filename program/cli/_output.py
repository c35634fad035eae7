"""An answer that goes out whole, whatever letters the terminal or the pipe knows."""

import codecs
import json
from io import TextIOWrapper


def write_all(stream: TextIOWrapper) -> None:
    """Let a stream write what its encoding has no letter for as JSON does: é as \\u00e9."""
    codecs.register_error("as_in_json", _as_in_json)
    stream.reconfigure(errors="as_in_json")


def _as_in_json(problem: UnicodeError) -> tuple[str, int]:
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    return json.dumps(problem.object[problem.start : problem.end])[1:-1], problem.end
