"""Blind spots, standing points and checkpoints."""
