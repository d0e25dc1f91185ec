"""Folders with a CTranslate2 model, recognised by what lies in them.

| layout | recognised by | the source gets | the target begins with |
| --- | --- | --- | --- |
| OPUS-MT | the decoder starts from zeros | `>>ara<<` where there are several targets | |
| of anybody | none of the others | | |
| M2M100 | `__en__` in the vocabulary | `__fr__` | `__en__` |
| SMaLL-100 | the same, fewer decoder than encoder layers | `__en__` | |
| NLLB | `eng_Latn` in the vocabulary | `fra_Latn` | `eng_Latn` |
| mBART-50 | `en_XX` in the vocabulary | `fr_XX` | `en_XX` |
| mBART-25 | the same, nothing that starts the decoder | `fr_XX`, after its end | `en_XX` |
| MADLAD | `<2en>` in the vocabulary | `<2en>` | |
| T5 | `<extra_id_0>` in the vocabulary | "translate French to English:" | |

Whether a source needs its `</s>` is read in config.json. The model's folder may lie inside of
the one that is given, as it does in a copy of a whole repository.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from reader import languages
from reader.errors import DragomanError, InvalidPackage
from reader.models import ct2_file, description, naming, tokens
from reader.models.description import Description
from reader.text.regex import regex

CONFIG = "config.json"
_CONFIG_BYTES = 1 << 20
_SHARED = ("sentencepiece.bpe.model", "spiece.model", "sentencepiece.model", "spm.model")
_SOURCE, _TARGET = frozenset({"source", "src"}), frozenset({"target", "tgt", "trg"})
"""Words in the names of tokenizers, where each side has its own."""
_PROMPTED = {"<extra_id_0>", "▁translate"}
"""What is in the vocabulary of T5, and of those that were made of it."""
_ALIGNED = regex(r"transformer(-big)?-align|guided-alignment: *[^n\s]")
_ALIGNED_WIDTH = 512
"""Embeddings of OPUS-MT's usual models, which are trained to align; its big ones are not."""
_BELONGS = 0.5
"""Share of a tokenizer's pieces that its model's vocabulary has, at least."""
_NAME_ENDS = regex(
    r"(?i)(\.(zip|tar|tgz|gz|xz|bz2|argosmodel))+$|[-_.](ct2|ctranslate2|int8|float16|hf)$"
)

Pair = tuple[str | None, str | None]
"""The languages that whoever installs a package names; None for what the package tells."""


class LanguagesUntold(InvalidPackage):
    """A model that is whole, of languages that whoever uses it has to name."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A model's files."""

    model: Path
    """Folder of model.bin, config.json and the vocabularies."""
    tokenizer: Path
    target_tokenizer: Path


def find(folder: Path) -> Path | None:
    """The folder of the CTranslate2 model in a folder: that itself, or the only one inside."""
    if (folder / ct2_file.NAME).is_file():
        return folder
    inside = list(folder.glob(f"*/{ct2_file.NAME}"))
    return inside[0].parent if len(inside) == 1 else None


def describe(
    folder: Path, *, names: Sequence[str] = (), pair: Pair = (None, None)
) -> tuple[Parts, Description]:
    """What a folder with a CTranslate2 model is, and what it translates.

    Args:
        folder: the folder.
        names: what the folder or its archive was called, the likeliest to tell the pair first.
        pair: the languages, where they are known; of a model with many, the only ones wanted.

    Raises:
        LanguagesUntold: nothing tells the languages.
        InvalidPackage: something is missing or damaged.
    """
    model = find(folder)
    if model is None:
        raise InvalidPackage(f"{folder}: not a CTranslate2 model: it has no {ct2_file.NAME}")
    header = ct2_file.read(model / ct2_file.NAME)
    if not (header.layers("encoder") and header.layers("decoder")):
        raise InvalidPackage(f"{folder}: a model of CTranslate2, but not one that translates")
    config = _config(model / CONFIG)
    source_vocabulary, _ = tokens.vocabularies(model)
    parts = _tokenizers(model, folder)
    _check_belongs(parts.tokenizer, source_vocabulary)
    kind, spelt = tokens.kind(source_vocabulary)
    if kind == "m2m100" and header.layers("decoder") < header.layers("encoder"):
        kind = "small100"
    elif kind == "mbart" and "decoder_start_token" in config and not config["decoder_start_token"]:
        kind = "mbart25"
    source, target = (_named(code, spelt if kind != "opus" else {}, folder) for code in pair)
    if kind == "opus":
        sources, targets = _languages_of_opus(folder, names, spelt, source, target)
    else:
        sources = {source: spelt[source]} if source else spelt
        targets = {target: spelt[target]} if target else spelt
    has_both = parts.target_tokenizer != parts.tokenizer
    # OpenNMT's models, which begin a target with <s>, were trained on sources without an end.
    implicit = config.get("add_source_eos") or (
        kind == "opus" and config.get("decoder_start_token") == "<s>"
    )
    prompt: tuple[str, ...] = ()
    if kind == "opus" and set(source_vocabulary) >= _PROMPTED and len(targets) == 1:
        kind, prompt = "t5", _prompt(parts.tokenizer, next(iter(sources)), next(iter(targets)))
    elif kind == "opus" and not header.number("decoder/start_from_zero_embedding"):
        kind = "ct2"  # Marian's alone start so
    return parts, Description(
        layout=kind,
        sources=sources,
        targets=targets,
        tokenizer=parts.tokenizer.name,
        target_tokenizer=parts.target_tokenizer.name if has_both else "",
        prompt=prompt,
        append_end=not implicit,
        average_heads=not _is_aligned(kind, header.width, [model, folder], names),
        variant=naming.variant(names[:1]),
    )


