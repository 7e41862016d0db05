"""Beats: designed, drafted, approved, printed."""
