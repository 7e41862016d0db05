"""The month: what was to be expected, what the next ones hold, what is new, how high to warn."""
