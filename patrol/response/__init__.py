"""How soon help comes: the hypercube queue of cars, what records show, what would change it."""
