"""The rows that can still be read in a damaged SQLite file, page by page.

SQLite refuses a file whose header, schema or inner pages are damaged, though the rows in its
other pages are whole. Each table leaf page is read here by itself, after the file format that
SQLite documents (sqlite.org/fileformat2.html); nothing else in the file is believed. What was
written last may stand in a log beside it, which SQLite does not play back into a damaged file that
another process has open.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

Value = str | bytes | float | int | None

_LEAF = 0x0D
"""Kind of a page that holds rows of a table."""
_HEADER = 100
"""Bytes of the file's header, in its first page."""
_DEFAULT_PAGE = 4096
_LITTLE, _BIG = 0x377F0682, 0x377F0683
"""How a write-ahead log begins, by the order of bytes that its sums are made in."""
_LOG_HEADER, _FRAME_HEADER = 32, 24


def rows(data: bytes) -> Iterator[tuple[int, list[Value]]]:
    """The rows of all tables in a file's bytes, each with its number.

    A row that was deleted may come as well, and one may come twice.
    """
    size = int.from_bytes(data[16:18], "big")
    size = 65536 if size == 1 else size
    if size < 512 or size & (size - 1):
        size = _DEFAULT_PAGE
    for start in range(0, len(data), size):
        yield from _rows_of_page(data, start, size)


def with_log(data: bytes, log: bytes) -> bytes:
    """A file's bytes with the pages that were committed to its write-ahead log."""
    magic, size = (int.from_bytes(log[at : at + 4], "big") for at in (0, 8))
    if magic not in (_LITTLE, _BIG) or size < 512 or size & (size - 1):
        return data
    order = ">" if magic == _BIG else "<"
    sums = _sums(order, log[:24], (0, 0))
    if log[24:_LOG_HEADER] != struct.pack(">II", *sums):
        return data
    whole, pending = bytearray(data), dict[int, bytes]()
    for start in range(_LOG_HEADER, len(log) - _FRAME_HEADER - size + 1, _FRAME_HEADER + size):
        head = log[start : start + _FRAME_HEADER]
        page = log[start + _FRAME_HEADER : start + _FRAME_HEADER + size]
        sums = _sums(order, head[:8] + page, sums)
        if head[8:16] != log[16:24] or head[16:] != struct.pack(">II", *sums):
            break  # of an earlier log, or damaged: nothing after it counts
        number, committed = struct.unpack(">II", head[:8])
        pending[number] = page
        if committed:
            for number, page in pending.items():
                place = (number - 1) * size
                whole += bytes(max(0, place + size - len(whole)))
                whole[place : place + size] = page
            pending.clear()
    return bytes(whole)


def _sums(order: str, data: bytes, sums: tuple[int, int]) -> tuple[int, int]:
    first, second = sums
    for one, two in struct.iter_unpack(f"{order}II", data):
        first = first + one + second & 0xFFFFFFFF
        second = second + two + first & 0xFFFFFFFF
    return first, second


def _rows_of_page(data: bytes, start: int, size: int) -> Iterator[tuple[int, list[Value]]]:
    page = data[start : start + size]
    head = 0 if start else _HEADER
    if len(page) < head + 8 or page[head] != _LEAF:
        return
    count = int.from_bytes(page[head + 3 : head + 5], "big")
    for number in range(min(count, (size - head - 8) // 2)):
        place = head + 8 + 2 * number
        pointer = int.from_bytes(page[place : place + 2], "big")
        try:
            yield _row(data, page, pointer, size)
        except (IndexError, ValueError, struct.error):
            continue  # this one is damaged; its neighbours may not be


def _row(data: bytes, page: bytes, pointer: int, size: int) -> tuple[int, list[Value]]:
    length, pointer = _varint(page, pointer)
    number, pointer = _varint(page, pointer)
    if not 0 < length <= len(data):
        raise ValueError("a row longer than its file")
    local = _local(length, size)
    payload = page[pointer : pointer + local]
    if local < length:
        following = int.from_bytes(page[pointer + local : pointer + local + 4], "big")
        payload += _overflow(data, following, length - local, size)
    if len(payload) < length:
        raise ValueError("a row that ends too soon")
    return number, list(_values(payload))


def _local(length: int, size: int) -> int:
    """How many bytes of a row stand in its own page."""
    most, least = size - 35, (size - 12) * 32 // 255 - 23
    if length <= most:
        return length
    kept = least + (length - least) % (size - 4)
    return kept if kept <= most else least


def _overflow(data: bytes, page: int, length: int, size: int) -> bytes:
    """The rest of a row, from the pages that it goes on in."""
    content = b""
    while len(content) < length:
        start = (page - 1) * size
        if page < 2 or start >= len(data):
            raise ValueError("a row goes on outside its file")
        content += data[start + 4 : start + size]
        page = int.from_bytes(data[start : start + 4], "big")
    return content[:length]


_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Bytes of a whole number, by the kind that a row's head gives."""


def _values(payload: bytes) -> Iterator[Value]:
    end, place = _varint(payload, 0)
    value_start = end
    while place < end:
        kind, place = _varint(payload, place)
        width = _INTEGERS.get(kind, 8 if kind == 7 else max(0, (kind - 12) // 2))
        value = payload[value_start : value_start + width]
        if len(value) < width:
            raise ValueError("a value that ends too soon")
        value_start += width
        if kind in (0, 10, 11):
            yield None
        elif kind in (8, 9):
            yield kind - 8
        elif kind in _INTEGERS:
            yield int.from_bytes(value, "big", signed=True)
        elif kind == 7:
            yield struct.unpack(">d", value)[0]
        elif kind % 2:
            yield value.decode("utf-8")
        else:
            yield value


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where the next begins."""
    number = 0
    for index in range(8):
        byte = data[place + index]
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, place + index + 1
    return number << 8 | data[place + 8], place + 9
