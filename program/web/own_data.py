"""The file with everything that is kept about a patient, for themselves alone."""

import json
from collections.abc import Mapping

from program.access import Refused
from program.service.clinic import Clinic, Signed
from program.service.own_data import own_data
from program.web.downloads import DOWNLOADS, Download, File

NAME = "my-data"
ADDRESS = f"/download/{NAME}"


def _file(clinic: Clinic, by: Signed, query: Mapping[str, str]) -> File:
    if by.participant is None:
        raise Refused("this account has no record of its own")
    kept = own_data(clinic, by, by.participant)
    body = json.dumps(kept, ensure_ascii=False, indent=2, sort_keys=True)
    return File("cairn-my-data.json", "application/json", body.encode())


DOWNLOADS[NAME] = Download(frozenset({"patient"}), _file)
