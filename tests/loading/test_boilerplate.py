"""Boilerplate: what the site wrote is told from what the author wrote, and not the reverse."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from benchmarks.pages import Score, score
from reader.article import Block
from reader.loading import load
from reader.loading.boilerplate import mark
from tests.counting import calls

PAGES = Path(__file__).parents[1] / "fixtures" / "pages"

PROSE = {
    "ar": "أعلنت السلطات المحلية صباح اليوم عن افتتاح الطريق الجديدة التي تربط المدينة بالميناء، "
    "بعد أشغال دامت ثلاث سنوات وشملت بناء جسرين ونفق. وقال العمدة إن حركة السير ستتحسن كثيرا.",
    "fr": "Les autorités locales ont inauguré ce matin la route qui relie la ville au port, après "
    "trois ans de travaux, deux ponts et un tunnel. Le maire promet une circulation plus fluide.",
    "zh": "当地政府今天上午宣布，连接城市与港口的新公路正式通车，工程历时三年，包括桥梁和隧道。"
    "市长说，交通状况将大为改善，周边居民的出行时间预计缩短一半。",
    "en": "The local authorities opened this morning the road that links the town to the harbour, "
    "after three years of work, two bridges and a tunnel. The mayor expects traffic to ease.",
}


def marks(page: str) -> dict[str, str | None]:
    """The mark of each block of a page, by its text."""
    return {
        block.text: block.boilerplate for article in load(page.encode()) for block in article.blocks
    }


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    return {page.stem: score(page, page.with_suffix(".labels")) for page in PAGES.glob("*.txt")}


def test_no_author_is_lost_on_the_labelled_pages(scores: dict[str, Score]) -> None:
    assert len(scores) >= 8
    lost = [fault for found in scores.values() for fault in found.faults if "LOST" in fault]
    assert lost == []


def test_most_boilerplate_is_found_on_each_labelled_page(scores: dict[str, Score]) -> None:
    for name, found in scores.items():
        assert found.found >= 0.8 * (found.found + found.missed), (name, found.faults)
    found = sum(each.found for each in scores.values())
    assert found >= 0.95 * (found + sum(each.missed for each in scores.values()))


def test_every_block_of_the_labelled_pages_is_in_its_language(scores: dict[str, Score]) -> None:
    wrong = [fault for found in scores.values() for fault in found.faults if "language" in fault]
    assert wrong == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Facebook Twitter WhatsApp", "share"),
        ("شارك على فيسبوك", "share"),
        ("分享到：微信 微博", "share"),
        ("Laisser un commentaire", "comments"),
        ("اترك تعليقا", "comments"),
        ("发表评论", "comments"),
        ("Leave a Reply", "comments"),
        ("© 2020 Gazette des Sables", "legal"),
        ("جميع الحقوق محفوظة لموقع الرمال", "legal"),
        ("版权所有 沙洲网", "legal"),
        ("Mis à jour le 4 mai 2020 à 10h12", "metadata"),
        ("آخر تحديث 12:40", "metadata"),
        ("发布时间：2020-05-04 10:12", "metadata"),
        ("1 204 vues", "metadata"),
        ("إعلان", "advertisement"),
        ("Publicité", "advertisement"),
        ("广告", "advertisement"),
        ("Accueil | Politique | Sport | Culture", "menu"),
        ("قد يهمك أيضا", "menu"),
        ("相关新闻", "menu"),
    ],
)
def test_lines_of_furniture(line: str, reason: str) -> None:
    page = f"{PROSE['fr']}\n\n{line}\n"
    assert marks(page)[line] == reason


@pytest.mark.parametrize(
    "line",
    [
        "الرباط – الصباح",
        "PARIS, 3 mai (Agence) –",
        "Par Hélène Marchand",
        "Les Sables – Notre correspondant",
        "« Il n'y aura pas de retour en arrière. »",
        "«لن نتراجع».",
        "“我们不会后退。”",
        "Une enquête est ouverte.",
        "Les raisons d'un échec",
        "رهانات المرحلة",
        "前路何在",
        "Le droit d'auteur protège les photographies : tous les juges ne sont pas d'accord.",
        "هل ضاعت حقوق النشر؟",
        "أبلغ عن الحادث شهود كانوا في المكان.",
        "انضم المغرب إلى الاتفاقية سنة 2004.",
        "La mise à jour des fichiers prendra deux ans.",
        "Partager les eaux du fleuve reste un sujet de discorde",
        "Il a publié en 1987 son premier roman.",
    ],
)
@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_short_lines_of_the_author_are_kept(line: str, place: str) -> None:
    before = "" if place == "first" else PROSE["fr"] + "\n\n" + PROSE["en"] + "\n\n"
    after = "" if place == "last" else "\n\n" + PROSE["ar"]
    assert marks(before + line + after)[line] is None


@pytest.mark.parametrize("language", PROSE)
def test_prose_is_kept_wherever_it_stands(language: str) -> None:
    page = (
        f"Accueil\nSport\nCulture\n\n{PROSE[language]}\n\nLaisser un commentaire\nNom *\nE-mail *\n"
    )
    assert marks(page)[PROSE[language]] is None
    assert marks(page)["Nom *"] == "comments"


def test_a_repeated_paragraph_is_a_repeat_and_the_first_is_not() -> None:
    blocks = [
        block
        for article in load("\n".join([PROSE["ar"], PROSE["fr"], PROSE["ar"]]).encode())
        for block in article.blocks
    ]
    assert [block.boilerplate for block in blocks] == [None, None, "repeat"]


def test_a_repeated_short_answer_is_the_authors() -> None:
    page = "\n\n".join([PROSE["fr"], "Oui.", PROSE["en"], "Oui.", PROSE["ar"]])
    assert set(marks(page).values()) == {None}


def test_the_title_beside_the_sites_name_is_a_repeat() -> None:
    title = "La route du port ouvre après trois ans de travaux"
    page = f"{title}\n\nGazette des Sables - {title}\n\n{PROSE['fr']}\n\n{title} {title}\n"
    assert [mark for text, mark in marks(page).items() if title in text] == [
        None,
        "repeat",
        "repeat",
    ]


def test_a_list_in_the_middle_ends_where_the_author_goes_on() -> None:
    page = "\n".join(
        [PROSE["fr"], "Lire aussi", "Le tunnel retardé d'une année", "Il reste deux ponts à finir.",
         PROSE["en"], "Une dernière phrase, plus courte."]
    )  # fmt: skip
    found = marks(page)
    assert found["Le tunnel retardé d'une année"] == "ticker"
    assert found["Il reste deux ponts à finir."] is None
    assert found["Une dernière phrase, plus courte."] is None


def test_a_timeline_keeps_its_dates() -> None:
    page = f"{PROSE['fr']}\n\n20 février 2011\n\n{PROSE['en']}\n\nCulture\n\n{PROSE['ar']}"
    assert set(marks(page).values()) == {None}


def test_a_ticker_line_is_a_ticker_of_many_blocks() -> None:
    headlines = [f"Le marché numéro {number} rouvre ses portes au public" for number in range(20)]
    found = marks("    ".join(headlines) + "\n\n" + PROSE["fr"])
    assert [found[headline] for headline in headlines] == ["ticker"] * 20


def test_marking_changes_nothing_else() -> None:
    text = f"Accueil\n{PROSE['fr']}"
    blocks = [
        Block("Accueil", "paragraph", "fr", 0),
        Block(PROSE["fr"], "paragraph", "fr", 8),
    ]
    marked = mark(blocks, text)
    assert [(b.text, b.kind, b.language, b.start) for b in marked] == [
        (b.text, b.kind, b.language, b.start) for b in blocks
    ]


def test_no_blocks() -> None:
    assert mark([], "") == []


def test_what_a_page_says_again_and_again_is_judged_once() -> None:
    blocks = [Block("Découvrez la suite.", "paragraph", "fr", 21 * n) for n in range(2_000)]
    text = "".join(f"{block.text}\n\n" for block in blocks)
    mark(blocks[:1], text)  # what is imported once
    assert calls(partial(mark, blocks, text)) < 120 * len(blocks)
