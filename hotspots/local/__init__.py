"""Local statistics of cells: Getis-Ord and Moran."""
