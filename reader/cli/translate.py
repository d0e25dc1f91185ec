"""`translate`: files in, their translation out."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from reader.cli.console import complain, describe, run
from reader.cli.job import DOCUMENTS, NAME, Job
from reader.cli.options import (
    acronyms_option,
    check_glossaries,
    glossary_option,
    jobs_option,
    no_glossary_option,
    program,
    quality_option,
)
from reader.cli.signals import signal_behind
from reader.errors import DragomanError

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

    from reader.glossary.matching.styles import Acronyms
    from reader.memory.store import Memory
    from reader.translator.quality import Quality

_FORMATS = ("text", "bilingual", "markdown", "jsonl", "html", *DOCUMENTS)
_INPUTS = (
    *("text", "markdown", "html", "docx", "odt", "epub", "pdf"),
    *("srt", "vtt", "eml", "mbox", "feed", "opml", "warc"),
)
"""`loading.FORMATS`, without a wait for what reads them."""
_RECORDS = frozenset(".csv .tsv .json .xml .yaml .yml .tmx .xlf .xliff .po .db .sqlite".split())
"""Endings of formats that hold records, as JSON Lines do."""
_FOREIGN = _RECORDS.union(
    ".rtf .doc .pages .mobi .azw3 .fb2 .xls .xlsx .ods .ppt .pptx .odp .msg "
    ".zip .gz .png .jpg .jpeg".split()
)
"""Those, and others, that no translation is written in; text under them would open nowhere."""
_EPILOG = """\b
Examples:
  translate article.txt                    line by line
  translate -f bilingual article.txt | less
                                           each paragraph and its translation
  translate --article -o out.html page.html
                                           the article alone, side by side
  translate --output-dir english/ *.txt    one output for each input
  translate reports/ -o english/           a folder; run again, what is new
  curl -s URL | translate -                whatever comes down the pipe
  translate --report article.txt           with what became of each term

Nothing leaves this machine. Translations are kept: the same text again is
instant, and an interrupted run resumes where it stopped when run again.

