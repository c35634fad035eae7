"""Tells requests that come from our own pages from those of other sites."""

from collections.abc import Iterable
from urllib.parse import urlsplit

Headers = Iterable[tuple[bytes, bytes]]


def first(headers: Headers, name: bytes) -> str | None:
    """A header's first value."""
    return next((value.decode("latin-1") for key, value in headers if key == name), None)


def foreign(headers: Headers) -> bool:
    """Whether a browser says that another site's page asks.

    The origin must name our host exactly, as Streamlit compares it: anything else would make it
    look up its own address on the network, and everybody would wait. Programs without a
    browser say nothing and hold no cookie of a person's browser.
    """
    held = tuple(headers)
    origin = first(held, b"origin")
    if origin is not None:
        return urlsplit(origin).netloc != first(held, b"host")
    return first(held, b"sec-fetch-site") in ("cross-site", "same-site")
