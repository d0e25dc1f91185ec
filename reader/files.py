"""Files written so that nothing is lost: in one step, and by one process at a time."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def private_folder(path: Path) -> Path:
    """Make a folder that only its owner may look into; one that exists stays as it is."""
    if not path.is_dir():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(mode=0o700, exist_ok=True)
    return path


def replace_file(
    target: Path, content: bytes, *, private: bool = False, keep_previous: bool = False
) -> None:
    """Write a file in one step: the old or the new one is there, never half of one.

    A file that exists keeps its permissions. A device or a pipe is written to, not replaced.

    Args:
        target: the file; its folder exists. What a link points to is replaced, not the link.
        content: all of it, in bytes.
        private: whether a new file is for its owner's eyes only; else the umask decides.
        keep_previous: whether the version before stays beside it as NAME~.

    Raises:
        OSError: it could not be written; what was there is there still.
    """
    if target.exists() and not target.is_file():
        target.write_bytes(content)
        return
    target = target.resolve()
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(temporary, _mode(target, private))
        if keep_previous and target.exists():
            previous = target.with_name(target.name + "~")
            previous.unlink(missing_ok=True)
            shutil.copy2(target, previous)
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _mode(target: Path, private: bool) -> int:
    with suppress(FileNotFoundError):
        return target.stat().st_mode & 0o777
    if private:
        return 0o600
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep every other process that asks for the same lock waiting meanwhile.

    Args:
        path: a file or a folder that exists; nothing is written to it. Where the system or a
            network's folder has no locks, nobody waits.

    Raises:
        OSError: it cannot be opened.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
