"""Incidents to significant clusters, disorderly areas, rectification and its evaluation."""
