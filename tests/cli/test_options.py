"""The three programs together: the same word has the same meaning in each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import click
import pytest

from reader.cli import glossary, reader, translate
from reader.glossary.matching.styles import Acronyms
from reader.translator.quality import Quality

PROGRAMS = {
    "translate": translate.command,
    "glossary": glossary.command,
    "reader": reader.command,
}


def contexts(
    name: str, command: click.Command, parent: click.Context | None = None
) -> Iterator[click.Context]:
    context = click.Context(command, parent, info_name=name, terminal_width=80)
    yield context
    if isinstance(command, click.Group):
        for word in command.list_commands(context):
            child = command.get_command(context, word)
            assert child is not None
            yield from contexts(word, child, context)


def every_context() -> Iterator[click.Context]:
    for name, command in PROGRAMS.items():
        yield from contexts(name, command)
    yield click.Context(reader.open_paths, info_name="reader open", terminal_width=80)


@pytest.mark.parametrize("context", every_context(), ids=lambda context: context.command_path)
def test_help_fits_a_terminal_and_no_sentence_is_cut(context: click.Context) -> None:
    lines = context.get_help().splitlines()
    assert [line for line in lines if len(line) > 80] == []
    assert [line for line in lines if line.endswith("...") and "Usage:" not in line] == []


def test_an_option_is_called_the_same_everywhere() -> None:
    long_names: dict[str, set[str]] = {}
    for context in every_context():
        for option in context.command.params:
            if isinstance(option, click.Option):
                assert all(name.startswith("-") for name in option.opts)
                long = max(option.opts, key=len)
                for name in option.opts:
                    long_names.setdefault(name, set()).add(long)
    assert {name: long for name, long in long_names.items() if len(long) > 1} == {}
    assert long_names["-g"] == {"--glossary"}
    assert long_names["-s"] == {"--source"} and long_names["-t"] == {"--target"}


def test_a_glossary_is_named_with_the_same_words_everywhere() -> None:
    helps = {
        option.help
        for context in every_context()
        for option in context.command.params
        if isinstance(option, click.Option) and "--glossary" in option.opts
    }
    assert len(helps) == 1


def test_choices_are_those_that_the_library_takes() -> None:
    offered: dict[str, set[tuple[str, ...]]] = {}
    for context in every_context():
        for option in context.command.params:
            if isinstance(option.type, click.Choice):
                offered.setdefault(str(option.name), set()).add(tuple(option.type.choices))
    assert offered["quality"] == {get_args(Quality)}
    assert offered["acronyms"] == {get_args(Acronyms)}


@pytest.mark.parametrize("name", PROGRAMS)
def test_each_program_has_a_version_and_completion(name: str) -> None:
    options = {flag for option in PROGRAMS[name].params for flag in option.opts}
    assert {"--version", "--completion"} <= options
