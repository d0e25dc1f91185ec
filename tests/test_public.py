"""What `from reader import …` gives, and the recipes of docs/python.md."""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

import reader
from reader import (
    DragomanError,
    InvalidArgument,
    InvalidPackage,
    Memory,
    Translator,
    UnknownLanguage,
    load,
)

PAGE = Path(__file__).parent.parent / "docs" / "python.md"
RECIPES = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def test_all_is_there_and_nothing_else() -> None:
    assert reader.__all__ == [
        *("Article", "ConfigError", "DownloadFailed", "DragomanError", "Glossaries"),
        *("GlossaryError", "InvalidArgument", "InvalidPackage", "Memory", "ModelNotInstalled"),
        *("Sentence", "StoreError", "Termbase", "Translation", "Translator", "UnknownLanguage"),
        *("UnreadableFile", "load", "save"),
    ]
    for name in reader.__all__:
        assert getattr(reader, name).__name__ == name
    errors = [getattr(reader, name) for name in reader.__all__ if name in vars(reader.errors)]
    assert len(errors) == 10 and all(issubclass(error, DragomanError) for error in errors)
    with pytest.raises(AttributeError):
        reader.nothing  # noqa: B018


def test_what_is_not_used_is_not_imported() -> None:
    code = "import reader, sys; print(sorted(m for m in sys.modules if m.startswith('reader')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "['reader']"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"quality": "excellent"}, InvalidArgument),
        ({"acronyms": "often"}, InvalidArgument),
        ({"device": "abacus"}, InvalidArgument),
        ({"jobs": -1}, InvalidArgument),
        ({"target": "xx-nothing"}, UnknownLanguage),
        ({"source": "klingon"}, UnknownLanguage),
        ({"model": Path("/no/such/model")}, InvalidPackage),
    ],
)
def test_arguments_are_checked(arguments: dict[str, Any], error: type[DragomanError]) -> None:
    with pytest.raises(error) as raised:
        Translator(**arguments)
    assert isinstance(raised.value, DragomanError)
    assert str(next(iter(arguments.values()))) in str(raised.value)


def test_translate_text_keeps_what_is_between_the_sentences() -> None:
    translator = Translator(termbases=(), quality="fast")
    lines = ["زار الوفد مدينة فاس. وعاد إلى الرباط.", "", "وصل الوزير أمس."]
    translated = translator.translate_text("\n".join(lines) + "\n")
    first, second, third, end = translated.split("\n")
    assert second == end == ""
    by_line = [translator.translate_text(line) for line in lines]
    assert [first, second, third] == by_line
    two = [translator.translate_text(part) for part in ("زار الوفد مدينة فاس.", "وعاد إلى الرباط.")]
    assert first == " ".join(two)
    assert translator.translate_text("") == ""
    assert translator.translate_text("2024") == "2024"


def test_sentences_of_a_script_without_spaces_are_set_apart() -> None:
    translator = Translator(termbases=(), quality="fast")
    text = "部长昨天抵达拉巴特。他今天离开。"
    parts = [translator.translate_text(part) for part in ("部长昨天抵达拉巴特。", "他今天离开。")]
    assert translator.translate_text(text, language="zh") == " ".join(parts)


@pytest.mark.slow
@pytest.mark.usefixtures("warm")
def test_an_article_is_translated_as_its_sentences_are() -> None:
    (article,) = load("زار الوفد مدينة فاس.\n\nوعاد إلى الرباط.".encode())
    with Translator(quality="fast") as translator:
        sentences = translator.sentences(article)
        assert list(translator.translate_article(article)) == list(translator.translate(sentences))
    # Closed, it can be asked again.
    assert translator.translate_text("وصل الوزير.")


@pytest.mark.slow
@pytest.mark.usefixtures("warm")
def test_nothing_of_the_user_is_read_unless_asked(places: Path) -> None:
    places.joinpath("data").mkdir(parents=True)
    own = places / "data" / "glossary.csv"
    own.write_text("id,ar,en\nx,الوفد,the Plenipotentiary Legation\n", encoding="utf-8")
    text = "زار الوفد مدينة فاس."
    assert "Plenipotentiary" not in Translator(quality="fast").translate_text(text)
    mine = Translator(quality="fast", termbases=reader.Glossaries.active())
    assert "Plenipotentiary" in mine.translate_text(text)
    assert not (places / "cache" / "translations").exists(), "no store unless one is given"


def test_warnings_are_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "translations").mkdir()
    (tmp_path / "translations" / "cache.db").write_bytes(b"this is not a database " * 100)
    with caplog.at_level(logging.WARNING, logger="dragoman"):
        Memory(tmp_path, tmp_path).read("key")
    assert "damaged" in caplog.text


def test_logging_is_silent_unless_asked_for(tmp_path: Path) -> None:
    (tmp_path / "translations").mkdir()
    (tmp_path / "translations" / "cache.db").write_bytes(b"this is not a database " * 100)
    code = (
        "import sys; from pathlib import Path; from reader import Memory; "
        "Memory(Path(sys.argv[1]), Path(sys.argv[1])).read('key')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_first_lines(capsys: pytest.CaptureFixture[str]) -> None:
    exec(RECIPES[0], {})
    assert "Rabat" in capsys.readouterr().out


@pytest.mark.slow
def test_the_recipe_of_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "articles").mkdir()
    for name, text in (("a", "زار الوفد مدينة فاس."), ("b", "Le ministre est rentré à Rabat.")):
        (tmp_path / "articles" / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "articles" / "c.txt").write_bytes(b"\x00\x01\x02" * 100)
    exec(RECIPES[1], {})
    lines = (tmp_path / "english.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["file"] for line in lines] == ["a.txt", "b.txt"]
    assert (tmp_path / "articles" / ".store" / "translations").is_dir()


@pytest.mark.slow
def test_the_recipe_of_a_notebook() -> None:
    names: dict[str, Any] = {}
    exec(RECIPES[2], names)
    table = names["side_by_side"]("Il est rentré à Rabat.")
    assert table.count("<tr>") == 1 and "Rabat" in table


@pytest.mark.slow
def test_the_recipe_of_a_service() -> None:
    names: dict[str, Any] = {}
    exec(RECIPES[3], names)
    server = names["server"]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found: list[Any] = []

    def ask(text: str) -> None:
        url = f"http://127.0.0.1:{server.server_port}"
        try:
            with urllib.request.urlopen(url, text.encode()) as answer:
                found.append(json.load(answer))
        except urllib.error.HTTPError as error:
            found.append(json.load(error))

    asking = [threading.Thread(target=ask, args=("وصل الوفد إلى فاس.",)) for _ in range(3)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    ask("Сегодня делегация посетила город и встретилась с министром.")
    server.shutdown()
    server.server_close()
    assert found[0] == found[1] == found[2] and found[0]["english"]
    assert "reader models install ru en" in found[3]["error"]
