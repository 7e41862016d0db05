"""What reading the files gave, as a table for people."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from web.texts import has_text, label, text
from web.texts.formats import format_list, format_number

if TYPE_CHECKING:
    from data.import_report import ImportReport

MOST_CATEGORIES = 20
"""Categories without a mapping that are named; of more the commonest, with how many there are."""

_CRS_NAMES = {"wgs84": "WGS 84", "cgcs2000": "CGCS2000", "gcj02": "GCJ-02", "bd09": "BD-09"}


class Quality(NamedTuple):
    """One file: its name, its rows by what became of them, why rows were turned away, and remarks."""

    file: str
    rows: list[tuple[str, str]]
    reasons: list[tuple[str, str]]
    remarks: list[str]


def quality_of(report: ImportReport, lang: str) -> Quality:
    """Put the figures of an import into words; what did not occur is left unsaid."""
    counts = {
        "rows_in": report.rows_in,
        "accepted": report.accepted,
        "rejected": report.rejected,
        "duplicates": report.duplicates,
    }
    flagged = {
        "superseded": report.superseded,
        "outside_scope": report.outside_scope_rows,
        "repeated": report.repeated,
        "invalid": report.invalid,
        "default_rows": report.default_rows,
        "without_point": report.without_point,
        "date_only": report.date_only,
        "mangled_ids": report.mangled_ids,
    }
    rows = counts | {key: count for key, count in flagged.items() if count}
    return Quality(
        file=PurePath(report.path).name,
        rows=[(label("quality", key, lang), format_number(count)) for key, count in rows.items()],
        reasons=[
            (label("reject", code, lang), format_number(count))
            for code, count in sorted(report.reasons.items(), key=lambda item: -item[1])
        ],
        remarks=_remarks(report, lang),
    )


def _remarks(report: ImportReport, lang: str) -> list[str]:
    said = []
    if report.crs:
        said.append(text("quality.read_as", lang, crs=_crs_name(report.crs), why=_crs_reason(report, lang)))
    if report.swapped:
        said.append(text("quality.swapped", lang))
    if report.encoding:
        said.append(text("quality.encoding", lang, encoding=report.encoding))
    if report.dropped_columns:
        said.append(text("quality.dropped", lang, columns=format_list(report.dropped_columns, lang)))
    if report.blanked_cells:
        said.append(text("quality.blanked", lang, cells=report.blanked_cells))
    if report.unknown_categories:
        said.append(_unknown_categories(report, lang))
    return said


def _unknown_categories(report: ImportReport, lang: str) -> str:
    unknown = list(report.unknown_categories)
    named = format_list(unknown[:MOST_CATEGORIES], lang)
    if len(unknown) <= MOST_CATEGORIES:
        return text("quality.unknown", lang, categories=named)
    return text("quality.unknown_many", lang, count=len(unknown), categories=named)


def _crs_name(code: str) -> str:
    """Write a code of ``--crs`` as the standard is called; an EPSG code is its own name."""
    return _CRS_NAMES.get(code, code)


def _crs_reason(report: ImportReport, lang: str) -> str:
    """Say why the coordinates were read as they were; the guess gives a sentence, the rest a word."""
    key = report.crs_reason if has_text(report.crs_reason) else f"crs_reason.{report.crs_reason}"
    said = text(key, lang, crs=_crs_name(report.crs)) if has_text(key) else report.crs_reason
    return said.rstrip("。.")
