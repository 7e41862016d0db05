"""The work of units and the forces for it."""
