"""Where language packages lie on this machine, and where Argos publishes more.

The rules are argostranslate's own, so that the packages a user of Argos Translate or
LibreTranslate already has are simply there. They are repeated here because importing
`argostranslate.settings` makes three folders in the user's home and fails where it cannot;
a test holds the two side by side.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from reader import locations
from reader.errors import ConfigError

_INDEX = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/"


def argos_folder() -> Path:
    """The folder that argostranslate installs to: `ARGOS_PACKAGES_DIR`, or its own default."""
    configured = _setting("ARGOS_PACKAGES_DIR")
    if configured:
        return Path(configured)
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else _home() / ".local" / "share") / "argos-translate" / "packages"


def own_folder() -> Path:
    """Where packages are installed when argostranslate's folder cannot be written to."""
    return locations.data_directory() / "packages"


def package_folders() -> list[Path]:
    """Every folder to look for installed packages in, each once, the first one wins."""
    folders = [argos_folder()]
    snap = os.environ.get("SNAP")
    if snap:
        folders.append(Path(snap) / "snap_custom" / "packages")
    folders.append(own_folder())
    once: dict[str, Path] = {}
    for folder in folders:  # two may be one, by a link or by the environment
        once.setdefault(os.path.realpath(folder), folder)
    return list(once.values())


def index_url() -> str:
    """Address of the index of packages: `ARGOS_PACKAGE_INDEX` and `index.json`."""
    base = _setting("ARGOS_PACKAGE_INDEX") or _INDEX
    return base if base.endswith(".json") else base.rstrip("/") + "/index.json"


def registry_address() -> str:
    """Address or path of the registry of models, empty for the one that ships.

    `DRAGOMAN_REGISTRY`, or `registry` under [models] in the configuration.

    Raises:
        ConfigError: the configuration has a mistake.
    """
    return _configured("DRAGOMAN_REGISTRY", "registry")


def records_address() -> str:
    """Address of Mozilla's records of the models of Firefox; "off" asks nobody.

    `DRAGOMAN_FIREFOX_RECORDS`, or `firefox_records` under [models] in the configuration.

    Raises:
        ConfigError: the configuration has a mistake.
    """
    return _configured("DRAGOMAN_FIREFOX_RECORDS", "firefox_records")


def mirrored(url: str) -> tuple[str, ...]:
    """Where to fetch what is published at an address: from its mirrors first.

    The configuration lists under [models.mirrors] what an address begins with, and what to
    have in place of that.

    Raises:
        ConfigError: the configuration has a mistake.
    """
    addresses = []
    for start, other in _models_of_config().get("mirrors", {}).items():
        if url.startswith(start):
            addresses.append(other + url[len(start) :])
    return (*addresses, url)


def _configured(variable: str, key: str) -> str:
    return os.environ.get(variable) or _models_of_config().get(key, "")


def _models_of_config() -> dict[str, Any]:
    """The table [models] of the configuration.

    A mistake there is not passed over: what it was to name may be the only place that this
    machine should ask.
    """
    table = locations.configuration().get("models", {})
    file = locations.config_file()
    if not isinstance(table, dict):
        raise ConfigError(f"{file}: models is a table: [models] on a line, then what it sets.")
    for key, value in table.items():
        if key not in _SETTINGS:
            raise ConfigError(f"{file}: no setting “models.{key}”; there are {_NAMED}.")
        if key != "mirrors" and not isinstance(value, str):
            raise ConfigError(f"{file}: models.{key} is a word in quotes.")
    mirrors = table.get("mirrors", {})
    if not isinstance(mirrors, dict) or not all(isinstance(one, str) for one in mirrors.values()):
        raise ConfigError(f'{file}: [models.mirrors] has lines such as "https://…" = "https://…".')
    return table


_SETTINGS = ("registry", "firefox_records", "mirrors")
_NAMED = ", ".join(f"models.{key}" for key in _SETTINGS)


def _home() -> Path:
    return Path(os.environ["SNAP_USER_DATA"]) if "SNAP" in os.environ else Path.home()


def _setting(key: str) -> str:
    from_environment = os.environ.get(key)
    if from_environment:
        return from_environment
    config = os.environ.get("XDG_CONFIG_HOME")
    folder = Path(config) if config else _home() / ".config"
    try:
        settings: Any = json.loads((folder / "argos-translate" / "settings.json").read_text())
    except (OSError, ValueError):
        return ""
    value = settings.get(key) if isinstance(settings, dict) else None
    return value if isinstance(value, str) else ""
