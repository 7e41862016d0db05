"""Disorderly areas: found, tested, registered."""
