from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.translator.quotation import quotation


def quoted(source: str, target: str, *held: str) -> str:
    spans = [(target.index(term), target.index(term) + len(term)) for term in held]
    for start, end, new in sorted(quotation(source, target, spans), reverse=True):
        target = target[:start] + new + target[end:]
    return target


@pytest.mark.parametrize(
    ("source", "target", "wanted"),
    [
        # closed, never opened
        (
            "« Le port est fermé », a dit le maire.",
            'The port is closed," said the mayor.',
            '"The port is closed," said the mayor.',
        ),
        # opened, never closed
        (
            "« Le port est fermé, rien ne passe », a dit le maire, « et la gare aussi ».",
            '"The port is closed, the mayor said, "and the station too".',
            '"The port is closed," the mayor said, "and the station too".',
        ),
        (
            "Le maire a dit : « Le port reste fermé, et rien ne passe plus ici. »",
            'The mayor said: "The port stays closed and nothing gets through.',
            'The mayor said: "The port stays closed and nothing gets through."',
        ),
        (
            "市长说：“港口已经关闭，任何船只都不得通过。”",
            '"The port is closed, the mayor told reporters.',
            '"The port is closed," the mayor told reporters.',
        ),
        # one in another
        (
            "Selon lui, « le mouvement “Aube” n'existe plus », dit-il.",
            'To him, "the Aube movement" is no more," he said.',
            'To him, "the Aube movement is no more," he said.',
        ),
        # names and single words
        (
            "Le navire « Abdelkrim » est parti.",
            'The ship "Abdelkrim has left.',
            'The ship "Abdelkrim" has left.',
        ),
        (
            "Les mots « chaud » et « froid » sont courts.",
            'The words "hot and "cold" are short.',
            'The words "hot" and "cold" are short.',
        ),
        (
            "Le prix de « Ayon 10 » monte.",
            'The price of "Ayon 10" rises.',
            'The price of "Ayon 10" rises.',
        ),
        ("Il est « maire » ici.", 'He is "the mayor here.', "He is the mayor here."),
        # what nothing tells
        ("Il dit « oui » et s'en va au port.", 'He says yes" and goes.', "He says yes and goes."),
        # what is quoted goes on in the next sentence
        (
            "Il a dit : « Le port est fermé.",
            'He said: "The port is closed.',
            'He said: "The port is closed.',
        ),
        ("Et la gare aussi. »", 'And the station too."', 'And the station too."'),
        # spaces inside
        ("Il dit « oui ».", 'He says " yes ".', 'He says "yes".'),
        # nobody is quoted
        ("Il a dit que le port fermait.", 'He said "the port" closed.', "He said the port closed."),
        ("L'écran de 24\" est là.", 'The 24" screen is there.', 'The 24" screen is there.'),
    ],
)
def test_a_quotation_has_both_its_marks(source: str, target: str, wanted: str) -> None:
    assert quoted(source, target) == wanted


def test_a_term_with_marks_of_its_own_has_no_others() -> None:
    source = 'Le bureau "Alpha" a ouvert.'
    for target in (
        'The "office "Alpha"" has opened.',
        'The office "Alpha"" has opened.',
        'The ""office "Alpha" has opened.'.replace('""', '"'),
        'The office "Alpha" has opened.',
    ):
        assert quoted(source, target, 'office "Alpha"') == 'The office "Alpha" has opened.'


@given(st.text(alphabet='ab ".,', max_size=30))
def test_marks_come_out_in_pairs_and_words_as_they_were(target: str) -> None:
    made = quoted("Il dit « oui » au port.", target)
    assert made.count('"') % 2 == 0
    assert "".join(made.replace('"', " ").split()) == "".join(target.replace('"', " ").split())
