"""Verbs. They never commit."""