Exit status: 0 done, 1 something could not be translated, 2 wrong usage, 130
interrupted."""


def _known_encoding(
    context: click.Context, parameter: click.Parameter, value: str | None
) -> str | None:
    if not value:
        return None
    from reader.loading.decoding import named

    try:
        named(value)
    except DragomanError as error:
        raise click.BadParameter(str(error)) from None
    return value


@click.command(NAME, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(readable=False))
@click.option("-t", "--target", default="en", metavar="LANG", help="Translate into LANG.  [en]")
@click.option(
    "-s",
    "--source",
    default="auto",
    metavar="LANG",
    help="Language of the text: ar, fr, zh…; auto detects it paragraph by paragraph.  [auto]",
)
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(_FORMATS),
    help="text: line N translates line N of the input; bilingual: paragraph by paragraph; "
    "markdown; jsonl: one record per sentence; html: a page, side by side; same: a document of "
    "the input's own kind; docx, epub: one made of any input.  [text, or what --output "
    "is named as]",
)
@click.option(
    "--bilingual",
    is_flag=True,
    help="Put each paragraph's translation below it.",
)
@click.option(
    "-o", "--output", type=click.Path(readable=False), metavar="FILE", help="Write to FILE."
)
@click.option(
    "--output-dir",
    type=click.Path(file_okay=False, readable=False),
    metavar="DIR",
    help="Write one output for each input to DIR.",
)
@click.option(
    "--watch",
    is_flag=True,
    help="FILE is a folder: keep translating what arrives in it, until Ctrl-C.",
)
@click.option("--article", is_flag=True, help="Leave out menus, comment forms and repetitions.")
@quality_option
@glossary_option
@no_glossary_option
@acronyms_option
@click.option("--strict", is_flag=True, help="Use preferred terms only, not admitted variants.")
@click.option(
    "--check",
    is_flag=True,
    help="Exit 1 if a number, an address or a term was lost.",
)
@click.option("--report", is_flag=True, help="Print what became of each term to standard error.")
@click.option(
    "--model",
    type=click.Path(readable=False),
    metavar="MODEL",
    help="Translate with this model: a name that `reader models` lists, a folder or an archive.",
)
@click.option(
    "--memory",
    "memories",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Use the translations in a TMX, XLIFF or tab-separated FILE too. May be repeated.",
)
@click.option("--no-cache", is_flag=True, help="Use neither the store nor your corrections.")
@jobs_option
@click.option(
    "--input-format",
    type=click.Choice(_INPUTS),
    metavar="FORMAT",
    help=f"Format of the input: {', '.join(_INPUTS)}.  [detected]",
)
@click.option(
    "--encoding",
    metavar="NAME",
    callback=_known_encoding,
    help="Encoding of the input.  [detected]",
)
@program(NAME)
def command(
    files: tuple[str, ...],
    target: str,
    source: str,
    format_: str | None,
    bilingual: bool,
    output: str | None,
    output_dir: str | None,
    watch: bool,
    article: bool,
    quality: Quality,
    glossaries: tuple[str, ...],
    no_glossary: bool,
    acronyms: Acronyms,
    strict: bool,
    check: bool,
    report: bool,
    model: str | None,
    memories: tuple[Path, ...],
    no_cache: bool,
    jobs: int,
    input_format: str | None,
    encoding: str | None,
) -> int:
    """Translate Arabic, French and Chinese texts, offline.

    FILE is plain text, Markdown or HTML in any usual encoding, a document (.docx, .odt, .epub,
    .pdf), subtitles (.srt, .vtt), mail (.eml, .mbox), a feed (.rss, .atom, .opml) or a web archive
    (.warc). - is standard input, which is also read in a pipe where no FILE is named. In a folder,
    every such file that is new or changed is translated to the same place in another.
    """
    if not files:
        if sys.stdin is None or sys.stdin.isatty():
            raise click.UsageError("no input: give a FILE, or - for standard input")
        files = ("-",)
    if output and output_dir:
        raise click.UsageError("--output and --output-dir exclude each other")
    check_glossaries(glossaries, no_glossary)
    if model == "":
        raise click.UsageError("--model is empty: give it a name")
    folder = _folder(files, output, output_dir)
    if watch and folder is None:
        raise click.UsageError("--watch waits for files in a folder: name one, and --output")
    from reader.cli.outputs import places

    if bilingual and format_ == "markdown":
        raise click.UsageError(
            "-f markdown holds the translation alone: for both languages, use -f bilingual or html"
        )
    if bilingual and format_ == "text":
        format_ = "bilingual"
    kind = format_
    format_ = format_ or _format(files, output, bilingual)
    outputs = [] if folder else places(files, output, output_dir, format_)

    from reader.translator.translator import Translator

    if memories and no_cache:
        raise click.UsageError("--memory and --no-cache exclude each other")
    memory = None if no_cache else _memory()
    brought = _consult(memory, memories, source, target) if memory and memories else None
    try:
        translator = Translator(
            target=target,
            source=source,
            quality=quality,
            termbases=_termbases(glossaries, no_glossary),
            acronyms=acronyms,
            strict=strict,
            memory=memory,
            model=Path(model) if model else None,
            jobs=jobs,
        )
        _ = translator.termbases  # a glossary with faults is reported before anything is written

        def job_for(format_: str) -> Job:
            return Job(translator, format_, article, report, check, input_format, encoding)

        if folder is not None:
            from reader.cli.folder import Folder, fingerprint

            asked = fingerprint(translator, memories, kind, bilingual, article, encoding, model)
            place = Path(output or output_dir or "")
            work = Folder(folder, place, kind, bilingual, job_for, asked)
            return work.watch() if watch else work.run()
        job = job_for(format_)
        if format_ in DOCUMENTS:
            return _write_back(job, files, outputs, format_, bilingual)
        return _write(job, files, outputs)
    except BrokenPipeError:
        return 141  # whoever reads our output has seen enough; click would say 1
    except (KeyboardInterrupt, Exception) as error:
        if not isinstance(signal_behind(error), KeyboardInterrupt):
            raise
        kept = "" if no_cache else "; what was translated is kept: run it again to go on"
        complain(NAME, f"interrupted{kept}")
        return 130
    finally:
        if memory is not None:
            memory.close()
        if brought is not None:
            brought.cleanup()


def _folder(files: tuple[str, ...], output: str | None, output_dir: str | None) -> Path | None:
    """The one folder that is to be translated; None where files are."""
    if not any(map(os.path.isdir, files)):
        return None
    from reader.cli.folder import folder_of

    return folder_of(files, output, output_dir)


def _format(files: tuple[str, ...], output: str | None, bilingual: bool) -> str:
    """The format that is meant where none is named."""
    from reader.export import FORMATS
    from reader.export.documents import SAME
    from reader.loading.formats import ENDINGS, ending, of_file

    kind = ENDINGS.get(ending(output)) if output else None
    alike = bool(output) and all(ending(file) == ending(output or "") for file in files)
    if alike and kind is None:
        kind = of_file(files[0])  # a feed may be called .xml
    is_folder = bool(output) and Path(output or "").is_dir()
    if output and not is_folder:
        if kind == "html" or (kind == "markdown" and not bilingual):
            return kind
        if ending(output) == FORMATS["jsonl"]:
            return "jsonl"
    if kind in SAME and kind not in ("text", "markdown", "html"):
        return "same"
    foreign = bool(output) and ending(output or "") in _FOREIGN and not alike
    if output and (foreign or kind not in (None, "text", "markdown", "html")) and not is_folder:
        suffix = ending(output)
        does = f"reads {suffix} and does not write it" if kind else f"does not write {suffix}"
        instead = ".jsonl" if suffix in _RECORDS else ".docx or .html"
        raise click.UsageError(
            f"{output}: Dragoman {does}: choose another ending, such as {instead}, or a --format"
        )
    return "bilingual" if bilingual else "text"


def _write(job: Job, files: tuple[str, ...], outputs: list[Path | None]) -> int:
    """All inputs to one output, or each to one of its own; the exit status."""
    from reader.cli.outputs import opened

    if len(outputs) == 1:
        with opened(outputs[0]) as out:
            failed = job.run(files, out)
            if failed and not job.begun:
                raise click.exceptions.Exit(failed)  # the file that is there stays
        return failed
    failed = 0
    for file, place in zip(files, outputs, strict=True):
        try:
            with opened(place) as out:
                failed |= job.run((file,), out, stop_at_error=True)
        except (DragomanError, OSError) as error:
            complain(NAME, describe(error))
            failed = 1
    return failed


def _write_back(
    job: Job, files: tuple[str, ...], outputs: list[Path | None], kind: str, bilingual: bool
) -> int:
    """Each document to one of its own kind, or all inputs to one that is made of them."""
    from reader.export.documents.making import MADE
    from reader.loading.formats import ENDINGS, ending

    groups: list[tuple[str, ...]] = [(file,) for file in files]
    if len(outputs) < len(files):
        wanted = ENDINGS.get(ending(str(outputs[0] or ""))) if kind == "same" else kind
        if wanted not in MADE:
            raise click.UsageError("a document is written to a file of its own: use --output-dir")
        groups = [files]
    failed = 0
    for group, place in zip(groups, outputs, strict=True):
        try:
            failed |= job.write_back(group, place, kind, bilingual=bilingual)
        except (DragomanError, OSError) as error:
            if isinstance(error, BrokenPipeError):
                raise
            complain(NAME, describe(error))
            failed = 1
    return failed


def _consult(
    memory: Memory, files: tuple[Path, ...], source: str, target: str
) -> TemporaryDirectory[str]:
    """Let the run use other memories' translations; the folder is to be cleaned up after it."""
    from tempfile import TemporaryDirectory

    from reader.languages import normalise
    from reader.memory.exchange import read
    from reader.memory.units import Units

    folder = TemporaryDirectory(prefix="dragoman-")
    language = None if source == "auto" else normalise(source)
    try:
        units = Units(Path(folder.name) / "memory.db")
        for file in files:
            warn = partial(complain, NAME)
            units.add(read(file, source=language, target=normalise(target), warn=warn))
    except BaseException:
        folder.cleanup()
        raise
    memory.consult(units)
    return folder


def _memory() -> Memory:
    from reader.memory.store import Memory

    return Memory(warn=lambda message: complain(NAME, message))


def _termbases(paths: tuple[str, ...], none: bool) -> Any:
    if none:
        return ()
    from reader.glossary.glossaries import Glossaries

    return Glossaries.active(paths)


def main() -> NoReturn:
    """Entry point of the `translate` command."""
    run(command, NAME)
