"""Subtitles of one kind as those of the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from reader.cli.translate import command
from reader.export.documents.captions import converted
from reader.loading.subtitles import cues
from tests.loading.test_subtitles import SRT, VTT


def said(content: str, kind: str) -> list[tuple[float, float, list[str]]]:
    shown = [
        (cue.begins, cue.ends, [line.text for line in cue.lines if line.text])
        for cue in cues(content, kind)
    ]
    return [each for each in shown if each[2]]


def test_webvtt_of_subrip() -> None:
    result = converted(SRT, "srt", "vtt")
    assert result.startswith("WEBVTT\n\n1\n00:00:01.000 --> 00:00:03.500\n")
    assert "00:00:10.100 --> 00:00:14.000 line:0\n<i>Rabat, 2024</i>\n" in result
    assert said(result, "vtt") == said(SRT, "srt")


def test_subrip_of_webvtt() -> None:
    assert converted(VTT, "vtt", "srt") == (
        "1\n00:00:01,000 --> 00:00:03,000\n{\\an1}- Le pont & le tunnel\n- Quoi donc ?\n\n"
        "2\n00:00:04,000 --> 00:00:05,000\nIls ferment\n\n"
        "3\n00:00:05,000 --> 00:00:06,000\n{\\an8}demain.\n"
    )


WORDS = st.text(st.sampled_from("ab é&水"), min_size=1).filter(str.strip)


@given(
    st.lists(
        st.tuples(st.integers(0, 9_000_000), st.lists(WORDS, min_size=1, max_size=2)), min_size=1
    ),
    st.integers(1, 9),
)
def test_there_and_back(lines: list[tuple[int, list[str]]], place: int) -> None:
    text = ""
    for number, (begins, rows) in enumerate(lines, 1):
        hours, minutes = divmod(begins // 60_000, 60)
        clock = f"{hours:02d}:{minutes:02d}:{begins % 60_000 // 1000:02d},{begins % 1000:03d}"
        text += f"{number}\n{clock} --> {clock}\n{{\\an{place}}}"
        text += "\n".join(" ".join(row.split()) for row in rows) + "\n\n"
    there = converted(text, "srt", "vtt")
    back = converted(there, "vtt", "srt")
    assert said(there, "vtt") == said(text, "srt") == said(back, "srt")
    assert place == 2 or f"{{\\an{place}}}" in back


@pytest.mark.slow
@pytest.mark.parametrize(("own", "other"), [("srt", "vtt"), ("vtt", "srt")])
def test_the_command(tmp_path: Path, own: str, other: str) -> None:
    source, out = tmp_path / f"film.{own}", tmp_path / f"film.en.{other}"
    source.write_text({"srt": SRT, "vtt": VTT}[own], "utf-8")
    result = CliRunner().invoke(command, [str(source), "-q", "fast", "-o", str(out)])
    assert result.exit_code == 0, result.output
    text = out.read_text("utf-8")
    assert text.startswith("WEBVTT") == (other == "vtt")
    assert [each[:2] for each in said(text, other)] == [
        each[:2] for each in said(source.read_text("utf-8"), own)
    ]
