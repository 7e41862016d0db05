"""Zones: urban, fringe, rural."""
