"""The blocks of plain text and Markdown."""

from __future__ import annotations

import re
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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


SHORT_MAIL = [
    """La réunion de mardi est reportée à jeudi parce que le directeur est en
déplacement à Fès. Merci de prévenir les collègues.""",
    """أخي العزيز، تم تأجيل اجتماع الثلاثاء إلى الخميس، لأن المدير غادر المدينة
صباح أمس. والمرجو إخبار الزملاء بذلك.""",
    """由于经理本周在外地出差，原定于星期二举行的会议，改到星期四下午三
点举行，请通知各位同事。""",
]


@pytest.mark.parametrize("paragraph", SHORT_MAIL)
def test_two_wrapped_lines_of_mail_are_one_block(paragraph: str) -> None:
    assert texts(paragraph) == [paragraph]
    assert texts(f"Salma,\n\n{paragraph}\n\nK. B.\nRabat") == [
        "Salma,",
        paragraph,
        "K. B.",
        "Rabat",
    ]


def test_the_longest_line_of_a_mail_may_stand_in_its_shortest_paragraph() -> None:
    first, second = SHORT_MAIL[0], "\n".join(textwrap.wrap(FRENCH, 72)[1:])
    assert texts(f"{first}\n\n{second}") == [first, second]


@pytest.mark.parametrize(
    "page",
    [
        "وزير الخارجية يستقبل نظيره الفرنسي بالرباط لبحث التعاون الثنائي\nجرى اللقاء صباح اليوم.",
        "市政府发布新规定明确外卖骑手权益保障标准，七月一日起正式施行\n记者今天了解到这个消息。",
        "Le ministre reçoit son homologue à Rabat pour une journée de travail\nIl repart ce soir.",
        "Le soir tombait sur les collines lointaines et sur les toits muets,\n"
        "les oiseaux s'en allaient, un à un, vers les rivages de l'été,\n"
        "et moi je restais seul, au bord de la rivière, à compter mes dettes.",
        "يا دار أهلي على سفح الجبال سلام    يا نجمة في ليالي الصيف لا تنام\n"
        "هل تذكرين صبانا عند باب النهر    والماء يضحك من حين إلى حين.",
        "le comité demande la libération de tous les détenus du port de Safi ;\nle retour du jour.",
        "Mme S. Bennani, direction des ressources humaines et de la formation\n"
        "12, avenue Mohammed V, quartier administratif, deuxième étage, porte 4\n10000 Rabat.",
        "Ville             habitants    port   université   hôpital   marché\n"
        "safi                300 000     oui          oui       oui      non.",
    ],
)
def test_titles_verses_items_addresses_and_rows_are_not_a_paragraph(page: str) -> None:
    assert texts(page) == page.split("\n")


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


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("=== Le port de Safi ===", "Le port de Safi"),
        ("+++ أخبار عاجلة +++", "أخبار عاجلة"),
        (">>> Lire aussi : le port", "Lire aussi : le port"),
        ("-- Non, dit-il.", "Non, dit-il."),
        ("Lire la suite >>", "Lire la suite"),
        ("**Le port** de Safi", "**Le port** de Safi"),
        ("#port de Safi --", "#port de Safi"),
        ("C++ et a--b", "C++ et a--b"),
    ],
)
def test_what_is_drawn_around_a_line_stays_outside(line: str, words: str) -> None:
    assert [block.text for block in text.blocks(f"Un titre.\n\n{line}\n")] == ["Un titre.", words]


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
        | un\\|deux | **gras** |

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
        ("paragraph", "B"),
        ("paragraph", "b"),
        ("paragraph", "un"),
        ("paragraph", "deux"),
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


def test_a_quotation_over_several_lines_is_one_block() -> None:
    assert kinds("> Une phrase qui\n> passe la ligne.\nEncore.\n>\n> - un\n>   deux\n") == [
        ("quote", "Une phrase qui\n> passe la ligne.\nEncore."),
        ("list-item", "un\n>   deux"),
    ]


