"""What a researcher may take home: a bundle that was made, and the numbers of a figure."""

from collections.abc import Mapping

from program.export.folder import prefix
from program.export.study_tables import FIGURES, study_csv
from program.service.bundles import NoBundle, take_bundle
from program.service.clinic import Clinic, Signed
from program.service.study import study
from program.web.downloads import Download, File


def _bundle(clinic: Clinic, by: Signed, query: Mapping[str, str]) -> File | None:
    name = query.get("name", "")
    try:
        return File(name, "application/zip", take_bundle(clinic, by, name))
    except NoBundle:
        return None


def _figure(clinic: Clinic, by: Signed, query: Mapping[str, str]) -> File | None:
    figure = query.get("figure", "")
    if figure not in FIGURES:
        return None
    told = study(clinic, by)
    name = f"{prefix(told.mode)}{figure}_{told.as_of.isoformat()}.csv"
    return File(name, "text/csv; charset=utf-8", study_csv(told, figure).encode())


STUDY_FILES: Mapping[str, Download] = {
    "bundle": Download(frozenset({"researcher"}), _bundle),
    "figure": Download(frozenset({"researcher"}), _figure),
}
