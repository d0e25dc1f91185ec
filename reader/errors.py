"""The errors a user can meet. Each message says what is wrong and what to do next."""

from __future__ import annotations

import os


class DragomanError(Exception):
    """Base of every error that is shown to the user as one line."""


class UnreadableFile(DragomanError):
    """An input that cannot be read: missing, a folder, binary, in no known encoding."""


class UnknownLanguage(DragomanError):
    """A language code that Dragoman does not know, or text whose language it cannot tell."""


class ModelNotInstalled(DragomanError):
    """No package, nor any route of packages, for a language pair."""


class InvalidPackage(DragomanError):
    """A language package that is damaged, hostile, or not a package at all."""


class DownloadFailed(DragomanError):
    """A package or the package index could not be fetched."""


class GlossaryError(DragomanError):
    """A glossary that cannot be used. `problems` holds one line for each fault found."""

    def __init__(self, message: str, problems: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class GlossaryChanged(GlossaryError):
    """A glossary's file is no longer what was read: another program has written it."""


class InvalidArgument(DragomanError, ValueError):
    """An argument with a value that Dragoman does not know."""


class StoreError(DragomanError):
    """The store of translations cannot be used."""


class ConfigError(DragomanError):
    """The configuration file has a mistake."""


def in_full(error: DragomanError, most: int = 5) -> str:
    """An error's message with the first faults that were found, a line each.

    The message has the file's path; the lines begin with its name.
    """
    problems = error.problems if isinstance(error, GlossaryError) else ()
    shown = [_with_file_name(problem) for problem in problems[:most]]
    more = len(problems) - most
    return "\n".join([str(error), *shown, *([f"and {more} more"] if more > 0 else [])])


def _with_file_name(problem: str) -> str:
    path, colon, rest = problem.partition(":")
    return os.path.basename(path) + colon + rest


def reason(error: Exception) -> str:
    """Why something failed, in words; which file it was is left to the message around them."""
    errno = error.errno if isinstance(error, OSError) else None
    return os.strerror(errno) if errno else str(error) or type(error).__name__
