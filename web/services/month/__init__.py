"""The month: its assessment, warning levels, notes of units, and the bulletin for the public."""
