"""One hash for a set of content files: the same on any machine, for the same words."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping

from program.ids import ContentHash


def normal(text: str) -> str:
    """Text as it is archived and hashed: no byte order mark, Unix lines, composed letters."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", lines)


def content_hash(files: Mapping[str, str]) -> ContentHash:
    """SHA-256, in hex, of the sorted (path, normal text) pairs as compact JSON."""
    pairs = sorted((path, normal(text)) for path, text in files.items())
    canonical = json.dumps(pairs, ensure_ascii=False, separators=(",", ":"))
    return ContentHash(hashlib.sha256(canonical.encode()).hexdigest())
