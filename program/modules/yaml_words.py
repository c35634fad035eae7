"""Why a file cannot be read as YAML, in an author's words and at the line to mend."""

import yaml
from yaml.reader import ReaderError

from program.modules.issues import Issue

_TAB = r"'\t'"
"""How the parser names a tab."""
_KNOWN = (
    ("quoted scalar", "unexpected end of stream", "A quote is opened here and never closed.",
     "close it with the same sign, or write the text without quotes"),
    ("block scalar", "", "A sign of several lines (> or |) stands before something else.",
     'put it in quotes, such as ">="'),
    ("a single document", "", "A second document begins here.",
     "take the line `---` out; a file holds one"),
    ("", "mapping values are not allowed", "A colon stands where no key can stand.",
     "put text with a colon in quotes, or look at the spaces at the start of this line"),
    ("flow", "but got '?'", "A question mark stands between brackets without quotes.",
     "put the text in quotes"),
    ("block", "'<scalar>'", "Text goes on behind a quote or a bracket that was closed.",
     "put the whole text in double quotes, and use single ones within it"),
    ("", "that cannot start any token", "A value begins with a sign that YAML keeps.",
     'put it in quotes, such as ">="'),
    ("scanning an a", "", "Text begins with * or &, which YAML keeps.",
     "put it in quotes"),
    ("", "sequence entries are not allowed", "A dash stands where no list can begin.",
     "put text that begins with a dash in quotes, or begin the list on the next line"),
    ("", "'<block mapping start>'", "A key stands where none can stand.",
     "give keys that belong together the same spaces in front, and each colon one behind"),
)  # fmt: skip
"""Parts of what the parser was doing and of what it found, then our words and advice."""
_LOOK = (
    "look for a missing colon, quote or space at the start of this line or the one above, "
    "or put the text in quotes"
)


def in_words(file: str, text: str, problem: yaml.YAMLError, first_line: int) -> Issue:
    """What the parser found, as an issue."""
    if not isinstance(problem, yaml.MarkedYAMLError):
        at = problem.position if isinstance(problem, ReaderError) else 0
        line = text.count("\n", 0, at) + first_line
        message = "There is a character in this line that YAML does not allow."
        return Issue(file, line, "yaml", message, "remove what cannot be seen or typed")
    mark = problem.problem_mark or problem.context_mark
    line = mark.line + first_line if mark else first_line
    begun = problem.context_mark.line + first_line if problem.context_mark else line
    doing, what = problem.context or "", problem.problem or problem.context or "unknown"
    if _TAB in what:
        message = "A tab stands where only spaces may stand."
        return Issue(file, line, "yaml", message, "put spaces in its place")
    for context, part, message, advice in _KNOWN:
        if context in doing and part in what:
            at = begun if context == "quoted scalar" else line
            return Issue(file, at, "yaml", message, advice)
    still = f"; a bracket is open since line {begun}" if "flow" in doing else ""
    return Issue(file, line, "yaml", f"This is not readable as YAML: {what}{still}.", _LOOK)
