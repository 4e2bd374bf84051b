"""Commands of `flask`: one file for each subject, listed in `cli.py`."""
