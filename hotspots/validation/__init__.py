"""Whether a choice of cells would have caught the next period's incidents."""
