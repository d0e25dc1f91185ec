"""`reader`: articles and their translations side by side, in the terminal."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from reader.cli.console import complain, leave, run
from reader.cli.options import glossary_option, program
from reader.translator.quality import BEAM_SIZES

if TYPE_CHECKING:
    from reader.translator.translator import Translator
    from reader.tui.bidi import Drawing
    from reader.tui.config import Config
    from reader.tui.state import State

NAME = "reader"
_COMMANDS = {
    "archive": ("reader.cli.archive", "Translate collections, on one machine or many."),
    "cache": ("reader.cli.cache", "Show or empty the store of translations."),
    "memory": ("reader.cli.memory", "Manage what you corrected or imported, to be used again."),
    "models": ("reader.cli.models", "List, install and remove language packages."),
    "serve": ("reader.cli.serve", "Translate for other programs and a browser."),
}
_EPILOG = """\b
Examples:
  reader                       the last library; at first, the samples
  reader --samples             the samples again
  reader articles/             every article under a folder
  reader page.html notes.txt   some files
  cat notes.txt | reader       what is piped in
  reader models                the language packages of this machine
  reader cache                 the store of translations
  reader serve                 LibreTranslate's API, and a page to read on

\b
Press ? in the reader for its keys."""


class _Reader(click.Group):
    """Opens paths, unless the first word is the name of a subcommand."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = {"-h", "--help", "--version", "--completion"}
        if not args or (args[0] not in _COMMANDS and args[0] not in own):
            args = ["open", *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name == "open":
            return open_paths
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(_COMMANDS[cmd_name][0])
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return ["[OPTIONS]", "[PATH]..."]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [
            record
            for parameter in (*open_paths.params, *self.get_params(ctx))
            if isinstance(parameter, click.Option)
            and (record := parameter.get_help_record(ctx)) is not None
        ]
        with formatter.section("Options"):
            formatter.write_dl(records)
        with formatter.section("Commands"):
            formatter.write_dl([(name, _COMMANDS[name][1]) for name in sorted(_COMMANDS)])

    def shell_complete(
        self, ctx: click.Context, incomplete: str
    ) -> list[click.shell_completion.CompletionItem]:
        from click.shell_completion import CompletionItem

        commands = [CompletionItem(name) for name in _COMMANDS if name.startswith(incomplete)]
        if incomplete.startswith("-"):
            return [*open_paths.shell_complete(ctx, incomplete), *commands]
        return [*commands, CompletionItem(incomplete, type="file")]


@click.group(
    NAME,
    cls=_Reader,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@program(NAME)
def command() -> None:
    """Read Arabic, French and Chinese articles beside their translation, offline.

    PATH is a folder of articles or a file: text, Markdown, HTML, subtitles or a document; - is
    what is piped in.
    """


@click.command("open", hidden=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option("--samples", is_flag=True, help="Open the articles that came with the reader.")
@click.option("-t", "--target", metavar="LANG", help="Translate into LANG.  [en]")
@click.option(
    "-q",
    "--quality",
    type=click.Choice(list(BEAM_SIZES)),
    help="fast, balanced, or best: better, and four times as slow.  [balanced]",
)
@glossary_option
@click.option(
    "--bidi",
    type=click.Choice(["auto", "app", "terminal"]),
    help="Who joins and orders Arabic letters: the reader or the terminal.  [auto]",
)
@click.option("--theme", metavar="NAME", help="Colours, such as dragoman-paper or nord.")
def open_paths(
    paths: tuple[str, ...],
    samples: bool,
    target: str | None,
    quality: str | None,
    glossaries: tuple[str, ...],
    bidi: str | None,
    theme: str | None,
) -> int:
    """Open folders and files in the reader."""
    from dataclasses import replace
    from datetime import datetime

    from reader.cli.piped import in_place_of_pipe
    from reader.tui import config as configuration
    from reader.tui import state, themes

    config = configuration.load()
    given = {"target": target, "quality": quality, "bidi": bidi, "theme": theme}
    config = replace(config, **{name: value for name, value in given.items() if value})  # type: ignore[arg-type]
    kept = state.Kept()
    memory = kept.state
    for path in paths:
        if path != "-" and not Path(path).exists():
            raise click.UsageError(f"there is no file, folder or command {path!r}")
    if config.theme:
        themes.check(config.theme)
    library, first = _library(in_place_of_pipe(paths, datetime.now()), samples, memory)
    drawing = _drawing(config.bidi)

    from reader.tui.app import ReaderApp

    warnings: list[str] = []
    app = ReaderApp(
        library,
        translator=lambda: _translator(config, glossaries, warnings.append),
        config=config,
        memory=memory,
        save_memory=kept.save,
        welcome=first,
        drawing=drawing,
    )
    _write_utf8()
    try:
        app.run()
    finally:
        _restore(drawing)
        for warning in warnings:
            complain(NAME, warning)
    leave(app.return_code or 0)  # what is the reader's own was written when it was made


def _write_utf8() -> None:
    """Draw in UTF-8 in an old locale, too: terminals that take nothing else have no Arabic."""
    for stream in (sys.__stdout__, sys.__stderr__):  # Textual writes to one of them
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _library(paths: tuple[str, ...], samples: bool, memory: State) -> tuple[list[Path], bool]:
    """What to open, and whether this is the first time."""
    from reader import locations

    own = [locations.samples_directory()] if samples else []
    if paths or own:
        return [*(Path(path).resolve() for path in paths), *own], not memory.welcomed
    last = [Path(path) for path in memory.library if Path(path).exists()]
    return last or [locations.samples_directory()], not memory.welcomed


def _translator(
    config: Config, glossaries: tuple[str, ...], warn: Callable[[str], None]
) -> Translator:
    from reader.glossary.glossaries import Glossaries
    from reader.memory.store import Memory
    from reader.translator.translator import Translator

    chosen = glossaries or tuple(str(path) for path in config.glossaries or ())
    return Translator(
        target=config.target,
        quality=config.quality,
        termbases=Glossaries.active(chosen),
        memory=Memory(warn=warn),
    )


def _drawing(wanted: str) -> Drawing:
    from reader.tui.bidi import preferred

    if wanted == "terminal":
        return "terminal"
    drawing = preferred()
    return "app" if wanted == "app" and drawing == "terminal" else drawing


def _restore(drawing: Drawing) -> None:
    """Give the terminal its own order of letters back, however the reader ended."""
    from reader.tui.bidi import IMPLICIT_MODE

    if drawing != "terminal" and sys.__stderr__ is not None:
        with suppress(OSError):  # the terminal is closed
            sys.__stderr__.write(IMPLICIT_MODE)
            sys.__stderr__.flush()


def main() -> NoReturn:
    """Entry point of the `reader` command."""
    run(command, NAME)