def copy(parts: Parts, described: Description, destination: Path) -> None:
    """Copy what a package needs of a model's files into an empty folder, and describe it.

    Raises:
        InvalidPackage: the model is damaged.
        DragomanError: a file cannot be read or written.
    """
    wanted = [parts.tokenizer, parts.target_tokenizer]
    wanted += [path for path in parts.model.iterdir() if path.suffix in (".bin", ".json", ".txt")]
    for path in dict.fromkeys(wanted):
        if path.name == description.NAME or path.is_symlink() or not path.is_file():
            continue
        try:
            shutil.copyfile(path, destination / path.name)
        except OSError as error:
            raise DragomanError(f"cannot copy {path}: {error.strerror}") from None
    ct2_file.check_weights(destination / ct2_file.NAME)
    if described.average_heads:
        ct2_file.average_heads(destination / ct2_file.NAME)
    description.write(destination, described)


def pair_of(names: Iterable[str]) -> tuple[str, str] | None:
    """The pair that a name tells: opus-mt-tc-big-ar-en, fra-eng; None where none does."""
    for name in names:
        while (plain := _NAME_ENDS.sub("", name)) != name:
            name = plain
        words = re.split(r"[-_. ]", name)
        for first, second in reversed(list(pairwise(words))):
            source, target = _language_word(first), _language_word(second)
            if source and target and source != target:
                return source, target
    return None


def _language_word(word: str) -> str | None:
    return languages.find(word) if re.fullmatch("[a-z]{2,3}", word) else None


def _named(code: str | None, spelt: dict[str, str], folder: Path) -> str | None:
    own = languages.normalise(code) if code else None
    if own and spelt and own not in spelt:
        raise InvalidPackage(f"{folder}: the model does not know {languages.name(own)}")
    return own


def _languages_of_opus(
    folder: Path,
    names: Sequence[str],
    spelt: dict[str, str],
    source: str | None,
    target: str | None,
) -> tuple[dict[str, str], dict[str, str]]:
    from_name = pair_of(names)
    source = source or (from_name[0] if from_name else None)
    if target is None and from_name and (not spelt or from_name[1] in spelt):
        target = from_name[1]
    if target and spelt and target not in spelt:
        raise InvalidPackage(f"{folder}: the model does not know {languages.name(target)}")
    if source is None or (target is None and not spelt):
        raise LanguagesUntold(
            f"{folder}: nothing says what languages the model is for; name them, as in "
            "`reader models install -s ar -t en FOLDER`"
        )
    return {source: ""}, {target: spelt.get(target, "")} if target else spelt


def _config(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _CONFIG_BYTES:
            raise InvalidPackage(f"{path}: larger than any model's")
        config = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise InvalidPackage(
            f"{path.parent}: no {path.name}, which tells how a source ends; convert the model again"
        ) from None
    except (OSError, ValueError, RecursionError) as error:
        raise InvalidPackage(f"{path}: cannot be read ({error}); fetch the model again") from None
    if not isinstance(config, dict):
        raise InvalidPackage(f"{path}: not a configuration; fetch the model again")
    return config


def _tokenizers(model: Path, folder: Path) -> Parts:
    places = list(dict.fromkeys((model, folder)))
    for place in places:
        others = [*place.glob("*.spm"), *place.glob("*.model")]
        source, target = (_of_side(others, side) for side in (_SOURCE, _TARGET))
        if source:
            return Parts(model, source, target or source)
        for name in _SHARED:
            if (place / name).is_file():
                return Parts(model, place / name, place / name)
        if len(others) == 1:
            return Parts(model, others[0], others[0])
    for place in places:
        if (place / tokens.TOKENIZER).is_file():
            return Parts(model, place / tokens.TOKENIZER, place / tokens.TOKENIZER)
    raise InvalidPackage(
        f"{folder}: no tokenizer (source.spm and target.spm, {_SHARED[0]}, or "
        f"{tokens.TOKENIZER}): copy it from the model that this one was made of"
    )


def _of_side(paths: Iterable[Path], side: frozenset[str]) -> Path | None:
    matches = [path for path in paths if side.intersection(re.split(r"[-_.]", path.name.lower()))]
    return matches[0] if len(matches) == 1 else None


def _prompt(tokenizer: Path, source: str, target: str) -> tuple[str, ...]:
    """What tells T5 to translate, in pieces."""
    text = f"translate {languages.name(source)} to {languages.name(target)}:"
    return tuple(tokens.split(tokenizer, text))


def _check_belongs(tokenizer: Path, vocabulary: list[str]) -> None:
    pieces = tokens.pieces(tokenizer)
    known = len(set(pieces) & set(vocabulary))
    if known < _BELONGS * len(pieces):
        raise InvalidPackage(
            f"{tokenizer}: of another model ({known} of its {len(pieces)} pieces are in the "
            "vocabulary); fetch the model again"
        )


def _is_aligned(kind: str, width: int, folders: list[Path], names: Sequence[str]) -> bool:
    """Whether the first head of the last layer was trained to show which words correspond.

    Only models of OPUS-MT and others made with Marian are: those that say so, and its models
    of the usual size, whose page says "transformer-align".
    """
    if kind != "opus":
        return False
    names = [*names, *(path.name for folder in folders for path in folder.glob("*.npz"))]
    for folder in folders:
        for path in (folder / "README.md", *folder.glob("*.yml")):
            if path.is_file() and path.stat().st_size <= _CONFIG_BYTES:
                names.append(path.read_text(encoding="utf-8", errors="replace"))
    return width <= _ALIGNED_WIDTH or any(_ALIGNED.search(text) for text in names)
