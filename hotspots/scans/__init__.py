"""Scan statistics: circles and other shapes, in space and in space and time."""
