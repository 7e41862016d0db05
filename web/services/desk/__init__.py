"""What the map desk asks of the store."""
