"""One folder for a whole run of the suite, shared by all its workers."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

VARIABLE = "ASSAY_TEST_FOLDER"


def make_folder() -> Path:
    """Make the folder; the workers, which inherit the environment, find it there."""
    folder = Path(tempfile.mkdtemp(prefix="assay-tests-"))
    folder.chmod(0o755)  # PostgreSQL, which refuses to run as root, must come through
    os.environ[VARIABLE] = str(folder)
    return folder


def folder() -> Path:
    return Path(os.environ[VARIABLE])


def remove_folder() -> None:
    shutil.rmtree(folder(), ignore_errors=True)


def once(name: str, make: Callable[[Path], None]) -> Path:
    """The path `name` in the run's folder: made by the worker that asks first, used by all."""
    path = folder() / name
    made = folder() / f"{name}.made"
    with open(folder() / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            make(path)
            made.touch()
    return path
