"""Patrol beyond the streets: joint zones of stations on the fringe, corridors, joint patrols of villages."""
