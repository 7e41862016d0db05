"""Patrol in town: streets in sections, those that matter and when, and the rounds of neighbourhoods."""
