"""Where Dragoman keeps things on this machine. The environment can move each of them.

The configuration file is read here, too, since it is of no room alone.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path, user_config_path, user_data_path, user_state_path

from reader.errors import ConfigError

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent


def _from_environment(variable: str, default: Path) -> Path:
    value = os.environ.get(variable)
    return Path(os.path.expanduser(value)) if value else default


def _is_checkout() -> bool:
    return (_CHECKOUT / "pyproject.toml").is_file() and (_CHECKOUT / "cache").is_dir()


def cache_directory() -> Path:
    """The store of translations: `DRAGOMAN_CACHE`, the checkout's cache/, or the user's own."""
    default = _CHECKOUT / "cache" if _is_checkout() else user_cache_path("dragoman")
    return _from_environment("DRAGOMAN_CACHE", default)


def data_directory() -> Path:
    """What the user made and must not lose, corrections above all: `DRAGOMAN_DATA`."""
    return _from_environment("DRAGOMAN_DATA", user_data_path("dragoman"))


def user_glossary() -> Path:
    """The user's own glossary, which comes before those that ship."""
    return data_directory() / "glossary.csv"


def state_directory() -> Path:
    """Reading positions, bookmarks, the last library: `DRAGOMAN_STATE`."""
    return _from_environment("DRAGOMAN_STATE", user_state_path("dragoman"))


def config_file() -> Path:
    """The configuration: `DRAGOMAN_CONFIG`, or config.toml in the user's folder."""
    return _from_environment("DRAGOMAN_CONFIG", user_config_path("dragoman") / "config.toml")


def configuration(path: Path | None = None) -> dict[str, Any]:
    """What the configuration file says, as it is written: whoever uses a setting checks it.

    Args:
        path: the file; `config_file()` by default. Nothing where there is none.

    Raises:
        ConfigError: it cannot be read, or is not TOML.
    """
    path = path or config_file()
    try:
        content = path.read_text("utf-8-sig")  # editors on Windows begin with a mark
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConfigError(f"Cannot read {path}: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path} is not UTF-8: save it as UTF-8.") from error
    import tomllib

    try:
        return tomllib.loads(content)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigError(f"{path} is not valid TOML: {error}.") from error


def starters_directory() -> Path:
    """The language packages that ship with Dragoman: one model here, others in folders of it."""
    return _PACKAGE / "starters"


def samples_directory() -> Path:
    """The sample articles that ship with Dragoman."""
    return _PACKAGE / "samples"


def domain_glossaries() -> tuple[Path, ...]:
    """The glossaries that ship with Dragoman, in order of their names; active by default."""
    installed = _PACKAGE / "glossaries"
    folder = installed if installed.is_dir() else _CHECKOUT / "glossaries"
    return tuple(sorted(folder.glob("*.csv")))
