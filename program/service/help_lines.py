"""Where to turn to in a crisis: the region's lines as they stand today, and a last resort."""

import logging
from pathlib import Path

import yaml

from program.ids import checked
from program.modules.help_lines import HelpFile, Line
from program.words import N_

log = logging.getLogger("cairn")

LAST_RESORT: tuple[tuple[str, str], ...] = (
    ("911", N_("Emergency in the United States and Canada: 911")),
    ("988", N_("Suicide and crisis line in the United States and Canada: 988")),
    ("112", N_("Emergency in Europe and from most mobile phones: 112")),
)
"""Phone and msgid. Written here so that they are shown whatever has become of the content."""

ANYWHERE = N_("Anywhere else: call your local emergency number.")


def help_lines(content: Path, region: str) -> tuple[Line, ...]:
    """The crisis lines of a region, the emergency number first.

    Empty when the file cannot be read, which is logged for the operator: show LAST_RESORT then.
    """
    path = content / "help" / f"{region}.yaml"
    try:
        checked(region)
        found = HelpFile.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except (OSError, ValueError, yaml.YAMLError) as problem:
        log.error(
            "Crisis lines %s cannot be read (%s). The help page shows its last resort. "
            "Mend the file, or set CAIRN_REGION to a region that has one: %s.",
            path,
            type(problem).__name__,
            _regions(path.parent),
        )
        return ()
    return tuple(sorted(found.lines, key=lambda line: not line.emergency))


def _regions(folder: Path) -> str:
    """The regions that have lines. What keeps one file from being read may hold for the folder
    too, and the last resort is shown all the same."""
    try:
        return ", ".join(sorted(one.stem for one in folder.glob("*.yaml")))
    except OSError as problem:
        return f"{folder} cannot be read either ({type(problem).__name__})"
