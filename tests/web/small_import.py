"""What reading a small file gave."""

from __future__ import annotations

from data.import_report import ImportReport
from tests.web.small_county import HOSTILE

IMPORT = ImportReport(
    path=f"/data/{HOSTILE.replace('/', '')}.csv", rows_in=1500, accepted=1470, rejected=20, duplicates=10,
    superseded=1, outside_scope_rows=4, reasons={"time.unreadable": 12, "point.zero": 9}, columns={},
    dropped_columns=("报警人电话",), blanked_cells={}, ignored_columns=(), unknown_categories={HOSTILE: 3},
    crs="gcj02", crs_reason="given", swapped=False, encoding="gb18030", kind="call", repeated=7, invalid=0,
    default_points=(), default_rows=0, without_point=0, mangled_ids=0, date_only=0, earliest="", latest="",
)  # fmt: skip
