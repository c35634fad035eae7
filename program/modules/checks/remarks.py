"""Text that is cut off: behind a space, # begins a remark, and nobody reads what follows."""

import re
from collections.abc import Iterator

import yaml

from program.modules.draft import Draft
from program.modules.issues import Issue

_CUT = re.compile(r"[ \t]+(#[^\s#]\S*)")
"""A # with no space behind it is hardly meant for a remark."""
_HEAD = re.compile(r"---\n(.*?\n)---\n", re.DOTALL)


def check_remarks(draft: Draft) -> Iterator[Issue]:
    """Every value whose line goes on with such a sign. Only here: a version that was published
    with one stays readable."""
    for path, text in draft.files.items():
        head = _HEAD.match(text) if path.endswith(".md") else None
        part, above = (head[1], 1) if head else (text, 0)
        if _CUT.search(part) and (head or path.endswith(".yaml")):
            yield from _cut(path, part, above)


def _cut(path: str, text: str, above: int) -> Iterator[Issue]:
    try:
        tokens = list(yaml.scan(text, Loader=yaml.SafeLoader))
    except yaml.YAMLError:
        return  # told where the file is read
    for token in tokens:
        if not isinstance(token, yaml.ScalarToken) or not token.plain:
            continue
        if cut := _CUT.match(text, token.end_mark.index):
            message = f"A remark begins at {cut[1]}, and what follows is left out."
            advice = "put the text in quotes, or a space behind # where it is a remark"
            line = token.end_mark.line + 1 + above
            yield Issue(path, line, "cut-off", message, advice)
