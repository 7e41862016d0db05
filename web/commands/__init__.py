"""Commands that are not in ``safetown.py`` itself: each parses, calls a service, prints."""
