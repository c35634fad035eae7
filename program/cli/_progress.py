"""A progress bar on a terminal, and silence anywhere else."""

import sys


def bar(done: int, of: int) -> None:
    """Show how far long work has come; on a terminal only."""
    if sys.stderr.isatty():
        filled = "=" * (30 * done // max(1, of))
        end = "\n" if done == of else ""
        print(f"\r[{filled:<30}] {done} of {of}", end=end, file=sys.stderr, flush=True)
