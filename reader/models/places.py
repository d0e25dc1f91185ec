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
    """Every folder to look for installed packages in, the first one wins."""
    folders = [argos_folder()]
    snap = os.environ.get("SNAP")
    if snap:
        folders.append(Path(snap) / "snap_custom" / "packages")
    folders.append(own_folder())
    return folders


def index_url() -> str:
    """Address of the index of packages: `ARGOS_PACKAGE_INDEX` and `index.json`."""
    base = _setting("ARGOS_PACKAGE_INDEX") or _INDEX
    return base if base.endswith(".json") else base.rstrip("/") + "/index.json"


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
