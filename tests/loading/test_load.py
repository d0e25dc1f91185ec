"""Loading: any input becomes articles whose texts, joined, are that input."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.article import Article
from reader.errors import UnreadableFile
from reader.loading import load, stream

PAGES = sorted((Path(__file__).parents[1] / "fixtures" / "pages").glob("*.txt"))
PARAGRAPH = (
    "Les autorités locales ont inauguré ce matin la route qui relie la ville au port, après "
    "trois ans de travaux, deux ponts et un tunnel. Le maire promet une circulation plus fluide."
)


def assert_whole(articles: list[Article], text: str) -> None:
    """Assert that the articles are the text, and that each block stands where it says."""
    assert "".join(article.text for article in articles) == text
    at = 0
    for article in articles:
        assert article.start == at
        end = 0
        for block in article.blocks:
            start = block.start - article.start
            assert start >= end
            end = start + len(block.text)
            assert article.text[start:end] == block.text
            assert block.text == block.text.strip() != ""
        at += len(article.text)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_pages_are_whole(page: Path) -> None:
    assert_whole(load(page), page.read_bytes().decode())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_path_its_bytes_and_its_stream_are_one(page: Path) -> None:
    articles = load(page)
    data = page.read_bytes()
    assert list(stream(page)) == load(str(page)) == articles
    assert [a.blocks for a in load(data)] == [a.blocks for a in articles]
    assert {a.source for a in load(data)} == {"-"}
    assert {a.source for a in articles} == {str(page)}


LINES = st.lists(
    st.sampled_from(
        [PARAGRAPH, "Un titre de presse", "- puce", "* étoile *", "*tout*", "---", "", "  ", "\t",
         "الرئيسية", "قد يهمك أيضا", "新闻......", "会议今天闭幕，各方同意共享。" * 3 + "......",
         "a    b    c    d    e    f" * 8, "© 2020", "\u200f", "\ufeff", "12/03/2024", "> cité",
         "| a | b |", "|---|---|", "```", "# Titre", "Titre\n====", "[lien](http://a.b)", "\x0b",
         "X", "\u2028", "1. un"]
    ),
    max_size=14,
)  # fmt: skip
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n"])


@given(LINES, ENDS, st.sampled_from(["text", "markdown"]))
@example(["---", "# Titre", "---"], "\n", "markdown")
@settings(max_examples=200)
def test_any_text_is_whole(lines: list[str], end: str, format: str) -> None:
    text = end.join(lines)
    articles = load(text.encode(), format=format)
    if articles:
        assert_whole(articles, text.removeprefix("\ufeff"))
    else:
        assert not any(character.isalnum() for character in text)


def test_what_begins_with_many_comments_is_told_at_once() -> None:
    comments = "<!-- a -->" * 60
    for end, kind in (("<html><body><p>Le port</p></body></html>", "html"), ("Le port", "text")):
        (article,) = load((comments + end).encode())
        assert ("<!--" in article.text) == (kind == "text")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO("نعم.\n".encode("cp1256")))
    monkeypatch.setattr(sys, "stdin", stdin)
    (article,) = load("-")
    assert (article.text, article.source) == ("نعم.\n", "-")
    assert not stdin.buffer.closed


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\xef\xbb\xbf", b"---\n"])
def test_an_empty_input_has_no_articles(data: bytes) -> None:
    assert load(data) == []


def test_blank_lines_alone_are_kept_by_the_stream() -> None:
    for text in ("\n \n\n", "\r\r", "---\n", "\u202f\n"):
        (article,) = stream(text.encode())
        assert (article.text, article.blocks) == (text, ())
    assert list(stream(b"")) == []


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    locked = tmp_path / "locked.txt"
    locked.write_text("x")
    locked.chmod(0)
    picture = tmp_path / "a.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0")
    cases = [
        (tmp_path / "none.txt", "no such file"),
        (tmp_path, "is a folder"),
        (picture, "picture"),
    ]
    if os.geteuid():
        cases.append((locked, "permissions"))
    for path, says in cases:
        with pytest.raises(UnreadableFile, match=says) as caught:
            load(path)
        assert str(path) in str(caught.value)
        assert "\n" not in str(caught.value)
    with pytest.raises(UnreadableFile, match="no format is called"):
        load(b"x", format="doc")
    with pytest.raises(UnreadableFile):
        load("nul\0byte.txt")


def test_the_format_is_told_from_the_name_and_the_content(tmp_path: Path) -> None:
    markdown = tmp_path / "a.md"
    markdown.write_text("# Titre\n\nTexte.\n")
    assert [b.text for b in load(markdown)[0].blocks] == ["Titre", "Texte."]
    assert [b.text for b in load(markdown, format="text")[0].blocks] == ["# Titre", "Texte."]
    page = tmp_path / "page"
    page.write_text("<!DOCTYPE html><html><body><p>Texte.</p></body></html>")
    assert [b.text for b in load(page)[0].blocks] == ["Texte."]
    assert load(page, format="text")[0].text.startswith("<!DOCTYPE")


# --- Titles and several articles ------------------------------------------------------------


def titles(page: str) -> list[str]:
    return [article.title for article in load(page.encode())]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        (
            "fr-court-verdict",
            ["Procès des faux visas : jusqu'à huit ans de prison pour les meneurs"],
        ),
        ("ar-port-exercise", ["ميناء الواحة يحتضن تمرينا مشتركا لمحاكاة حادث تسرب كيماوي"]),
        ("zh-desert-solar", ["沙漠里的光伏电站：一座小城的三年"]),
        ("mixed-music-festival", ["Le festival des musiques du désert fait le plein"]),
        (
            "zh-trade-digest",
            [
                "阿尔及利亚与突尼斯重开边境铁路货运",
                "摩洛哥丹吉尔港集装箱吞吐量创新高",
                "利比亚石油出口恢复正常",
                "埃及启动三百兆瓦风电项目招标",
                "毛里塔尼亚渔业协定谈判进入第三轮",
            ],
        ),
    ],
)  # fmt: skip
def test_titles_of_the_labelled_pages(name: str, found: list[str]) -> None:
    page = next(page for page in PAGES if page.stem == name)
    assert [article.title for article in load(page)] == found


def test_articles_between_rules_are_apart() -> None:
    page = "\n\n---\n\n".join(f"Titre {n} du jour\n\n{PARAGRAPH} {n}." for n in ("un", "deux"))
    assert titles(page) == ["Titre un du jour", "Titre deux du jour"]
    assert_whole(load(page.encode()), page)


def test_articles_with_a_date_under_each_title_are_apart() -> None:
    page = "\n\n".join(
        f"Titre {name} du jour\nPublié le 3 mai 2020 à 10h12\n\n"
        f"{PARAGRAPH} {name}.\n\nSuite {PARAGRAPH} {name}.\n"
        for name in ("un", "deux", "trois")
    )
    assert titles(page) == ["Titre un du jour", "Titre deux du jour", "Titre trois du jour"]


def test_sub_headings_do_not_make_articles() -> None:
    parts = "\n\n".join(f"Sous-titre {n}\n\n{PARAGRAPH} ({n})" for n in range(6))
    page = f"Le grand titre\n\n{PARAGRAPH}\n\n{parts}\n"
    (article,) = load(page.encode())
    assert article.title == "Le grand titre"
    assert [b.kind for b in article.blocks].count("title") == 1
    assert [b.kind for b in article.blocks].count("heading") == 6


def test_a_paragraph_that_trails_off_does_not_make_an_article() -> None:
    page = f"Le grand titre\n\n{PARAGRAPH} Et puis...\n\nUn sous-titre\n\nSuite. {PARAGRAPH}\n"
    assert titles(page) == ["Le grand titre"]


def test_two_teasers_are_two_articles() -> None:
    page = f"Un titre\n\n{PARAGRAPH} Et...\n\nUn autre titre\n\nSuite. {PARAGRAPH} Puis...\n"
    assert titles(page) == ["Un titre", "Un autre titre"]


def test_an_article_without_a_title_is_called_by_its_first_words() -> None:
    (title,) = titles(PARAGRAPH)
    assert PARAGRAPH.startswith(title.rstrip("…"))
    assert title.endswith("…") and len(title) <= 91


# --- Huge texts -----------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("end", ["\n\n", "\r\n\r\n", "\n", " "])
def test_a_long_text_is_streamed_whole(tmp_path: Path, end: str) -> None:
    text = "\ufeff" + end.join(
        f"Paragraphe {n}. أعلنت السلطات عن ذلك. 新公路通车。" * 40 for n in range(2_000)
    )
    path = tmp_path / "long.txt"
    path.write_bytes(text.encode())
    assert path.stat().st_size > 5 << 20
    articles = stream(path)
    first = next(articles)
    assert 0 < len(first.text) < 1_200_000
    kept = text[1:]
    at = 0
    for article in (first, *articles):
        assert article.start == at
        assert kept.startswith(article.text, at)
        assert all(kept.startswith(block.text, block.start) for block in article.blocks)
        at += len(article.text)
    assert at == len(kept)


@pytest.mark.slow
def test_a_long_stretch_of_blank_lines_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "blank.txt"
    text = PARAGRAPH + "\n" * (5 << 20) + PARAGRAPH
    path.write_text(text)
    assert "".join(article.text for article in stream(path)) == text


# --- Hostile texts --------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    "filling",
    [".", " ", "- ", "| ", "*", "_a", "=", "~", "`", "[", "](", "> ", "#", "<", "&", "\t", "»", "!",
     "،", "\u0301", "\u200f", "<b>", "<p>", "<br>", "<a href=x>", "<!--", "![", "1. a\n", "|a|\n",
     "<td>", "<ul><li>", "</p>", "<q>", "a-\n", "Nom\n", "Accueil\n", "12/03/2020\nUn titre\n"],
)  # fmt: skip
@pytest.mark.parametrize("format", ["text", "markdown", "html"])
def test_a_long_repetition_is_nothing_special(filling: str, format: str) -> None:
    """Each of these took minutes, or for ever, where a pattern went over a text again."""
    text = "La police" + filling * (20_000 // len(filling)) + " est ici."
    words = [
        block.text for article in load(text.encode(), format=format) for block in article.blocks
    ]
    assert "La police" in " ".join(words)


@pytest.mark.parametrize(
    "blank", ["\u202f", "\u2003", "\u2009", "\u205f", "\x1f", "\u200f", "\ufeff"]
)
def test_a_line_of_any_blank_is_blank(blank: str) -> None:
    text = f"Un titre\n{blank}\nUne ligne\n{blank}{blank}\nUne autre\n"
    (article,) = load(text.encode())
    assert [block.text for block in article.blocks] == ["Un titre", "Une ligne", "Une autre"]
    assert_whole([article], text)
    assert load((blank + "\n").encode() * 3) == []


def test_a_line_far_down_a_book_is_not_its_title() -> None:
    spoken = ["— Le port est fermé.", "Personne ne répondit.", "La nuit tombait.", "— Et demain ?"]
    prose = (
        "Le port et la mer changent avec la saison, et les pêcheurs, qui n'avaient rien dit, "
        "regardaient le port s'éteindre, la mer monter et le phare tourner."
    )
    far = "\n\n".join([*spoken * 20, "Le port et la mer", prose, prose])
    near = "\n\n".join(["Mes livres", "Accueil", *spoken[1:3], "Le port et la mer", prose, prose])
    assert load(far.encode())[0].title == spoken[0].removeprefix("— ")
    assert load(near.encode())[0].title == "Le port et la mer"
