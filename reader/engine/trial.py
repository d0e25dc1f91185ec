"""One sentence through a package, before it takes the place of one that works."""

from __future__ import annotations

from reader.engine.engine import Engine
from reader.errors import InvalidPackage
from reader.models.package import Package

_SENTENCE = "Paris, 12/05/2024: 3 %."
"""A sentence that a tokenizer of any language has pieces for, or nearly."""


def translate_one(package: Package) -> None:
    """Load a package, translate a sentence with it, and put a term into the translation.

    Raises:
        InvalidPackage: it cannot be loaded, or what it gives is not a translation.
    """
    try:
        engine = Engine(package, beam_size=1, jobs=1)
        (source,) = engine.tokenizer.encode([_SENTENCE])
        (term,) = engine.tokenizer.encode_target(["Paris"])
        decoding = engine.decode([source, source], [[], term], attention=True)
        _, forced = decoding.result()
        engine.score([source], [term])
    except (RuntimeError, ValueError, IndexError) as error:
        raise InvalidPackage(
            f"{package.name} cannot translate ({error}): fetch it again"
        ) from error
    if any(len(row) != len(source) for row in forced.attention):
        raise InvalidPackage(f"{package.name} is of a kind that Dragoman cannot use")
