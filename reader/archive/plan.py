"""What is to be done with an archive, and where each file of the work is."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.errors import ConfigError

if TYPE_CHECKING:
    from reader.glossary.matching.styles import Acronyms
    from reader.translator.quality import Quality
    from reader.translator.translator import Translator

_NONE = ("none",)
ENGINE = "reader.archive.plan:translator"


@dataclass(frozen=True, slots=True)
class Plan:
    """The work on an archive. It travels to every worker.

    Paths have to mean the same on all machines: a folder that they share.
    """

    source: str
    """The input: a file or a folder."""
    target_folder: str
    target: str = "en"
    language: str = "auto"
    """Of the articles; "auto" for that of each block."""
    quality: Quality = "balanced"
    glossaries: tuple[str, ...] = ()
    """Names, as `Glossaries.active` takes them; ("none",) for none."""
    acronyms: Acronyms = "asis"
    strict: bool = False
    format: str = "parquet"
    """Of the output: parquet or jsonl."""
    author_only: bool = False
    """Whether what is the site's is left out."""
    text_field: str = "text"
    id_field: str = "id"
    is_html: bool = False
    """Whether the texts of records are HTML."""
    part: int = 1_000
    """Articles of a file of the output."""
    unit: int = 2_000
    """Sentences that are translated between two times that work is kept."""
    buckets: int = 1
    """Parts that all sentences are divided into, so that one fits in memory."""
    engine: str = ENGINE
    """What makes the translator: module:function, called with the plan and its cores."""

    @property
    def output(self) -> Path:
        """Folder of the output."""
        return Path(self.target_folder)

    @property
    def work(self) -> Path:
        """Folder of what is made on the way."""
        return self.output / ".work"

    def folder(self, step: str) -> Path:
        """Folder of what a step makes."""
        return self.work / step

    @property
    def record(self) -> Path:
        """The file that says what the output is made of."""
        return self.output / "archive.json"

    def settings(self) -> dict[str, Any]:
        """All that decides what the output will be."""
        fields = asdict(self)
        del fields["target_folder"]
        return fields


_BUCKET = 16 << 20
"""Bytes of input for which there is a bucket."""
_MOST_BUCKETS = 1024


def buckets_of(size: int) -> int:
    """Into how many buckets the sentences of an input of so many bytes are divided."""
    return max(1, min(_MOST_BUCKETS, size // _BUCKET))


def begun(plan: Plan, inputs: list[tuple[str, int]]) -> None:
    """Note what the output is made of, or check that it is the same as before.

    Args:
        plan: the plan.
        inputs: the input's files, with their sizes.

    Raises:
        ConfigError: the folder holds something else.
    """
    from reader import __version__
    from reader.files import replace_file

    digest = hashlib.sha256(json.dumps(inputs).encode("utf-8", "surrogateescape")).hexdigest()
    wanted = {
        "dragoman": __version__,
        "settings": json.loads(json.dumps(plan.settings())),
        "glossaries": _glossaries(plan),
        "input": {"files": len(inputs), "bytes": sum(size for _, size in inputs), "sha256": digest},
    }
    if plan.record.exists():
        try:
            recorded = json.loads(plan.record.read_text("utf-8"))
        except ValueError:
            recorded = None
        if recorded != wanted:
            raise ConfigError(
                f"{plan.output} was begun with another input, other options or other glossaries: "
                "choose another folder, or remove it"
            )
        return
    if plan.output.exists() and any(plan.output.iterdir()):
        raise ConfigError(f"{plan.output} is not empty: choose another folder")
    plan.output.mkdir(parents=True, exist_ok=True)
    replace_file(plan.record, (json.dumps(wanted, indent=1) + "\n").encode())


def _glossaries(plan: Plan) -> dict[str, str]:
    """Digests of the glossaries that are held to, by name."""
    from reader.glossary.glossaries import Glossaries

    if plan.glossaries == _NONE:
        return {}
    paths = [base.path for base in Glossaries.active(plan.glossaries) if base.path is not None]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def translator_of(plan: Plan, cores: int) -> Translator:
    """The translator that a plan asks for."""
    module, _, name = plan.engine.partition(":")
    made: Translator = getattr(import_module(module), name)(plan, cores)
    return made


def translator(plan: Plan, cores: int) -> Translator:
    """The usual one: no store, since a sentence is translated once.

    Args:
        plan: the plan.
        cores: how many it may use.
    """
    from reader.glossary.glossaries import Glossaries
    from reader.translator.translator import Translator

    none = plan.glossaries == _NONE
    return Translator(
        target=plan.target,
        source=plan.language,
        quality=plan.quality,
        termbases=() if none else Glossaries.active(plan.glossaries),
        acronyms=plan.acronyms,
        strict=plan.strict,
        jobs=cores,
    )
