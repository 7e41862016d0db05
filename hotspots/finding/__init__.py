"""The search for disorderly areas: windows, what is expected in them, and which count as disorder."""
