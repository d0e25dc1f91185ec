"""The reader's configuration: a TOML file that the user writes and the reader only reads.

target = "en"            # language to translate into
mode = "side"            # side, interleaved, source, translation, demand
theme = "dragoman"       # any theme of the command palette
bidi = "auto"            # auto, app, terminal
quality = "balanced"     # fast, balanced, best
glossaries = ["~/terms.csv"]

[keys]
next_sentence = "j,down"
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from reader import locations
from reader.errors import ConfigError

Mode = Literal["side", "interleaved", "source", "translation", "demand"]
Bidi = Literal["auto", "app", "terminal"]
Quality = Literal["fast", "balanced", "best"]

MODES: tuple[Mode, ...] = get_args(Mode)

ACTIONS: dict[str, tuple[str, str]] = {
    "next_sentence": ("j,down", "Next sentence"),
    "previous_sentence": ("k,up", "Previous sentence"),
    "next_screen": ("pagedown,space", "Next screen"),
    "previous_screen": ("pageup,b", "Previous screen"),
    "first_sentence": ("home", "First sentence"),
    "last_sentence": ("end", "Last sentence"),
    "next_article": ("n", "Next article"),
    "previous_article": ("p", "Previous article"),
    "terms": ("enter", "Terms of the sentence"),
    "word_left": ("left", "Select the word to the left"),
    "word_right": ("right", "Select the word to the right"),
    "extend_left": ("shift+left", "Extend the selection to the left"),
    "extend_right": ("shift+right", "Extend the selection to the right"),
    "other_side": ("s", "Select words in the other text"),
    "mode": ("v", "Change the view"),
    "library": ("l", "Show or hide the library"),
    "boilerplate": ("o", "Open or fold the site's own blocks"),
    "search": ("slash", "Search both texts"),
    "bookmark": ("m", "Set or remove a bookmark"),
    "bookmarks": ("apostrophe", "Go to a bookmark"),
    "correct": ("e", "Correct the translation"),
    "add_term": ("g", "Add a term to the glossary"),
    "glossary": ("G", "Edit the glossary"),
    "look_up": ("d", "Look a word up"),
    "copy": ("y,ctrl+c", "Copy the selection or the sentence"),
    "export": ("x", "Export the article"),
    "stop": ("t", "Stop or resume translating"),
    "help": ("question_mark", "Help"),
    "quit": ("q", "Quit"),
}
"""What can be bound to keys: the default keys, separated by commas, and what it does."""


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of a run."""

    target: str = "en"
    mode: Mode | None = None
    """None is the mode of the last run."""
    theme: str | None = None
    bidi: Bidi = "auto"
    quality: Quality = "balanced"
    glossaries: tuple[Path, ...] | None = None
    """None is the user's own glossary and the domain's."""
    keys: dict[str, str] = field(default_factory=dict)
    """Keys of an action that differ from `ACTIONS`."""


def load(path: Path | None = None) -> Config:
    """Read the configuration; the defaults where there is no file.

    Raises:
        ConfigError: it cannot be read, or says something that has no meaning.
    """
    path = path or locations.config_file()
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"Cannot read {path}: {error}.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path} is not valid TOML: {error}.") from error
    return _checked(data, path)


def _checked(data: dict[str, Any], path: Path) -> Config:
    known = {"target", "mode", "theme", "bidi", "quality", "glossaries", "keys"}
    for name in data:
        if name not in known:
            raise ConfigError(f"{path}: no setting “{name}”; there are {', '.join(sorted(known))}.")
    settings: dict[str, Any] = {}
    for name, choices in (
        ("target", None),
        ("mode", get_args(Mode)),
        ("theme", None),
        ("bidi", get_args(Bidi)),
        ("quality", get_args(Quality)),
    ):
        if name in data:
            settings[name] = _word(data[name], name, choices, path)
    if "glossaries" in data:
        paths = data["glossaries"]
        if not isinstance(paths, list) or not all(isinstance(item, str) for item in paths):
            raise ConfigError(f'{path}: glossaries is a list of paths, as ["~/terms.csv"].')
        settings["glossaries"] = tuple(
            (path.parent / Path(item).expanduser()).resolve() for item in paths
        )
    keys = data.get("keys", {})
    if not isinstance(keys, dict):
        raise ConfigError(f"{path}: keys is a table: [keys] on a line, then action = keys.")
    for action, value in keys.items():
        if action not in ACTIONS:
            raise ConfigError(f"{path}: no action “{action}”; there are {', '.join(ACTIONS)}.")
        _word(value, f"keys.{action}", None, path)
    settings["keys"] = dict(keys)
    return Config(**settings)


def _word(value: Any, name: str, choices: tuple[str, ...] | None, path: Path) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ConfigError(f"{path}: {name} is a word in quotes.")
    if choices and value not in choices:
        raise ConfigError(f"{path}: {name} is one of {', '.join(choices)}, not “{value}”.")
    return value
