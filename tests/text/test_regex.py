"""Expressions that are compiled when they are first used."""

from __future__ import annotations

import gc
import importlib
import pkgutil
import re

import pytest

import reader
from reader.text.regex import regex


def test_an_expression_does_all_that_a_compiled_one_does() -> None:
    lazy, plain = regex("(?P<year>[0-9]{4})", re.IGNORECASE), re.compile("(?P<year>[0-9]{4})", re.I)
    text = "De 1912 à 1956"
    assert [match.span("year") for match in lazy.finditer(text)] == [(3, 7), (10, 14)]
    assert lazy.sub("#", text) == plain.sub("#", text)
    assert lazy.findall(text) == plain.findall(text)
    assert lazy.split(text) == plain.split(text)
    assert lazy.fullmatch("1912") and not lazy.match(text) and lazy.search(text, 8)
    assert (lazy.pattern, lazy.flags) == (plain.pattern, plain.flags)


def test_bytes_are_searched_too() -> None:
    assert regex(rb"\d+").findall(b"12 et 13") == [b"12", b"13"]


def test_it_is_not_compiled_before_it_is_used() -> None:
    broken = regex("(")
    with pytest.raises(re.error):
        broken.search("")


def test_every_expression_of_the_house_can_be_compiled() -> None:
    for module in pkgutil.walk_packages(reader.__path__, "reader."):
        if not module.name.startswith(("reader.archive", "reader.server", "reader.tui")):
            importlib.import_module(module.name)
    gc.unfreeze()  # what was there when the tests began is kept out of sight of the collector
    lazy = [each for each in gc.get_objects() if type(each) is type(regex(""))]
    assert len(lazy) > 300
    for each in lazy:
        if each._source != "(":  # of the test above
            assert each.pattern == each._source
