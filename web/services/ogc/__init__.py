"""Layers for other programs: collections of features, filters on them, vector tiles."""
