"""A quote with whole words around it, as readers see it."""

import pytest

from formats.excerpts import excerpt


@pytest.mark.parametrize(
    ("prefix", "suffix", "before", "after"),
    [
        ("", "", "", ""),
        ("He said ", " and left.", "He said ", " and left."),  # the ends of the text
        ("ong time ago the mayor said that ", "", "… time ago the mayor said that ", ""),
        ("", " and then he left the room in a h", "", " and then he left the room in a …"),
        ("of it.\nLast night the mayor said: ", "", "Last night the mayor said: ", ""),
        ("", " he said.\nThen he left the room.", "", " he said."),
        ("长" * 32, "短" * 32, "… " + "长" * 32, "短" * 32 + " …"),  # no blanks to cut at
        ("wordsthatrunonandonwithoutanyblank", "", "… wordsthatrunonandonwithoutanyblank", ""),
    ],
)
def test_excerpt(prefix, suffix, before, after):
    shown = excerpt("It cost two million.", prefix, suffix)
    assert (shown.before, shown.exact, shown.after) == (before, "It cost two million.", after)
