"""Kernel densities and relative risk."""
