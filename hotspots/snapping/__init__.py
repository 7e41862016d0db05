"""Outlines that one can walk: areas snapped to street blocks or villages."""
