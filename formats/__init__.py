"""Shapes the world expects. Pure: no database, no network."""
