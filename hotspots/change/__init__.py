"""What grows, fades or comes and goes."""