def test_front_matter_is_kept_and_text_between_rules_is_read() -> None:
    assert kinds("---\ntitle: Un titre\ntags:\n  - a\n---\nTexte.\n") == [("paragraph", "Texte.")]
    assert kinds('+++\ntitle = "Un titre"\n+++\nTexte.\n') == [("paragraph", "Texte.")]
    assert kinds("---\nUne phrase entre deux traits.\n\n---\nTexte.\n") == [
        ("paragraph", "Une phrase entre deux traits."),
        ("paragraph", "Texte."),
    ]


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("---\n# Un titre\n---\n", ("title", "Un titre")),
        ("---\n- un\n---\n", ("list-item", "un")),
    ],
)
def test_two_rules_without_a_key_between_them_are_no_preamble(
    text: str, block: tuple[str, str]
) -> None:
    assert kinds(text) == [block]


def test_notes_definitions_and_tables() -> None:
    page = (
        "Voir[^1] [la page][p].\n\n[^1]: Source\n    seconde ligne\n[p]: https://a.test 'T'\n\n"
        "[^autre]: Mot\n\nTerme\n: Sa définition\n\n| a | b |\n|--|--|\n| c |\n| d | e | f |\n"
    )
    assert kinds(page) == [
        ("paragraph", "Voir[^1] [la page][p]."), ("paragraph", "Source\n    seconde ligne"),
        ("paragraph", "Mot"), ("paragraph", "Terme"), ("paragraph", "Sa définition"),
        ("paragraph", "a"), ("paragraph", "b"), ("paragraph", "c"),
        ("paragraph", "d"), ("paragraph", "e"), ("paragraph", "f"),
    ]  # fmt: skip


def test_html_in_markdown_gives_its_text() -> None:
    page = (
        "<table><tr><td>Une cellule</td><td>Une <b>autre</b></td></tr></table>\n\n"
        "<!-- caché\n\nencore -->\n\n<div>\nDans la boîte.<br>Ligne.\n</div>\n\n"
        "<script>\nvar non;\n</script>\n"
    )
    assert [text for _, text in kinds(page)] == [
        "Une cellule", "Une <b>autre</b>", "Dans la boîte.", "Ligne.",
    ]  # fmt: skip


def test_what_is_nested_too_deeply_is_still_read() -> None:
    for mark in ("> ", "- ", "> - "):
        assert "Le fond." in " ".join(text for _, text in kinds(mark * 400 + "Le fond.\n\nFin.\n"))


MARKS = (
    "# |## |> |- |1. |    |\t|```\n|~~~\n|---\n|===\n|\n|\n\n|\r\n|*|**|_|`|[|](http://a.b)|![|"
    "[^1]: |[r]: http://a.b\n|<b>|</b>|<div>|<!-- |-->|: |[ ] |\\|#|+ |***"
).split("|")
TABLE_MARKS = ["| ", " | ", "|--|--|\n"]
MARKDOWN = st.lists(st.sampled_from([*MARKS, *TABLE_MARKS, *["mot"] * 12]), max_size=40)


@given(MARKDOWN)
@settings(max_examples=300, deadline=None)
def test_each_word_of_markdown_is_in_one_block_in_order(pieces: list[str]) -> None:
    words = iter(range(1000))
    page = "".join(f"mot{next(words)} " if piece == "mot" else piece for piece in pieces)
    found = markdown.blocks(page)
    at = 0
    for block in found:
        assert block.start >= at and page.startswith(block.text, block.start)
        at = block.start + len(block.text)
    shown = re.findall(r"mot\d+", " ".join(block.text for block in found))
    assert shown == sorted(set(shown), key=lambda word: int(word[3:]))
    if not re.search(r"<|---|\[r\]|\]: |```|~~~|\]:", page):
        assert shown == re.findall(r"mot\d+", page)
