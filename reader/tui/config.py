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

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import msgspec

from reader import locations
from reader.errors import ConfigError
from reader.files import at_home
from reader.translator.quality import Quality

Mode = Literal["side", "interleaved", "source", "translation", "demand"]
Bidi = Literal["auto", "app", "terminal"]

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
    "next_doubt": ("u", "Next doubtful sentence"),
    "previous_doubt": ("U", "Previous doubtful sentence"),
    "terms": ("enter", "Doubts and terms of the sentence"),
    "why": ("w", "How the translation was made"),
    "word_left": ("left", "Select the word to the left"),
    "word_right": ("right", "Select the word to the right"),
    "extend_left": ("shift+left", "Extend the selection to the left"),
    "extend_right": ("shift+right", "Extend the selection to the right"),
    "other_side": ("s", "Select words in the other text"),
    "mode": ("v", "Change the view"),
    "library": ("l", "Show or hide the library"),
    "filter": ("f", "Filter the library as you type"),
    "sort": ("F", "Sort the library: name, date, language, unread"),
    "narrower": ("less_than_sign", "A narrower library"),
    "wider": ("greater_than_sign", "A wider library"),
    "mark_read": ("r", "Mark the article as read or unread"),
    "boilerplate": ("o", "Open or fold the site's own blocks"),
    "search": ("slash", "Search both texts"),
    "search_all": ("S", "Search every article"),
    "concordance": ("C", "Search all that was translated or corrected"),
    "bookmark": ("m", "Set or remove a bookmark"),
    "highlight": ("h", "Highlight the selection or the sentence, or not"),
    "note": ("a", "Write a note on the sentence"),
    "bookmarks": ("apostrophe", "List bookmarks, notes and highlights"),
    "correct": ("e", "Correct the translation"),
    "corrections": ("c", "List your corrections"),
    "compare": ("A", "Other ways to translate the sentence"),
    "take_match": ("M", "Correct it, beginning with what the memory has"),
    "add_term": ("g", "Add a term to the glossary"),
    "glossary": ("G", "Edit the glossary"),
    "look_up": ("d", "Look a word up"),
    "copy": ("y,ctrl+c", "Copy the selection or the sentence"),
    "export": ("x", "Export the article"),
    "open_path": ("O", "Open a file or folder by its path"),
    "reload": ("R", "Read the file again, as it is on disk"),
    "stop": ("t", "Stop or resume translating"),
    "help": ("question_mark", "Help"),
    "suspend": ("ctrl+z", "Suspend the reader: fg in the shell brings it back"),
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
    return _checked(locations.configuration(path), path)


_Word = Annotated[str, msgspec.Meta(pattern=r"\S")]


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """What a configuration file may say."""

    target: _Word = "en"
    mode: Mode | None = None
    theme: _Word | None = None
    bidi: Bidi = "auto"
    quality: Quality = "balanced"
    glossaries: list[str] | None = None
    keys: dict[str, _Word] = {}
    models: dict[str, Any] = {}
    """What `reader models` reads: where its registry is, and mirrors."""


def _checked(data: dict[str, Any], path: Path) -> Config:
    known = _File.__struct_fields__
    for name in data:
        if name not in known:
            raise ConfigError(f"{path}: no setting “{name}”; there are {', '.join(sorted(known))}.")
    try:
        file = msgspec.convert(data, _File)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{path}: {_wanted(data, str(error))}.") from error
    for action in file.keys:
        if action not in ACTIONS:
            raise ConfigError(f"{path}: no action “{action}”; there are {', '.join(ACTIONS)}.")
    glossaries = None
    if file.glossaries is not None:
        places = (path.parent / at_home(item) for item in file.glossaries)
        glossaries = tuple(place.resolve() for place in places)
    return Config(
        file.target, file.mode, file.theme, file.bidi, file.quality, glossaries, dict(file.keys)
    )


def _wanted(data: dict[str, Any], error: str) -> str:
    """What should stand where msgspec found something else."""
    place = re.search(r"\$\.(\w+)", error)
    name = place[1] if place else ""
    if name == "glossaries":
        return 'glossaries is a list of paths, as ["~/terms.csv"]'
    if name == "models":
        return "models is a table: [models] on a line, then registry and the like"
    if name == "keys":
        if not isinstance(data[name], dict):
            return "keys is a table: [keys] on a line, then action = keys"
        wrong = (k for k, v in data[name].items() if not isinstance(v, str) or not v.strip())
        return f"keys.{next(wrong)} is a word in quotes"
    choices = {"mode": Mode, "bidi": Bidi, "quality": Quality}.get(name)
    if choices is not None and isinstance(data[name], str):
        return f"{name} is one of {', '.join(get_args(choices))}, not “{data[name]}”"
    return f"{name} is a word in quotes"
