"""Duty rosters: shifts of anonymous posts or teams that cover the week, with rest and fair shares."""
