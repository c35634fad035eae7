"""The browser the tests drive: found, or installed where that is allowed, never skipped."""

import os
import shutil
import subprocess
import sys

ADVICE = (
    "no Chromium found. Install one with this command:\n"
    "    sudo apt-get install -y chromium\n"
    "or name one: CHROMIUM=/path/to/chromium make test"
)


def find() -> str | None:
    """The path of a Chromium: $CHROMIUM, else one on the PATH."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for path in map(shutil.which, names) if path), None)


def install() -> None:
    """Install Debian's chromium where this process may."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "chromium"]):
        subprocess.run(["apt-get", *command], env=environment, check=True, stdout=sys.stderr)


def chromium() -> str:
    """The path of a Chromium, or an end that names the one command to run."""
    if find() is None:
        install()
    found = find()
    if found is None:
        sys.exit(ADVICE)
    return found


if __name__ == "__main__":
    print(f"Browser: {chromium()}")
