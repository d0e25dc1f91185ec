"""What is left of a defect that ends the reader: a report in a file, and a line to the user."""

from __future__ import annotations

import traceback
from contextlib import suppress

from reader import locations
from reader.files import private_folder, replace_file


def report() -> str:
    """Write down the error that is being handled; what to tell of it, in a line."""
    text = traceback.format_exc()
    path = locations.state_directory() / "crash.txt"
    where = ""
    with suppress(OSError):  # the line is told all the same
        private_folder(path.parent)
        replace_file(path, text.encode("utf-8", "replace"), private=True)
        where = f"; {path} has the report"
    return f"reader: internal error, please report it: {text.splitlines()[-1]}{where}"
