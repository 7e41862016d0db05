"""Doubts about coordinates that a user can settle, at the terminal or on the page."""

from __future__ import annotations

UNCLEAR = ("crs.offset_unclear", "crs.zone_unclear", "crs.metres_unclear")
"""Codes of the errors that say so."""
