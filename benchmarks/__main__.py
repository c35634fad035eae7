"""Run every benchmark, or those named: `python -m benchmarks [save] [rerun] [rules]
[verify] [simulate]`."""

import sys

from benchmarks import rerun, rules, save, simulate, verify

BENCHMARKS = {
    "save": save.run,
    "rerun": rerun.run,
    "rules": rules.run,
    "verify": verify.run,
    "simulate": simulate.run,
}


def main(names: list[str]) -> int:
    """0 when every ratio and time is within its bound, 1 otherwise."""
    unknown = sorted(set(names) - BENCHMARKS.keys())
    if unknown:
        print(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
        return 2
    within = [BENCHMARKS[name]() for name in names or BENCHMARKS]
    return 0 if all(within) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
