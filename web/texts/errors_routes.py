"""What patrol routes and patrol records may have to tell."""

from __future__ import annotations

from web.texts.text import Text

ERRORS = {
    "routes.no_beats": Text(
        zh="没有可安排巡逻路线的巡区。请先运行 safetown beats，或检查 --beat 的编号。",
        en="There is no beat to plan routes for. Run safetown beats first, or check the numbers of --beat.",
    ),
}
"""A sentence for each code."""
