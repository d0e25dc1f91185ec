"""Arabic on a left-to-right terminal: breaking, joining, ordering."""

from __future__ import annotations

import itertools
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.tui import bidi, wrapping

OFFICIAL = Path("/usr/share/unicode/BidiCharacterTest.txt")
"""Unicode's own cases, where Debian's package unicode-data has put them."""

MIXED = "قال بلاغ DGSN (28-29) إن 50% من «العناصر الأربعة» أوقفوا، والتحقيق مستمر."
CHINESE = "摩洛哥安全部门(DGSN)宣布,“四名嫌疑人”已于 28 日被捕。调查仍在继续……"
FRENCH = "La DGSN a annoncé : « quatre suspects » interpellés les 28-29 janvier — soit 50 %."

texts = st.text(
    alphabet=st.sampled_from(list(MIXED + CHINESE + FRENCH + "ًُّلالأ\u200d\u200f\n\t\u0301ـ👩🚀a")),
    max_size=120,
)


def logical(line: bidi.Line) -> list[bidi.Cell]:
    return sorted(line.cells, key=lambda cell: cell.start)


@settings(max_examples=150)
@given(texts, st.integers(2, 40), st.sampled_from(["ltr", "rtl"]))
def test_every_visible_character_is_in_exactly_one_cell(text, width, base):
    lines = bidi.lines(text, width, base=base)
    shown = [cell for line in lines for cell in logical(line)]
    assert all(a.end <= b.start for a, b in itertools.pairwise(shown))
    covered = {index for cell in shown for index in range(cell.start, cell.end)}
    for index, character in enumerate(text):
        if not character.isspace() and cell_len(character):
            assert index in covered, (character, lines)


@settings(max_examples=150)
@given(texts, st.integers(2, 40))
def test_lines_fit_and_cells_are_as_wide_as_they_say(text, width):
    for line in bidi.lines(text, width):
        assert line.width <= width
        for cell in line.cells:
            assert cell_len(cell.text) == cell.width in (1, 2)


@settings(max_examples=100)
@given(texts, st.integers(2, 40))
def test_both_drawings_break_at_the_same_places(text, width):
    here = bidi.lines(text, width)
    there = bidi.lines(text, width, drawing="terminal")
    assert [(a.start, a.end) for a in here] == [(b.start, b.end) for b in there]
    for line in there:
        assert logical(line) == list(line.cells)


def test_letters_join_and_run_right_to_left():
    (line,) = bidi.lines("قال", 10)
    assert line.text == "ﻝﺎﻗ"
    assert [cell.start for cell in line.cells] == [2, 1, 0]
    assert line.base == "rtl"


def test_lam_and_alef_are_one_letter_that_knows_both():
    (line,) = bidi.lines("لا إلى الأمن", 20)
    ligatures = [cell for cell in line.cells if cell.end - cell.start == 2]
    assert [cell.text for cell in reversed(ligatures)] == ["ﻻ", "ﻷ"]
    assert (ligatures[1].start, ligatures[1].end) == (0, 2)


def test_marks_stay_on_their_letter_and_do_not_break_the_joining():
    (line,) = bidi.lines("مُحمّد", 10)
    bare = bidi.lines("محمد", 10)[0]
    stripped = "".join(c for c in line.text if not unicodedata.combining(c))
    assert stripped == bare.text
    assert line.cells[-1].text == "ﻣُ"
    assert line.width == 4


def test_numbers_and_latin_words_keep_their_own_order_in_arabic():
    # A range of numbers is read from the right, as every browser shows it (UAX #9, W2 and W4).
    (line,) = bidi.lines("في 28-29 يناير 2025 DGSN أوقفت", 60)
    assert line.text == "ﺖﻔﻗﻭﺃ DGSN 2025 ﺮﻳﺎﻨﻳ 29-28 ﻲﻓ"


def test_percent_stands_left_of_its_number_after_arabic():
    assert "%50" in bidi.lines("نسبة 50% من", 60)[0].text


@pytest.mark.parametrize("pair", ["()", "[]", "«»", "{}"])
def test_brackets_are_mirrored_around_arabic(pair):
    (line,) = bidi.lines(f"{pair[0]}نعم{pair[1]}", 20)
    assert line.text[0] == pair[0] and line.text[-1] == pair[1]
    assert line.cells[-1].start == 0


def test_tatweel_joins_and_a_lone_one_stays():
    assert "\u0640" in bidi.lines("مغربية ـ أميركية", 40)[0].text
    assert bidi.lines("مـع", 40)[0].text == "ﻊـﻣ"


