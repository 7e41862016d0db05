"""Density clusters, and whether they are more than chance."""
