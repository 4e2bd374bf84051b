"""The world beyond this process: files, extraction of text."""
