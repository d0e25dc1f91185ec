"""Plain text keeps the input's lines."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader import export
from reader.article import Article, Block, Sentence, Translation
from tests.export.build import article, sentences, translated, written

PAGE = (
    "Menu | Sports\n\n  Le port ouvre.\n\nLa mer monte. Elle est\nforte et grise\ncette nuit.\n\n\n"
    "Partager\nSuivre\n\nLe vent tombe.\n"
)
LINES = article(
    PAGE,
    ("Menu | Sports", "paragraph", "fr", "menu"),
    ("Le port ouvre.", "title", "fr"),
    ("La mer monte. Elle est\nforte et grise\ncette nuit.", "paragraph", "fr"),
    ("Partager", "paragraph", "fr", "share"),
    ("Suivre", "paragraph", "fr", "share"),
    ("Le vent tombe.", "paragraph", "fr"),
)
FIN = ("Fin.", "paragraph", "fr")
SHARE = ("Partager", "paragraph", "fr", "share")
ENGLISH = {
    "Menu | Sports": "Menu | Sport",
    "Le port ouvre.": "The port opens.",
    "La mer monte.": "The sea rises.",
    "Elle est\nforte et grise\ncette nuit.": "It is strong and grey this night.",
    "Partager": "Share",
    "Suivre": "Follow",
    "Le vent tombe.": "The wind drops.",
}


def test_each_line_holds_the_translation_of_the_same_line():
    assert written("text", (LINES, translated(LINES, ENGLISH))) == (
        "Menu | Sport\n\n  The port opens.\n\nThe sea rises. It is\nstrong and grey\n"
        "this night.\n\n\nShare\nFollow\n\nThe wind drops.\n"
    )


def test_boilerplate_lines_vanish_and_blank_runs_become_one_line():
    text = written("text", (LINES, translated(LINES, ENGLISH)), include_boilerplate=False)
    assert text == (
        "  The port opens.\n\nThe sea rises. It is\nstrong and grey\nthis night.\n\n"
        "The wind drops.\n"
    )


def test_boilerplate_at_an_end_leaves_one_line_end():
    page = article("Fin.\n\nPartager\n", FIN, SHARE)
    assert written("text", (page, translated(page, str)), include_boilerplate=False) == "Fin.\n"


def test_boilerplate_between_two_articles_leaves_one_blank_line():
    first = article("Un.\n\nPartager\n\n", ("Un.", "paragraph", "fr"), SHARE)
    second = article("Menu\n\nFin.\n", ("Menu", "paragraph", "fr", "menu"), FIN)
    both = [(each, translated(each, str)) for each in (first, second)]
    assert written("text", *both, include_boilerplate=False) == "Un.\n\nFin.\n"
    assert written("text", *both) == first.text + second.text


def test_windows_line_ends_stay():
    page = article("Un\r\ndeux.\r\n\r\nFin.\r\n", ("Un\r\ndeux.", "paragraph", "fr"), FIN)
    text = written("text", (page, translated(page, {"Un\r\ndeux.": "One two.", "Fin.": "End."})))
    assert text == "One\r\ntwo.\r\n\r\nEnd.\r\n"


def test_what_is_not_translated_stays_in_the_source_language():
    only = {"La mer monte.": "The sea rises."}
    assert written("text", (LINES, translated(LINES, only))) == PAGE.replace(*only.popitem())


def test_sentences_are_joined_as_the_target_language_joins_them():
    chinese = article("海水上涨。夜里风大。", ("海水上涨。夜里风大。", "paragraph", "zh"))
    english = {"海水上涨。": "The sea rises.", "夜里风大。": "The night is windy."}
    text = written("text", (chinese, translated(chinese, english)))
    assert text == "The sea rises. The night is windy."

    french = article("La mer monte. Il vente.", ("La mer monte. Il vente.", "paragraph", "fr"))
    translations = translated(french, {"La mer monte.": "海水上涨。", "Il vente.": "起风了。"})
    assert written("text", (french, translations), target="zh") == "海水上涨。起风了。"


def test_a_wrapped_block_breaks_chinese_between_characters_but_not_before_a_full_stop():
    page = article("La mer\nmonte.", ("La mer\nmonte.", "paragraph", "fr"))
    text = written(
        "text", (page, translated(page, {"La mer\nmonte.": "海水正在上涨。"})), target="zh"
    )
    first, second = text.split("\n")
    assert first + second == "海水正在上涨。"
    assert len(second) > 1
    page = article("La\nmer monte.", ("La\nmer monte.", "paragraph", "fr"))
    comma = translated(page, {"La\nmer monte.": "海，水正涨。"})
    assert written("text", (page, comma), target="zh") == "海，\n水正涨。"


def test_line_ends_in_a_translation_do_not_add_lines():
    page = article("Un.\nDeux.\n", ("Un.", "paragraph", "fr"), ("Deux.", "paragraph", "fr"))
    text = written("text", (page, translated(page, {"Un.": "O\nn\u2028e.", "Deux.": "Two."})))
    assert text == "O n e.\nTwo.\n"


def test_each_block_is_written_as_soon_as_its_last_translation_is_there():
    class Out(io.StringIO):
        flushed = ""

        def flush(self) -> None:
            Out.flushed = self.getvalue()

    seen: list[str] = []

    def slowly():
        for translation in translated(LINES, ENGLISH):
            seen.append(Out.flushed)
            yield translation

    for format in ("text", "bilingual", "markdown", "jsonl", "html"):
        seen.clear()
        Out.flushed = ""
        writer = export.writer(format)
        writer.begin(Out(), target="en")
        writer.article(LINES, slowly())
        assert "The port opens." in seen[2], format
        assert "The sea rises." not in seen[3], "a block waits for its last sentence"
        assert "The sea rises." in seen[4], format


words = st.text("abcé ابت水电。.,!-*#<&", min_size=1, max_size=12).map(str.strip).filter(bool)
line_ends = st.sampled_from(["\n", "\r\n", "\r"])


@st.composite
def pages(draw) -> Article:
    """An article of hard-wrapped blocks with anything that is white between them."""
    text, blocks = "", []
    end = draw(line_ends)
    for _ in range(draw(st.integers(0, 4))):
        text += draw(st.sampled_from(["", "  ", "# ", "- "]))
        separators = st.sampled_from([" ", "  ", end, f" {end}\t"])
        own = draw(words)
        for word in draw(st.lists(words, max_size=4)):
            own += draw(separators) + word
        language = draw(st.sampled_from(["ar", "fr", "zh", "en", None]))
        blocks.append(Block(own, "paragraph", language, 7 + len(text)))
        text += own + draw(st.sampled_from([end, end * 2, f"{end} {end}{end}"]))
    return Article("", tuple(blocks), "-", text, 7)


@given(pages(), st.sampled_from(["en", "zh", "ar"]))
@settings(max_examples=150)
def test_no_translation_at_all_gives_back_the_input(page, target):
    assert written("text", (page, []), target=target) == page.text


@given(pages(), st.sampled_from(["en", "zh", "ar"]))
@settings(max_examples=150)
def test_a_translation_into_itself_gives_back_the_input(page, target):
    copies = [Translation(sentence, sentence.text, "copied") for sentence in sentences(page)]
    assert written("text", (page, copies), target=target) == page.text


@pytest.mark.slow
@given(pages(), words, st.sampled_from(["en", "zh"]), st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_the_number_of_lines_never_changes(page, word, target, random):
    translations = [
        Translation(s, " ".join([word] * random.randint(0, 9)), "model")
        for s in sentences(page)
        if random.random() < 0.8
    ]
    text = written("text", (page, translations), target=target)
    ends = r"\r\n|\n|\r"
    assert re.findall(ends, text) == re.findall(ends, page.text)
    for translation in translations:
        kept = "".join(translation.target.split())
        assert kept in "".join(text.split())


def test_translations_out_of_order_are_refused():
    page = article("Un.\nDeux.\n", ("Un.", "paragraph", "fr"), ("Deux.", "paragraph", "fr"))
    swapped = [
        Translation(Sentence("Deux.", 4, 1, "fr"), "Two.", "model"),
        Translation(Sentence("Un.", 0, 0, "fr"), "One.", "model"),
    ]
    with pytest.raises(ValueError, match="reading order"):
        written("text", (page, swapped))
