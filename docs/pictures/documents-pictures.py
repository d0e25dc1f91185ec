"""Makes the pictures of documents: a report and a book of our own, translated.

    python docs/pictures/documents-pictures.py

Needs Debian's pandoc, libreoffice-writer-nogui, poppler-utils, chromium and fonts-noto-core.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
TRANSLATE = Path(sys.executable).parent / "translate"

REPORT = """---
title: المغرب وموريتانيا يعززان تعاونهما في مجال التكوين الشرطي
lang: ar
dir: rtl
---

**الرباط** – استقبل *المدير العام للأمن الوطني* ومراقبة التراب الوطني، اليوم الثلاثاء بالرباط،
وفدا أمنيا موريتانيا[^1] يقوم بزيارة عمل إلى المملكة يومي 28 و29 أبريل.

# التكوين

وأضاف البلاغ أن [المعهد الملكي للشرطة](https://example.org) بالقنيطرة سيستقبل، ابتداء من شهر شتنبر
المقبل، **ستين متدربا موريتانيا** في دورات مدتها ثلاثة أشهر.

- الشرطة العلمية
- مكافحة الإرهاب
- مراقبة الحدود

| المدينة | المتدربون |
|---------|-----------|
| الرباط  | **35**    |
| القنيطرة | 25       |

[^1]: وصل الوفد إلى الرباط يوم الاثنين.
"""

BOOK = """---
title: Une réunion à Lyon
lang: fr
---

# Première journée

**La Direction générale de la sûreté nationale (DGSN)** a participé, mardi et mercredi à *Lyon*,
à une réunion d’Interpol[^1].

> La sécurité est l’affaire de tous.

Les délégations ont examiné les dispositifs prévus pour :

- les stades,
- les **gares** et les aéroports.

Selon [le communiqué final](https://example.org), les fraudes en ligne ont augmenté
de **34 %** en un an.

[^1]: La réunion a duré deux jours.
"""


def run(*command: str | Path, folder: Path) -> None:
    subprocess.run([str(each) for each in command], cwd=folder, check=True, capture_output=True)


def photograph(page: Path, picture: Path, width: int, height: int) -> None:
    run(
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
        f"--window-size={width},{height}", "--force-device-scale-factor=1",
        f"--screenshot={picture}", page.as_uri(), folder=page.parent,
    )  # fmt: skip


def side_by_side(pictures: list[Path], out: Path, width: int, height: int, above: int = 0) -> None:
    """Pages on a table, as one picture."""
    images = "".join(f'<img src="{each.name}" width="{width}">' for each in pictures)
    page = pictures[0].parent / "table.html"
    page.write_text(
        "<style>body{margin:16px;background:#d9d5cc;display:flex;gap:16px}"
        "img{background:#fff;box-shadow:0 1px 5px #0006;object-fit:cover;"
        f"object-position:0 -{above}px;height:{height}px}}</style>{images}",
        "utf-8",
    )
    total = len(pictures) * (width + 16) + 16
    photograph(page, out, total, height + 32)


def turn_tables(file: Path) -> None:
    """Have the tables of a Word document run from the right, which pandoc leaves out."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    part = "word/document.xml"
    parts[part] = parts[part].replace(b"<w:tblW ", b"<w:bidiVisual/><w:tblW ")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def report(folder: Path) -> None:
    (folder / "report.md").write_text(REPORT, "utf-8")
    run("pandoc", "report.md", "-o", "report.docx", folder=folder)
    turn_tables(folder / "report.docx")
    run(TRANSLATE, "--no-cache", "report.docx", "-o", "report.en.docx", folder=folder)
    pages = []
    for name in ("report", "report.en"):
        run("soffice", "--headless", "--convert-to", "pdf", f"{name}.docx", folder=folder)
        run("pdftoppm", "-r", "110", "-png", "-singlefile", f"{name}.pdf", name, folder=folder)
        pages.append(folder / f"{name}.png")
    side_by_side(pages, HERE / "document-word.png", 640, 420, above=75)


def book(folder: Path) -> None:
    (folder / "book.md").write_text(BOOK, "utf-8")
    run("pandoc", "book.md", "-o", "book.epub", folder=folder)
    run(TRANSLATE, "--no-cache", "book.epub", "-o", "book.en.epub", folder=folder)
    run(TRANSLATE, "--no-cache", "--bilingual", "book.epub", "-o", "book.both.epub", folder=folder)
    pages = []
    for name in ("book", "book.en", "book.both"):
        with zipfile.ZipFile(folder / f"{name}.epub") as archive:
            archive.extractall(folder / name)
        pages.append(folder / f"{name}.png")
        photograph(folder / name / "EPUB/text/ch001.xhtml", pages[-1], 420, 640)
    side_by_side(pages, HERE / "document-book.png", 420, 640)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        report(Path(place))
        book(Path(place))
