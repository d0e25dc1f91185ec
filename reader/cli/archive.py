"""`reader archive`: collections of articles, translated on one machine or on many."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import click

from reader.cli.console import complain
from reader.cli.options import (
    acronyms_option,
    check_glossaries,
    glossary_option,
    no_glossary_option,
    quality_option,
)
from reader.cli.printing import counted
from reader.files import real_path

_NAME = "reader"


@click.group("archive", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Translate collections of articles, on one machine or on many."""


@command.command("translate", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("source", metavar="IN", type=click.Path())
@click.argument("output", metavar="OUT", type=click.Path(file_okay=False))
@click.option("-t", "--target", default="en", metavar="LANG", help="Translate into LANG.  [en]")
@click.option(
    "-s",
    "--source",
    "language",
    default="auto",
    metavar="LANG",
    help="Language of the articles; auto detects it paragraph by paragraph.  [auto]",
)
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(["parquet", "jsonl"]),
    default="parquet",
    help="Of the files in OUT; JSON Lines are compressed with Zstandard.  [parquet]",
)
@quality_option
@glossary_option
@no_glossary_option
@acronyms_option
@click.option("--strict", is_flag=True, help="Use preferred terms only, not admitted variants.")
@click.option("--article", is_flag=True, help="Leave out menus, comment forms and repetitions.")
@click.option(
    "--text",
    "text_field",
    default="text",
    metavar="FIELD",
    help="The field of a record that holds its text.  [text]",
)
@click.option(
    "--id",
    "id_field",
    default="id",
    metavar="FIELD",
    help="The field of a record that names it.  [id]",
)
@click.option("--html", is_flag=True, help="The texts of records are HTML.")
@click.option("--local", is_flag=True, help="Do all of it in this process, without Ray.")
@click.option(
    "--address", metavar="ADDRESS", help="Use a Ray cluster that runs: auto, or its address."
)
@click.option(
    "--workers",
    type=click.IntRange(min=0),
    default=0,
    metavar="N",
    help="Workers at once.  [as many as there are cores for]",
)
@click.option(
    "--cores", type=click.IntRange(min=1), default=1, metavar="N", help="Cores of a worker.  [1]"
)
@click.option("--engine", hidden=True)
def translate(
    source: str,
    output: str,
    target: str,
    language: str,
    format_: str,
    glossaries: tuple[str, ...],
    no_glossary: bool,
    article: bool,
    html: bool,
    local: bool,
    address: str | None,
    workers: int,
    cores: int,
    engine: str | None,
    **others: Any,
) -> None:
    """Translate all articles in IN, and write them to the folder OUT.

    IN is a file of records (Parquet, or JSON Lines, also as .zst or .gz), a web archive, any
    document that translate reads, or a folder of such files. A sentence that occurs a
    thousand times is translated once. What was done before an interruption is not done again.
    The exit status is 1 if something could not be translated: OUT/errors says what, and why.
    """
    if local and address:
        raise click.UsageError("--local and --address exclude each other")
    check_glossaries(glossaries, no_glossary)
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise click.ClickException(
            "--local needs pyarrow: pip install pyarrow"
            if local
            else "an archive needs pyarrow and Ray: pip install pyarrow 'ray[data]'"
        ) from None
    from reader import languages
    from reader.archive.inputs import files_of
    from reader.archive.plan import ENGINE, Plan, buckets_of
    from reader.archive.running import Here, OnRay
    from reader.archive.steps import translate as run

    places: dict[str, Any] = {
        "source": str(real_path(Path(source))),
        "target_folder": str(real_path(Path(output))),
    }
    if places["source"] == places["target_folder"]:
        raise click.UsageError(f"{output} is input and output: choose another folder")
    plan = Plan(
        **places,
        target=languages.normalise(target),
        language=language if language == "auto" else languages.normalise(language),
        format=format_,
        glossaries=("none",) if no_glossary else tuple(map(_whole, glossaries)),
        author_only=article,
        is_html=html,
        buckets=buckets_of(sum(path.stat().st_size for path in files_of(Plan(**places)))),
        engine=engine or ENGINE,
        **others,
    )
    began = time.monotonic()
    runner: Here | OnRay = Here()
    if not local:
        runner = OnRay(address=address, workers=workers, cores=cores)
    try:
        totals = run(plan, runner, _Told())
    finally:
        if isinstance(runner, OnRay):
            runner.close()
    seconds = time.monotonic() - began
    errors = counted(totals["errors"], "error")
    saved = totals["occurrences"] - totals["different"]
    complain(
        _NAME,
        f"{counted(totals['articles'], 'article')}, {counted(totals['sentences'], 'sentence')}"
        + (f" ({saved:,} of them repeats)" if saved > 0 else "")
        + (f", {errors} (see {output}/errors)" if totals["errors"] else "")
        + f"; {seconds:,.0f} s",
    )
    if totals["errors"]:
        raise click.exceptions.Exit(1)


def _whole(name: str) -> str:
    """A glossary's name, or its file as every worker finds it."""
    return str(Path(name).resolve()) if Path(name).is_file() else name


class _Told:
    """Tells how far the work is: on a terminal in one line, else a line a step."""

    def __init__(self) -> None:
        self._due = 0.0

    def __call__(self, step: str, done: int, whole: int) -> None:
        is_last = done == whole
        if sys.stderr.isatty():
            if is_last or time.monotonic() >= self._due:
                self._due = time.monotonic() + 0.2
                end = "\n" if is_last else ""
                print(
                    f"\r{step}: {done:,} of {whole:,}\x1b[K", end=end, file=sys.stderr, flush=True
                )
        elif is_last:
            complain(_NAME, f"{step}: {whole:,} of {whole:,}")
