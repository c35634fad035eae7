"""A clock that stands where it is put: virtual time."""

from dataclasses import dataclass
from datetime import datetime


@dataclass
class Clock:
    """Call it for the moment it stands at (aware UTC)."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at
