"""Files written so that nothing is lost: in one step, and by one process at a time."""

from __future__ import annotations

import errno
import io
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


def private_folder(path: Path) -> Path:
    """Make a folder that only its owner may look into; one that exists stays as it is.

    Raises:
        OSError: it cannot be made.
    """
    if not path.is_dir():
        for folder in (path, *path.parents):
            if folder.exists() and not folder.is_dir():  # mkdir would say that the file exists
                raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(mode=0o700, exist_ok=True)
    return path


def private_file(path: Path) -> None:
    """Make an empty file for its owner's eyes only; one that exists stays as it is.

    Raises:
        OSError: it cannot be made.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def writable_folder(path: Path) -> Path:
    """Make a folder that files can be written to.

    Raises:
        OSError: it cannot be made, or nothing can be written there.
    """
    if os.path.lexists(path) and not path.is_dir():  # a link that leads nowhere, too
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
    path.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryFile(dir=path):
            return path
    except OSError as error:
        raise OSError(error.errno, f"cannot write here: {error.strerror}", str(path)) from error


def real_path(path: Path) -> Path:
    """Where a path leads, through links.

    Raises:
        OSError: its links lead in a circle.
    """
    try:
        return path.resolve()
    except RuntimeError:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from None


def at_home(path: str | Path) -> Path:
    """A path whose ~ is spelt out; as it is where there is no such user."""
    return Path(os.path.expanduser(path))


def from_home(path: Path) -> str:
    """A path for the eye, with ~ for the home folder."""
    try:
        return str("~" / path.relative_to(Path.home()))
    except (ValueError, RuntimeError):  # elsewhere, or there is no home
        return str(path)


def device_of(target: Path) -> int | Path | None:
    """What is written to as it is: an open stream, a device or a pipe. None for a file.

    `/dev/stdout` is a stream, whatever file it was sent to.
    """
    name = os.path.abspath(target)
    if name in _STREAMS:
        return _STREAMS[name]
    if stream := _STREAM.fullmatch(name):
        return int(stream[1])
    return target if target.exists() and not target.is_file() else None


_STREAMS = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}
_STREAM = re.compile(r"/(?:dev|proc/self)/fd/(\d+)")


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
    with _whole(target, private=private, keep_previous=keep_previous) as out:
        out.write(content)


@contextmanager
def whole_file(target: Path) -> Iterator[TextIO]:
    """A text file in UTF-8 that takes its name when all of it is written.

    Where writing it fails or is interrupted, what was there is there still. A device or a
    pipe is written to as it is.

    Args:
        target: the file; its folder exists. What a link points to is replaced, not the link.

    Raises:
        OSError: it cannot be written.
    """
    with (
        _whole(target) as raw,
        io.TextIOWrapper(raw, "utf-8", "replace", newline="", line_buffering=raw.isatty()) as out,
    ):
        yield out


@contextmanager
def whole_document(target: Path) -> Iterator[BinaryIO]:
    """As `whole_file`, for what is not text."""
    with _whole(target) as out:
        yield out


@contextmanager
def _whole(
    target: Path, *, private: bool = False, keep_previous: bool = False
) -> Iterator[io.BufferedWriter]:
    """What is written to a file in one step, or to a device or a pipe as it comes."""
    device = device_of(target)
    if device is not None:
        with _writer(device, target) as out:
            yield out
        return
    with (
        _part_of(real_path(target), private=private, keep_previous=keep_previous) as part,
        _writer(part, target) as out,
    ):
        yield out


class _Named(io.FileIO):
    """An open file whose errors say what is written to: the target, not a part of it."""

    def __init__(self, file: int | Path, target: Path) -> None:
        super().__init__(file, "wb", closefd=isinstance(file, Path))
        self._target = target

    def write(self, content: ReadableBuffer) -> int:
        with naming(self._target):
            return super().write(content)


def _writer(file: int | Path, target: Path) -> io.BufferedWriter:
    return io.BufferedWriter(_Named(file, target))


@contextmanager
def naming(target: Path) -> Iterator[None]:
    """Have an error of writing say what is written to, where it does not say so itself."""
    try:
        yield
    except OSError as error:
        if error.filename is not None or error.errno is None:
            raise
        raise OSError(error.errno, error.strerror, str(target)) from error


_PART = re.compile(r"\.dragoman-\w{8}\.part")


@contextmanager
def _part_of(target: Path, *, private: bool = False, keep_previous: bool = False) -> Iterator[int]:
    """An open file beside another that takes its place in the end, unless there is an error.

    Nobody can foresee its name. It is locked for as long as it is written, so that whoever
    comes next can tell that it was left by a process that is dead, and remove it.
    """
    _sweep(target.parent)
    handle = -1
    part: Path | None = None
    try:
        while part is None:
            handle, part = _new_part(target)
            _lock(handle)
            if not os.fstat(handle).st_nlink:  # another was quicker to sweep than we to lock
                os.close(handle)
                handle, part = -1, None
        yield handle
        with naming(target):
            os.fsync(handle)
        os.chmod(handle if os.chmod in os.supports_fd else part, _mode(target, private))
        if keep_previous and target.exists():
            previous = target.with_name(target.name + "~")
            previous.unlink(missing_ok=True)
            shutil.copy2(target, previous)
        os.replace(part, target)
    except BaseException:
        if part is not None:
            part.unlink(missing_ok=True)
        raise
    finally:
        if handle >= 0:
            os.close(handle)


def _new_part(target: Path) -> tuple[int, Path]:
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".dragoman-", suffix=".part")
    except OSError as error:
        hint = " (its folder has to be writable)" if isinstance(error, PermissionError) else ""
        raise OSError(error.errno, f"{error.strerror}{hint}", str(target)) from error
    return handle, Path(name)


def _sweep(folder: Path) -> None:
    """Remove what processes that were killed have left in a folder."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _PART.fullmatch(entry.name):
                with suppress(OSError):
                    _remove_if_left(Path(entry.path))


def _remove_if_left(part: Path) -> None:
    handle = os.open(part, os.O_RDONLY | os.O_NONBLOCK | getattr(os, "O_NOFOLLOW", 0))
    try:
        status = os.fstat(handle)
        is_ours = stat.S_ISREG(status.st_mode) and status.st_uid == os.getuid()
        if is_ours and _lock(handle, wait=False):
            part.unlink()
    finally:
        os.close(handle)


def _lock(handle: int, *, wait: bool = True) -> bool:
    """Lock an open file until it is closed. Returns whether that could be done."""
    try:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except (ImportError, OSError):  # Windows, a network's folder; or another has it
        return False
    return True


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
    handle = os.open(path, os.O_RDONLY)
    try:
        _lock(handle)
        yield
    finally:
        os.close(handle)
