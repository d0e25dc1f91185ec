"""A translator without a model, which writes down what it is asked and can be made to die."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from reader.archive.plan import Plan
from reader.article import Sentence, Translation
from reader.translator.translator import Translator

ENGINE = "tests.archive.stub:translator"


class Stub(Translator):
    """Translates into capitals.

    A file named `deadly` beside its log kills its process once: from the third sentence on, where
    the words of the file come.
    """

    log: Path | None = None

    def translate(self, sentences: Iterable[Sentence], *_: Any, **__: Any) -> Iterator[Translation]:
        deadly, words = Path(), None
        if self.log is not None:
            deadly = self.log.with_name("deadly")
            with suppress(FileNotFoundError):
                words = deadly.read_text("utf-8")
        for number, sentence in enumerate(sentences):
            if words is not None and number >= 2 and words in sentence.text:
                words = None
                with suppress(FileNotFoundError):  # unless another has died of it
                    deadly.unlink()
                    os.kill(os.getpid(), signal.SIGKILL)
            if self.log is not None:
                with self.log.open("a", encoding="utf-8") as out:
                    out.write(sentence.text.replace("\n", " ") + "\n")
            if "خطأ فادح" in sentence.text and self.log is not None:
                raise RuntimeError("the engine has failed")
            origin = "model" if self._has_work(sentence) else "copied"
            yield Translation(sentence, sentence.text.upper(), origin, package="stub")  # type: ignore[arg-type]


def translator(plan: Plan, cores: int) -> Stub:
    """See `Plan.engine`."""
    made = Stub(target=plan.target, source=plan.language, termbases=())
    log = os.environ.get("STUB_LOG")
    made.log = Path(log) if log else None
    return made
