"""What came of reading a file of incidents, in numbers: ``web/texts`` makes the sentences."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class DefaultPoint:
    """A coordinate that stands for many different addresses: a station's own, a village centre."""

    lon: float
    lat: float
    incidents: int
    addresses: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """
    What was read, kept and turned away: always ``rows_in = accepted + rejected + duplicates``.

    Attributes
    ----------
    path
        The file.
    rows_in
        Rows with content, without those outside the system's scope.
    accepted, rejected, duplicates
        Rows that went on; that were written to the rejects file; that repeat another row's id.
    superseded
        Duplicates that differ from the later row of the same id that replaced them; the rest are identical.
    outside_scope_rows
        Rows about petitioning or assembly, dropped unread.
    reasons
        Rejected rows by reason code; a row with two reasons counts in both.
    columns
        Column of the file that each field was read from.
    dropped_columns
        Columns with personal data or narratives, never read.
    blanked_cells
        Cells of columns in use that held a phone or identity number, which was taken out; by column.
    ignored_columns
        Columns that no field uses.
    unknown_categories
        Category words that the table of categories does not know, with their rows.
    crs, crs_reason
        What the coordinates were taken for, and why (codes of ``gis/crs_guess.py``, or ``given``, ``file``).
    swapped
        Whether longitude and latitude stood in each other's column throughout, and were exchanged.
    encoding
        Encoding of the text; ``None`` where the format settles it.
    kind
        What a row is unless it says otherwise: ``call`` or ``case``.
    repeated, invalid
        Accepted rows flagged as repeated or invalid calls.
    default_points
        Fillers among the coordinates; their rows are kept, with precision ``default``.
    default_rows
        Rows on them.
    without_point
        Accepted rows that name a township or village but have no point.
    mangled_ids
        Rows whose id Excel had turned into a number; their ids come from content.
    date_only
        Accepted rows whose time of day is unknown: the interval is the whole day.
    earliest, latest
        First and last moment of the accepted rows, ISO, UTC; ``""`` where there are none.
    """

    path: str
    rows_in: int
    accepted: int
    rejected: int
    duplicates: int
    superseded: int
    outside_scope_rows: int
    reasons: dict[str, int]
    columns: dict[str, str]
    dropped_columns: tuple[str, ...]
    blanked_cells: dict[str, int]
    ignored_columns: tuple[str, ...]
    unknown_categories: dict[str, int]
    crs: str
    crs_reason: str
    swapped: bool
    encoding: str | None
    kind: str
    repeated: int
    invalid: int
    default_points: tuple[DefaultPoint, ...]
    default_rows: int
    without_point: int
    mangled_ids: int
    date_only: int
    earliest: str
    latest: str

    def as_dict(self) -> dict[str, object]:
        """Give everything in plain types, fit for JSON."""
        return asdict(self)
