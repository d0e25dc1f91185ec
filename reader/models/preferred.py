"""The packages that the user has chosen for a pair, in place of the best.

They are kept by pair in one small file: {"fr-en": "opus-tc-big-fr-en"}.
"""

from __future__ import annotations

import msgspec

from reader import files, locations
from reader.errors import DragomanError

_NAME = "models.json"


def chosen() -> dict[tuple[str, str], str]:
    """The handle of the package chosen for each pair; what cannot be read is not a choice."""
    path = locations.data_directory() / _NAME
    try:
        handles = msgspec.json.decode(path.read_bytes(), type=dict[str, str])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return {}
    pairs = ((pair.partition("-"), handle) for pair, handle in handles.items())
    return {(source, target): handle for (source, _, target), handle in pairs}


def choose(source: str, target: str, handle: str | None) -> None:
    """Choose the package of a pair; None leaves it to what is known of their quality.

    Raises:
        DragomanError: the choice cannot be written.
    """
    folder = locations.data_directory()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with files.locked(folder):
            pairs = chosen()
            pairs.pop((source, target), None)
            if handle:
                pairs[source, target] = handle
            kept = {f"{from_}-{to}": name for (from_, to), name in sorted(pairs.items())}
            files.replace_file(folder / _NAME, msgspec.json.format(msgspec.json.encode(kept)))
    except OSError as error:
        raise DragomanError(f"cannot write {folder / _NAME}: {error.strerror}") from None


def forget(handle: str) -> None:
    """Forget a package that is gone.

    Raises:
        DragomanError: the choice cannot be written.
    """
    for (source, target), name in chosen().items():
        if name == handle:
            choose(source, target, None)
