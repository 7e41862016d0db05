"""What an area stands on: its incidents in time and kind, its stability, its rank."""
