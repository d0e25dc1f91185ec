"""Documents made by pandoc and LibreOffice, written back and read again by those programs."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from reader.loading import load

from .pseudo import words_of, written
from .word import docx, footnote, link, listed, paragraph, run, table

PANDOC, SOFFICE = shutil.which("pandoc"), shutil.which("soffice")

# fmt: off
DOCUMENTS = {
    "report": "---\ntitle: Un rapport sur l'eau\nlang: fr\n---\n\n# La mesure\n\n"
    "Le **barrage** est *presque* plein[^1].\n\n[^1]: Mesure faite au mois de mai.\n",
    "lists": "- un premier point\n- un **second** point\n    1. dedans\n    2. encore dedans\n\n"
    "Une définition\n:   ce qu'elle veut dire\n",
    "table": "| Région | Pluie |\n|---|---:|\n| le nord | **douze** |\n| le sud | trois |\n\n"
    ": Pluies\n",
    "quotes": "> Une parole rapportée par *un témoin*.\n\nPuis « une autre » et “une dernière”.\n",
    "links": "Voir [le site du port](https://example.org/a?b=c&d=e) et <https://example.org>.\n",
    "code": "Le mot `machine` reste ici.\n\n    une ligne = de(code)\n\nUne suite à la ligne.\n",
    "notes": "Une note[^a], une autre[^b] et **une *troisième*[^c]** ici.\n\n"
    "[^a]: La première.\n\n"
    "[^b]: La deuxième, avec *un accent*.\n\n[^c]: La troisième.\n",
    "chapters": "# Le départ\n\nIl part un matin.\n\n# Le voyage\n\n## La mer\n\n"
    "Elle est calme.\n\n"
    "# Le retour\n\nIl revient **enfin**.\n",
    "arabic": "---\nlang: ar\ndir: rtl\n---\n\n# العنوان الأول\n\n"
    "وصل **الرئيس** إلى *تونس* اليوم[^1].\n\n"
    "[^1]: كانت هذه زيارة.\n",
    "marks": "Un texte ~~rayé~~, et des signes & < > \" ' … — dans "
    "[une phrase]{.smallcaps}."
    "\\\nPuis une ligne.\n",
}
# fmt: on


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if PANDOC is None:
        pytest.skip("pandoc is not installed")
    folder = tmp_path_factory.mktemp("pandoc")
    for name, text in DOCUMENTS.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
        for kind in ("docx", "odt", "epub"):
            command = [PANDOC, f"{name}.md", "-o", f"{name}.{kind}"]
            if kind == "epub":
                command += ["--metadata", f"title={name}"]
            subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder


def shown(path: Path) -> list[str]:
    """The words that pandoc reads in a document, in no order."""
    assert PANDOC is not None
    command = [PANDOC, str(path), "-t", "plain", "--wrap=none"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return words_of(re.findall(r"[^\W_]+", text))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["docx", "odt", "epub"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_pandoc_reads_every_word_once(made: Path, tmp_path: Path, name: str, kind: str) -> None:
    source = made / f"{name}.{kind}"
    out = tmp_path / source.name
    out.write_bytes(written(source.read_bytes()))
    assert shown(out) == shown(source)
    before = [block.text for article in load(source) for block in article.blocks]
    after = [block.text for article in load(out) for block in article.blocks]
    assert len(after) == len(before) and after != before


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["docx", "odt", "epub"])
def test_emphasis_links_and_notes_are_on_their_words(made: Path, tmp_path: Path, kind: str) -> None:
    assert PANDOC is not None
    out = tmp_path / f"out.{kind}"
    texts = []
    for name in ("report", "links"):
        out.write_bytes(written((made / f"{name}.{kind}").read_bytes()))
        command = [PANDOC, str(out), "-t", "markdown-smart", "--wrap=none"]
        texts.append(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    report, links = texts
    if kind != "epub":  # pandoc reads no notes in books
        assert "PLEIN[^1]" in report
    assert "*PRESQUE*" in report and "**BARRAGE**" in report
    assert re.search(r"\[PORT DU SITE LE\]\(https://example\.org/a\?b=c&d=e\)", links), links


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_all_of_them(tmp_path: Path) -> None:
    """In one run of it: documents of Word, and the same as it saves them itself."""
    assert SOFFICE is not None
    word = docx(
        paragraph("Le rapport annuel", style="Titre"),
        paragraph("Le ", run("ministre", "<w:b/>"), " parle", footnote(1), " et ", link("un site")),
        listed("Un point de la liste."),
        table(("Région", "Barrages"), ("Le nord", "Le sud")),
        notes=("Publié par le ministère.",),
        header="Ministère de l’eau",
    )  # fmt: skip
    (tmp_path / "word.docx").write_bytes(word)
    _convert("odt", tmp_path, "word.docx")
    outputs = []
    for name in ("word.docx", "word.odt"):
        for bilingual in (False, True):
            out = tmp_path / f"{'both' if bilingual else 'one'}-{name}"
            out.write_bytes(written((tmp_path / name).read_bytes(), bilingual=bilingual))
            outputs.append(out.name)
    (tmp_path / "text").mkdir()
    _convert("txt:Text (encoded):UTF8", tmp_path, *outputs, to="text")
    for name in outputs:
        text = (tmp_path / "text" / name).with_suffix(".txt").read_text("utf-8-sig")
        for line in ("ANNUEL RAPPORT LE", "LISTE. LA DE POINT UN", "BARRAGES", "NORD LE"):
            assert line in text, name
        assert ("Un point de la liste." in text) == name.startswith("both"), name


def _convert(kind: str, folder: Path, *names: str, to: str = ".") -> None:
    assert SOFFICE is not None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [SOFFICE, profile, "--headless", "--convert-to", kind, "--outdir", to, *names]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
