"""Kept files on disk, addressed by their content: the same bytes are kept once."""

import hashlib
import os
from pathlib import Path


def keep(folder: Path, content: bytes) -> str:
    """Write the bytes under their SHA-256 (if not there yet) and give it, in hexadecimal.

    Written to a temporary name and moved, so that a half-written file never has a hash's name.
    """
    digest = hashlib.sha256(content).hexdigest()
    target = path(folder, digest)
    if target.exists():
        return digest
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(f".{os.getpid()}.part")
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(target)
    return digest


def path(folder: Path, digest: str) -> Path:
    """Where the bytes with this SHA-256 are kept."""
    return folder / digest[:2] / digest
