"""`package.json`: what Dragoman wrote down of a package when it installed it.

Argos's packages carry a `metadata.json` and Firefox's models tell by their names what they
are. All else is described once, by what lies in its folder, and is not guessed at again.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from reader.errors import InvalidPackage
from reader.models.naming import VARIANT
from reader.models.package import END, Described, Languages, language_tokens

NAME = "package.json"
_MAX_BYTES = 1 << 20


class Description(msgspec.Struct, frozen=True, kw_only=True):
    """What `package.json` says of a folder with a CTranslate2 model."""

    layout: Described
    sources: dict[str, str]
    """The token that tells the model a language, by the language's code."""
    targets: dict[str, str]
    tokenizer: str
    """Name of the SentencePiece model of the source language."""
    target_tokenizer: str = ""
    """The same for the target language; empty where it is the same file."""
    prompt: tuple[str, ...] = ()
    """What goes before every source of a model that is told in words what to do: T5."""
    append_end: bool = False
    """Whether the source needs its `</s>`, which the model's configuration does not add."""
    average_heads: bool = False
    """Whether the attention is the mean of all heads, as none was trained to align."""
    variant: str = ""
    """What tells it from others of its layout for the pair, as "tc-big"."""
    version: str = "1.0"
    about: str = ""
    licence: str = ""
    address: str = ""
    """Where it was fetched."""
    scores: dict[str, float] = {}
    """Published BLEU of a pair, as in "ar-en"."""

    @property
    def languages(self) -> Languages:
        """The languages, with their tokens."""
        return Languages(self.sources, self.targets)

    @property
    def first_pair(self) -> tuple[str, str]:
        """The pair, or where there are many one of them: into English where it can."""
        target = "en" if "en" in self.targets else next(iter(self.targets))
        others = [code for code in self.sources if code != target]
        if not others:
            target, others = next(code for code in self.targets if code != target), [target]
        return ("fr" if "fr" in others else others[0]), target

    @property
    def is_single(self) -> bool:
        """Whether there is one pair alone."""
        return len(self.sources) == len(self.targets) == 1

    @property
    def around(self) -> tuple[tuple[str, ...], tuple[str, ...], str]:
        """The tokens before and after the source of `first_pair`, and before its target."""
        before, after, target = language_tokens(self.layout, self.languages, *self.first_pair)
        end = (END,) if self.append_end else ()
        return (*before, *self.prompt), (*end, *after), target


def read(folder: Path) -> Description | None:
    """The description in a package's folder; None where there is none.

    Raises:
        InvalidPackage: it is damaged, or names files that lie elsewhere.
    """
    path = folder / NAME
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise InvalidPackage(f"{path}: larger than any package's")
        description = msgspec.json.decode(path.read_bytes(), type=Description)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise InvalidPackage(f"{path}: {error.strerror}") from None
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise InvalidPackage(f"{path}: {error}; install the package again") from None
    for name in (description.tokenizer, description.target_tokenizer):
        if name != Path(name).name:
            raise InvalidPackage(f"{path}: {name!r} is not the name of a file beside it")
    if description.variant and not VARIANT.fullmatch(description.variant):
        raise InvalidPackage(f"{path}: {description.variant!r} is not how a variant is spelt")
    if not any(one != other for one in description.sources for other in description.targets):
        raise InvalidPackage(f"{path}: no pair of languages")
    return description


def write(folder: Path, description: Description) -> None:
    """Write a package's description into its folder."""
    data = msgspec.json.format(msgspec.json.encode(description), indent=1)
    (folder / NAME).write_bytes(data)
