"""API keys: who may use a server that demands one.

A key is shown once, when it is made; what is kept is its SHA-256. A key has 192 random bits, so
that nothing slower is needed against guessing.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from reader.errors import ConfigError, InvalidArgument
from reader.files import locked, private_folder, replace_file
from reader.locations import data_directory


@dataclass(frozen=True, slots=True)
class Key:
    """A key that was given out."""

    name: str
    """Whose it is."""
    sha256: str
    made: str
    """Day, as 2026-11-29."""


def keys_file() -> Path:
    """Where the keys are kept."""
    return data_directory() / "api-keys.json"


class Keys:
    """The keys of this machine. One that is removed opens nothing from the next request on."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or keys_file()
        self._seen: tuple[int, int] | None = None
        self._known: tuple[Key, ...] = ()

    def all(self) -> tuple[Key, ...]:
        """The keys, the oldest first.

        Raises:
            ConfigError: their file is damaged.
        """
        try:
            status = self._path.stat()
        except FileNotFoundError:
            return ()
        seen = status.st_mtime_ns, status.st_ino
        if seen != self._seen:
            self._known, self._seen = self._read(), seen
        return self._known

    def whose(self, key: str) -> str | None:
        """The name that a key was made for, or None where it is none."""
        digest = _digest(key)
        names = [one.name for one in self.all() if hmac.compare_digest(one.sha256, digest)]
        return names[0] if names else None

    def add(self, name: str) -> str:
        """Make a key, and return it.

        Raises:
            InvalidArgument: there is one of that name.
        """
        with locked(private_folder(self._path.parent)):
            if any(one.name == name for one in self.all()):
                raise InvalidArgument(f"there is a key for {name!r}: remove it first")
            key = secrets.token_urlsafe(24)
            self._write([*self.all(), Key(name, _digest(key), date.today().isoformat())])
        return key

    def remove(self, name: str) -> None:
        """Withdraw a key.

        Raises:
            InvalidArgument: there is none of that name.
        """
        with locked(private_folder(self._path.parent)):
            left = [one for one in self.all() if one.name != name]
            if len(left) == len(self.all()):
                raise InvalidArgument(
                    f"there is no key for {name!r}: `reader serve keys list` shows them"
                )
            self._write(left)

    def _read(self) -> tuple[Key, ...]:
        import msgspec

        try:
            return msgspec.json.decode(self._path.read_bytes(), type=tuple[Key, ...])
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise ConfigError(f"{self._path} is damaged ({error}): remove it") from None

    def _write(self, keys: list[Key]) -> None:
        text = json.dumps(list(map(asdict, keys)), ensure_ascii=False, indent=1) + "\n"
        replace_file(self._path, text.encode("utf-8", "backslashreplace"), private=True)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
