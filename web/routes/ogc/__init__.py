"""The addresses of OGC API - Features and Tiles."""
