"""The desk: behind login as a whole."""
