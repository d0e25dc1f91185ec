"""The compiled form of glossaries: every pattern to search for, ready to be searched.

A trie finds the patterns; what they mean and whose they are is decoded only where one is found,
so that a large glossary costs little more at start than a small one.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import msgspec
from marisa_trie import Trie

from reader.glossary.concept import Concept
from reader.glossary.matching.patterns import Pattern

Entry = tuple[int, Pattern]
"""An owner's number, and one of its patterns."""
Owner = tuple[int, Concept]
"""The priority of a concept's termbase, and the concept."""


class Compiled:
    """Patterns by their folded string, and the concepts that they belong to.

    Args:
        trie: the folded strings; each has a number.
        entries: the encoded `Entry` list of each number.
        owners: the encoded `Owner` of each number.
    """

    def __init__(self, trie: Trie, entries: _Blobs, owners: _Blobs) -> None:
        self._trie = trie
        self._encoded = entries, owners
        self._entries: dict[str, list[Entry]] = {}
        self._heads = _Heads(trie)
        self._owners: dict[int, Owner] = {}

    @classmethod
    def build(cls, patterns: dict[str, list[Entry]], owners: Iterable[Owner]) -> Compiled:
        """Compile patterns; a string without any hides what overlaps it."""
        trie = Trie(list(patterns))
        order: list[list[Entry]] = [[]] * len(patterns)
        for folded, entries in patterns.items():
            order[trie[folded]] = entries
        encode = msgspec.msgpack.encode
        return cls(trie, _Blobs.join(map(encode, order)), _Blobs.join(map(encode, owners)))

    def starts(self, text: str) -> list[int]:
        """Where in a folded text a pattern can begin; in most places none can."""
        heads = self._heads
        near = [at for at in range(len(text)) if heads[text[at : at + _HEAD]]]
        # Anywhere but within a Latin word.
        return [at for at in near if not (text[at] in _LATIN and at and text[at - 1] in _LATIN)]

    def starting_at(self, text: str, start: int) -> list[tuple[int, list[Entry]]]:
        """The patterns that `text` holds at `start`: where each ends, and what it stands for."""
        patterns = []
        for folded in self._trie.prefixes(text[start : start + _LONGEST]):
            entries = self._entries.get(folded)
            if entries is None:
                number = self._trie[folded]
                entries = self._entries[folded] = _ENTRIES.decode(self._encoded[0][number])
            patterns.append((start + len(folded), entries))
        return patterns

    def owner(self, number: int) -> Owner:
        """A concept and the priority of its termbase."""
        owner = self._owners.get(number)
        if owner is None:
            owner = self._owners[number] = _OWNER.decode(self._encoded[1][number])
        return owner

    def to_bytes(self) -> bytes:
        """The form that `from_bytes` reads."""
        parts = [self._trie.tobytes(), *self._encoded[0].parts, *self._encoded[1].parts]
        content: bytes = msgspec.msgpack.encode(parts)
        return content

    @classmethod
    def from_bytes(cls, content: bytes) -> Compiled:
        """Read what `to_bytes` gave.

        Raises:
            ValueError: it is something else.
        """
        trie, *parts = _PARTS.decode(content)
        return cls(Trie().frombytes(trie), _Blobs(*parts[:2]), _Blobs(*parts[2:]))


_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_REMEMBERED = 50_000
"""Beginnings remembered: there are any number of them."""
_HEAD = 3
"""Characters that tell whether a place is worth a look into the trie: with two, too many are, and
with four or more, too few of them were seen before."""
_LONGEST = 400
"""Characters beyond which no term is looked for."""


class _Heads(dict[str, bool]):
    """By the first characters of a text: whether any pattern can be there."""

    def __init__(self, trie: Trie) -> None:
        super().__init__()
        self._trie = trie

    def __missing__(self, head: str) -> bool:
        trie = self._trie
        can_start = not head[0].isspace() and (
            any(trie.iterkeys(head)) or bool(trie.prefixes(head))
        )
        if len(self) == _REMEMBERED:
            self.clear()
        self[head] = can_start
        return can_start


class _Blobs:
    """Byte strings one after the other, and where each begins."""

    def __init__(self, offsets: bytes, content: bytes) -> None:
        self.parts = offsets, content
        self._offsets = array("I")
        self._offsets.frombytes(offsets)

    @classmethod
    def join(cls, blobs: Iterable[bytes]) -> _Blobs:
        offsets, content = array("I", [0]), bytearray()
        for blob in blobs:
            content += blob
            offsets.append(len(content))
        return cls(offsets.tobytes(), bytes(content))

    def __getitem__(self, number: int) -> bytes:
        return self.parts[1][self._offsets[number] : self._offsets[number + 1]]


_ENTRIES = msgspec.msgpack.Decoder(list[Entry])
_OWNER = msgspec.msgpack.Decoder(Owner)
_PARTS = msgspec.msgpack.Decoder(list[bytes])
