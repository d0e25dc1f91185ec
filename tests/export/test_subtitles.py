"""Subtitles written back: times untouched, every cue with its share."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Article, Sentence, Translation
from reader.cli.translate import command
from reader.errors import UnreadableFile
from reader.export.documents import opened
from reader.export.documents.subtitles import spread
from reader.loading import original
from reader.text.segmentation import spans
from tests.counting import calls
from tests.loading.test_subtitles import LINES, SRT, VTT


def translations(article: Article, put: Callable[[str], str]) -> Iterator[Translation]:
    for index, block in enumerate(article.blocks):
        for start, end in spans(block.text, "fr"):
            text = block.text[start:end]
            yield Translation(Sentence(text, block.start + start, index, "fr"), put(text), "model")


def written(
    text: str, put: Callable[[str], str], *, bilingual: bool = False, format: str | None = None
) -> str:
    out = io.BytesIO()
    document = opened(original(text.encode(), format=format), bilingual=bilingual, likely=("fr",))
    document.begin(out, target="en")
    for article in document.articles():
        document.article(article, translations(article, put))
    document.end()
    return out.getvalue().decode()


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_a_sentence_is_spread_over_its_cues() -> None:
    english = {
        "Le ministre a présenté hier devant les députés un plan qui doit protéger les ports.": (
            "Yesterday the minister presented to the deputies a plan to protect the harbours."
        ),
        "Il prévoit deux mille agents.": "It provides for two thousand officers.",
        "Vous êtes sûr ?": "Are you sure?",
        "Oui.": "Yes.",
    }
    result = written(SRT, lambda text: english.get(one_line(text), one_line(text)))
    cues = [cue.partition("\n")[2] for cue in result.split("\n\n")]
    assert cues[:4] == [
        "00:00:01,000 --> 00:00:03,500\nYesterday the minister\npresented to the deputies a plan",
        "00:00:03,600 --> 00:00:06,000\nto protect the harbours. It provides",
        "00:00:06,100 --> 00:00:08,000\nfor two thousand officers.",
        "00:00:09,000 --> 00:00:10,000\n- Are you sure?\n- Yes.",
    ]
    assert "{\\an8}<i>Rabat, 2024</i>" in result


def test_what_is_no_text_stays() -> None:
    for text in (SRT, VTT):
        result = written(text, lambda source: one_line(source).upper())
        assert re.findall(r".*-->.*", result) == re.findall(r".*-->.*", text)
        assert result.upper().split() == text.replace("<00:02.000>", "").upper().split()
    assert "<v Anne>LE PONT &amp; LE TUNNEL" in written(VTT, lambda s: one_line(s).upper())


def test_two_languages() -> None:
    result = written(VTT, lambda text: "Yes", bilingual=True)
    assert "Ils ferment\nYes\n" in result and "demain.\nYes\n" in result


def test_a_short_translation_stays_on_the_screen() -> None:
    result = written(VTT, lambda text: "Tomorrow." if "demain" in text else "x")
    assert "00:05.000\nTomorrow.\n00:05.000 --> 00:06.000 line:0\nTomorrow.\n\nNOTE" in result


def test_marks_are_closed_on_every_cue() -> None:
    text = SRT.replace("les députés", "<b>les députés").replace("protéger", "protéger</b>")
    bodies = re.split(r"\n\n", written(text, one_line))
    assert all(body.count("<b>") == body.count("</b>") for body in bodies)


@given(LINES, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["srt", "vtt"]))
def test_any_file_comes_back_with_its_times(lines: list[str], end: str, format: str) -> None:
    text = end.join(lines)
    if " --> " not in text:
        return
    try:
        result = written(text, one_line, format=format)
    except UnreadableFile as error:
        assert "has no text in it" in str(error)
        return
    times = re.compile(r"^\d+:.*-->.*", re.MULTILINE)
    assert times.findall(result) == times.findall(text)
    assert sorted(_words(result)) == sorted(_words(text))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub("&[a-z]+;|</[a-z]+>", "", text))


WORDS = st.lists(st.sampled_from(["a", "the", "harbour,", "opens.", "Monday", "of"]), min_size=1)


@given(WORDS, st.lists(st.integers(1, 40), min_size=1, max_size=5))
def test_no_word_is_lost_and_no_line_empty(words: list[str], sizes: list[int]) -> None:
    shares = spread(" ".join(words), ["x" * size for size in sizes], "en")
    assert len(shares) == len(sizes)
    assert " ".join(filter(None, shares)) == " ".join(words)
    assert len(words) < len(sizes) or all(shares)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["film.en.srt", "film.en.SRT"])
def test_the_command_writes_what_the_output_is_called(tmp_path: Path, name: str) -> None:
    from click.testing import CliRunner

    source = tmp_path / "film.srt"
    source.write_text(SRT)
    place = tmp_path / name
    outcome = CliRunner().invoke(command, ["-o", str(place), str(source)])
    assert outcome.exit_code == 0, outcome.output
    assert re.findall(r".*-->.*", place.read_text()) == re.findall(r".*-->.*", SRT)


def test_a_cue_of_two_rows_and_any_length_takes_time_as_it_grows() -> None:
    def cue(count: int) -> str:
        half = "Le pont est ouvert. " * count
        return f"1\n00:00:01,000 --> 00:00:02,000\n{half}\n{half}\n"

    def put(text: str) -> str:
        return text.replace("pont", "الجسر")

    written(cue(1), put)  # what is imported once
    few, many = (calls(partial(written, cue(count), put)) for count in (50, 200))
    assert many < 7 * few


def test_a_cue_of_many_rows_takes_time_as_it_grows() -> None:
    def cue(count: int) -> str:
        rows = "Le pont est ouvert\n" * count
        return f"1\n00:00:01,000 --> 00:00:02,000\n{rows}"

    written(cue(1), one_line)  # what is imported once
    few, many = (calls(partial(written, cue(count), one_line)) for count in (50, 200))
    assert many < 7 * few


@given(WORDS, st.lists(st.integers(1, 40), min_size=1, max_size=9))
def test_a_line_ends_where_that_costs_least(words: list[str], sizes: list[int]) -> None:
    """Against looking at every place."""
    text = rest = " ".join(words)
    expected = []
    for index, size in enumerate(sizes[:-1]):
        wanted = round(size / sum(sizes[index:]) * len(rest))
        places = [match.start() for match in re.finditer(" ", rest)]
        left = len(sizes) - 2 - index
        places = places[: len(places) - left] if left < len(places) else places[:1]
        place = min(places, key=partial(_cost, rest, wanted), default=len(rest))
        expected.append(rest[:place])
        rest = rest[place:].lstrip()
    assert spread(text, ["x" * size for size in sizes], "en") == [*expected, rest]


def _cost(text: str, wanted: int, place: int) -> float:
    """Its distance, less before a comma's end, more after an article or a preposition."""
    word = text[:place].rpartition(" ")[2]
    return abs(place - wanted) + {"a": 6, "the": 6, "of": 6, "harbour,": -8, "opens.": -8}.get(
        word, 0
    )
