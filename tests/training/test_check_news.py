"""The checker of the news lines finds each kind of fault, and no fault in the lines kept."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = "The ministry said that 27 million euros, or 5.4%, were spent on 12 April 2026."
ARABIC = "قالت الوزارة إن 27 مليون أورو، أي 5,4 في المائة، صرفت في 12 أبريل 2026."
FRENCH = "Selon lui, 27 millions d'euros, soit 5,4 %, ont été dépensés le 12 avril 2026."
CHINESE = "该部表示，2026年4月12日支出了2700万欧元，占5.4%。"
GOOD = (ENGLISH, ARABIC, FRENCH, CHINESE)


def load() -> ModuleType:
    specification = importlib.util.spec_from_file_location(
        "check_news", ROOT / "training/check_news.py"
    )
    assert specification and specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


checker = load()


def line(**changed: str) -> str:
    texts = dict(zip(("en", "ar", "fr", "zh"), GOOD, strict=True)) | changed
    return "\t".join([*texts.values(), "economy"])


@pytest.mark.parametrize(
    "texts",
    [
        {},
        {"ar": "", "fr": ""},
        {"zh": ""},
        {
            "en": "The court heard thirty-two witnesses in five days.",
            "ar": "استمعت المحكمة إلى اثنين وثلاثين شاهدا في خمسة أيام.",
            "fr": "Le tribunal a entendu trente-deux témoins en cinq jours.",
            "zh": "法院在5天内听取了32名证人的证词。",
        },
        {
            "en": "A headline has no final stop",
            "ar": "عنوان بلا نقطة في آخره",
            "fr": "Un titre n'a pas de point final",
            "zh": "标题末尾没有句号",
        },
    ],
)
def test_good_lines_pass(texts: dict[str, str]) -> None:
    assert list(checker.faults_of(line(**texts))) == []


@pytest.mark.parametrize(
    ("texts", "fault"),
    [
        ({"ar": FRENCH}, "ar: wrong script"),
        ({"zh": CHINESE + "قال"}, "zh: wrong script"),
        ({"ar": ARABIC.replace("قالت", "قَالت")}, "ar: vowel signs"),
        ({"ar": ARABIC.replace("27", "٢٧")}, "ar: Eastern digits"),
        ({"ar": ARABIC.replace("27 مليون", "27 مليار")}, "ar: figures"),
        ({"fr": FRENCH.replace(" %", "%")}, "fr: no space"),
        ({"fr": FRENCH.replace("12 avril", "13 avril")}, "fr: figures"),
        ({"zh": CHINESE.replace("2700万", "270万")}, "zh: figures"),
        ({"zh": CHINESE.replace("5.4%", "5.4%，共31项")}, "zh: figures"),
        ({"zh": CHINESE.replace("，", ",")}, "zh: half-width"),
        ({"zh": CHINESE.rstrip("。")}, "zh: final stop"),
        ({"en": "27 million in 2026."}, "English words"),
        ({"ar": "", "fr": "", "zh": ""}, "no translation"),
        ({"en": ""}, "no English"),
        ({"fr": FRENCH + " "}, "a padded one"),
    ],
)
def test_each_fault_is_named(texts: dict[str, str], fault: str) -> None:
    assert any(fault in found for found in checker.faults_of(line(**texts)))


def test_repeats_and_allowed_figures(tmp_path: Path) -> None:
    wrong = line(zh=CHINESE.replace("27", "28"))
    (tmp_path / "batch-a-001.tsv").write_text(f"{wrong}\n", encoding="utf-8")
    other = line(en=ENGLISH.replace("27 million euros, or 5.4%,", "some"))
    (tmp_path / "batch-a-002.tsv").write_text(f"{wrong}\n{other}\n", encoding="utf-8")
    paths = sorted(tmp_path.glob("*.tsv"))
    (tmp_path / "allow-a.txt").write_text(f"{ENGLISH}\n", encoding="utf-8")
    messages = checker.check(paths)
    assert "batch-a-002.tsv:1: same English as batch-a-001.tsv:1" in messages
    assert "batch-a-002.tsv:2: opens like line 1" in messages
    assert not any("a-001" in message.split(" ")[0] for message in messages)
    (tmp_path / "allow-a.txt").unlink()
    assert any(
        message.startswith("batch-a-001.tsv:1: zh: figures") for message in checker.check(paths)
    )


@pytest.mark.slow
def test_written_batches_have_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    status = checker.main([])
    assert (status, capsys.readouterr().out.endswith("no fault\n")) == (0, True)
