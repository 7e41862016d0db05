"""Incidents that follow others near in space and time."""
