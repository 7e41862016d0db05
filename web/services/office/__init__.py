"""Accounts and settings."""