def test_arabic_words_inside_french_are_reordered_in_place():
    (line,) = bidi.lines("Le mot أمن veut dire sécurité", 60)
    assert line.base == "ltr"
    assert line.text == "Le mot ﻦﻣﺃ veut dire sécurité"


def test_the_language_decides_the_direction_where_the_first_word_is_latin():
    assert bidi.direction("DGSN أوقفت", "ar") == "rtl"
    assert bidi.direction("DGSN أوقفت") == "ltr"
    assert bidi.direction("«أوقفت»") == "rtl"
    assert bidi.direction("28-29") == "ltr"


def test_a_note_is_in_the_direction_of_most_of_its_letters():
    english, arabic = "مغرب alone is the country; مغرب عربي is the region", "اسم DGSN في المغرب"
    first = bidi.visual("مغرب")
    assert bidi.visual_lines(english).startswith(first + " alone is the country; ")
    assert bidi.visual_lines(english).endswith(" is the region")
    assert bidi.visual_lines(arabic).endswith(bidi.visual("اسم"))
    assert bidi.prevailing("") == bidi.prevailing("12") == "ltr"


def test_a_line_is_ordered_as_part_of_its_paragraph():
    # The number follows Arabic on the line before, so the sign goes to its left here too.
    lines = bidi.lines("العربية 50%", 8)
    assert [line.text for line in lines] == ["ﺔﻴﺑﺮﻌﻟﺍ", "%50"]


def test_ideographs_break_anywhere_but_not_around_their_punctuation():
    for width in range(8, 30):
        for line in bidi.lines(CHINESE, width):
            assert line.text[0] not in ",。”)…"
            assert line.text[-1] not in "“("


def test_a_wide_character_is_never_split():
    assert [line.text for line in bidi.lines("摩洛哥", 3)] == ["摩", "洛", "哥"]


def test_french_spaces_before_punctuation_do_not_break():
    lines = bidi.lines("annoncé\u00a0: «\u00a0oui\u00a0»", 12)
    assert [line.text for line in lines] == ["annoncé\u00a0:", "«\u00a0oui\u00a0»"]


def test_control_characters_never_reach_the_terminal():
    (line,) = bidi.lines("a\x1b[31mb\x07\tc", 40)
    assert "\x1b" not in line.text and "\x07" not in line.text
    assert bidi.visual("\x1b]0;x") == "\ufffd]0;x"


def test_embedding_marks_act_and_are_not_drawn():
    (line,) = bidi.lines("\u202bDGSN أمن\u202c", 40, base="ltr")
    assert line.text == "ﻦﻣﺃ DGSN"


def test_preformatted_text_keeps_its_line_ends_and_indents():
    lines = bidi.lines("un\n  deux\n\ntrois", 20, breaks=True)
    assert [line.text for line in lines] == ["un", "  deux", "", "trois"]


def test_an_empty_text_has_one_empty_line():
    assert wrapping.wrap("", 10) == [(0, 0)]


def test_a_paragraph_longer_than_the_tags_reach_is_still_ordered():
    lines = bidi.lines("كلمة " * 8000, 50)
    assert lines[-1].text.startswith("ﺔﻤﻠﻛ") and lines[0].text == lines[-1].text


def test_marks_keep_a_terminal_that_reorders_from_doing_so():
    from bidi import get_display

    line = bidi.lines("حجزت الأسلحة (DGSN) و14 سكينا", 60)[0].text
    again = get_display(bidi.marked(line), base_dir="L")
    assert str(again).replace("\u200e", "") == line
    assert get_display(line, base_dir="L") != line


def test_the_terminal_decides_who_orders_the_letters():
    assert bidi.preferred({"TERM": "xterm"}) == "app"
    assert bidi.preferred({"KONSOLE_VERSION": "221203"}) == "marked"
    assert bidi.preferred({"TERM_PROGRAM": "Apple_Terminal"}) == "terminal"


@pytest.mark.skipif(not OFFICIAL.is_file(), reason="needs Debian's unicode-data")
def test_unicodes_own_cases():
    failures: list[str] = []
    tried = 0
    for number, row in enumerate(OFFICIAL.read_text().splitlines()):
        if number % 40 or not row or row.startswith("#"):
            continue
        points, _, level, _, order = row.split(";")
        text = "".join(chr(int(point, 16)) for point in points.split())
        if any(unicodedata.bidirectional(c) == "B" for c in text.rstrip("\u2029")):
            continue
        tried += 1
        lines = bidi.lines(text, 10_000, base="rtl" if int(level) % 2 else "ltr")
        got = [cell.start for cell in lines[0].cells]
        expected = [index for index in map(int, order.split()) if index in got]
        if got != expected:
            failures.append(row)
    assert tried > 1000
    assert not failures, (len(failures), tried, failures[:5])
