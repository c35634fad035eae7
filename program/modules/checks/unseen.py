"""Signs nobody sees: copied text brings them along, and some turn words or numbers round."""

import re
from collections.abc import Iterator

from program.modules.draft import Draft
from program.modules.issues import Issue

_UNSEEN = re.compile("[\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Spaces without width, and marks that set the direction of what follows. What Arabic, Persian
or Indian words are written with (U+200C to U+200F) is left alone."""
_NOT_TEXT = "\ufffd"
"""Stands in a file that is no text, which is told where it is read."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Control characters. YAML refuses them by itself."""


def check_unseen(draft: Draft) -> Iterator[Issue]:
    """Each line of every file with such a sign, once for each sort."""
    for path, text in draft.files.items():
        if not path.endswith((".yaml", ".md")) or _NOT_TEXT in text:
            continue
        for number, line in enumerate(text.split("\n"), start=1):
            found = {*_UNSEEN.findall(line)}
            found |= {*_CONTROL.findall(line)} if path.endswith(".md") else set()
            for sign in sorted(found):
                message = f"A character that cannot be seen (U+{ord(sign):04X}) stands here."
                advice = "write this line again by hand"
                yield Issue(path, number, "unseen", message, advice)
