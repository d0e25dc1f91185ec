"""The blocks of plain text and Markdown."""

from __future__ import annotations

import textwrap

import pytest

from reader.loading import markdown, text

FRENCH = (
    "Le ministère de l'Intérieur a annoncé lundi l'ouverture d'une enquête administrative après "
    "les incidents survenus dans la nuit près du port. Selon le porte-parole, trois agents ont "
    "été légèrement blessés et les dégâts restent limités."
)
ARABIC = (
    "قال المتحدث باسم الوزارة إن التحقيق سيشمل جميع الموظفين الذين حضروا الاجتماع الأخير في "
    "الرباط. وأضاف أن النتائج ستعلن في غضون أسبوعين، وأن الحكومة ملتزمة بالشفافية الكاملة في هذا "
    "الملف الذي يتابعه الرأي العام باهتمام كبير."
)
CHINESE = (
    "外交部发言人周三在例行记者会上表示，双方就地区安全问题交换了意见，并同意加强情报交流与执法合作。"
    "与会专家认为，这次会晤具有重要意义，有助于推动两国关系继续向前发展。"
)


def texts(page: str) -> list[str]:
    return [block.text for block in text.blocks(page)]


def kinds(page: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in markdown.blocks(page)]


# --- Plain text -----------------------------------------------------------------------------


def test_a_line_is_a_block() -> None:
    assert texts(f"Titre\r\n{FRENCH}\r\n\r\n  {ARABIC}  \n") == ["Titre", FRENCH, ARABIC]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_wrapped_paragraph_is_one_block(end: str) -> None:
    for paragraph in (FRENCH, ARABIC):
        lines = textwrap.wrap(paragraph, 70)
        page = end.join(["Un titre", "", *lines, "", *lines, ""])
        assert texts(page) == ["Un titre", end.join(lines), end.join(lines)]


def test_a_wrapped_chinese_paragraph_is_one_block() -> None:
    wrapped = "\n".join(CHINESE[at : at + 30] for at in range(0, len(CHINESE), 30))
    assert texts(f"标题\n\n{wrapped}\n") == ["标题", wrapped]


def test_short_lines_of_a_wrapped_text_end_their_paragraph() -> None:
    lines = textwrap.wrap(FRENCH, 70)
    page = "\n".join(["Première ligne.", *lines, "- une puce", *lines])
    assert texts("\n".join(lines) + "\n\n" + page) == [
        "\n".join(lines), "Première ligne.", "\n".join(lines), "une puce", "\n".join(lines),
    ]  # fmt: skip


def test_headlines_of_like_length_are_not_a_wrapped_paragraph() -> None:
    headlines = [
        f"Le marché couvert de la ville numéro {n} rouvre ses portes" for n in range(10, 16)
    ]
    assert texts("\n".join(headlines)) == headlines


def test_a_scraped_page_of_long_lines_keeps_them_apart() -> None:
    assert texts("\n".join([FRENCH, FRENCH + " Fin.", FRENCH])) == [
        FRENCH,
        FRENCH + " Fin.",
        FRENCH,
    ]


def test_a_ticker_line_gives_a_block_a_headline() -> None:
    headlines = [f"عنوان الخبر رقم {n} في الصفحة الأولى" for n in range(20)]
    assert texts("     ".join(headlines)) == headlines
    assert texts("\t".join(headlines)) == headlines


def test_double_spaces_between_sentences_are_not_a_ticker() -> None:
    page = "  ".join(f"Ceci est la phrase numéro {n} du paragraphe." for n in range(20))
    assert texts(page) == [page]


def test_marks_stay_outside() -> None:
    assert texts("*Un titre*\n---\n• puce\n- tiret\n— Oui, dit-il.\n*a* et *b*\n* * *\n") == [
        "Un titre", "puce", "tiret", "Oui, dit-il.", "*a* et *b*",
    ]  # fmt: skip


# --- Markdown -------------------------------------------------------------------------------


def test_blocks_of_markdown() -> None:
    page = textwrap.dedent(
        """\
        ---
        author: personne
        ---

        # Le *grand* titre ##

        Un paragraphe
        sur deux lignes.
        Sous-titre
        ----------
        > cité
        > > deux fois

        - puce
          suite
        - [x] faite
        1. premier

        | A | B \\| b |
        |---|:--:|
        | `un|deux` | **gras** |

        ```python
        print("#")

        fin
        ```
        ***
        [Le lien](http://example.org/a_(b))

        ![Une image](a.png)
        [ref]: http://example.org
        <div align="center">
        <!-- commentaire -->
        **Tout en gras**
        """
    )
    assert kinds(page) == [
        ("title", "Le *grand* titre"),
        ("heading", "Un paragraphe\nsur deux lignes.\nSous-titre"),
        ("quote", "cité"),
        ("quote", "deux fois"),
        ("list-item", "puce\n  suite"),
        ("list-item", "faite"),
        ("list-item", "premier"),
        ("paragraph", "A"),
        ("paragraph", "B \\| b"),
        ("paragraph", "un|deux"),
        ("paragraph", "gras"),
        ("preformatted", 'print("#")\n\nfin'),
        ("paragraph", "Le lien"),
        ("paragraph", "Une image"),
        ("paragraph", "Tout en gras"),
    ]


def test_an_unclosed_fence_runs_to_the_end() -> None:
    assert kinds("```\n# pas un titre\n") == [("preformatted", "# pas un titre")]


def test_windows_line_ends_in_markdown() -> None:
    assert kinds("# Titre\r\n\r\nUn\r\ndeux\r\n") == [
        ("title", "Titre"),
        ("paragraph", "Un\r\ndeux"),
    ]


def test_a_rule_is_not_an_underline_after_a_blank_line() -> None:
    assert kinds("Un.\n\n---\n\nDeux.\n") == [("paragraph", "Un."), ("paragraph", "Deux.")]
