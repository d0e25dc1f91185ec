"""The configuration file, as it is written; whoever uses a setting checks what it says."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from reader import locations
from reader.errors import ConfigError


def read(path: Path | None = None) -> dict[str, Any]:
    """What the configuration file says; nothing where there is none.

    Args:
        path: the file; `locations.config_file()` by default.

    Raises:
        ConfigError: it cannot be read, or is not TOML.
    """
    path = path or locations.config_file()
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))  # editors on Windows begin with a mark
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConfigError(f"Cannot read {path}: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8: save it as UTF-8.") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{path} is not valid TOML: {error}.") from error
