"""What patrol does not reach, and where to stand so that it does."""
