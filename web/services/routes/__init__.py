"""Patrol routes, and what came of them."""
