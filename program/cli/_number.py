"""A number before the word for what it counts."""


def number_of(n: int, one: str, several: str) -> str:
    """1 decision, 2 decisions."""
    return f"{n} {one if n == 1 else several}"
