"""Names that are copied: Latin letters among Arabic or Chinese, people in French.

A French capital says little: it also begins sentences, countries and institutions, which are
translated. Only what follows a title of courtesy or a given name is taken for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.text.literals.literal import SLOT, Literal
from reader.text.literals.quantities import SYMBOLS

_PART = r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9]*(?:[&’'.-][A-Za-zÀ-ɏ0-9]+)*"
_LATIN = re.compile(
    rf"(?<![A-Za-z0-9À-ɏ_.@/#]){_PART}"
    rf"(?:(?:[ \u00a0]| [&+] )(?:{_PART}|\d{{1,4}}(?![\w.,:%٪/-]|\s?[%٪])))*"
)
_GOES_ON = ("/", "_", "@", "\\")
"""What makes a reference of letters: A/RES/72."""
_UPPER = "A-ZÀ-ÖØ-Þ"
_WORD = rf"[{_UPPER}][a-zß-öø-ÿ’'-]*[{_UPPER}a-zß-öø-ÿ]+|[{_UPPER}]\."
_PARTICLE = (
    r"(?:(?:[Bb]en|[Aa]l|[Ee]l|[Aa]ït|[Bb]int|[Oo]uld|[Dd]e|[Vv]an|[Vv]on|[Dd]u|[Bb]ou)[ -])"
)
_TITLE = r"(?:M\.|MM\.|Mme|Mlle|Mmes|Dr|Pr|Me|Monsieur|Madame|Mademoiselle|Sidi|Moulay|Lalla)"
_GIVEN = """
Abdallah Abdel Abdelaziz Abdelhak Abdelilah Abdelkader Abdellah Abdellatif Abdelmadjid Abderrahim
Abderrahmane Abdessamad Abdou Adil Adrien Agnès Ahmed Aïcha Alain Albert Alexandre Alexis Ali Alice
Amadou Amina Aminata Amine Amélie Anas André Andrée Anne Antoine Antonio António Arnaud Arthur
Assia Aurélie Aya Ayoub Aziz Aziza Bachir Barack Benjamin Benoît Bernard Bertrand Bilal Boris
Boubacar Brahim Brigitte Bruno Camille Carlos Caroline Catherine Cécile Charles Charlotte Chloé
Christian Christine Christophe Claire Claude Clément Céline Damien Daniel Danielle David Denis
Didier Dominique Donald Driss Édouard Edouard Élisabeth Elisabeth Élise Emmanuel Emma Éric Eric
Étienne Etienne Fabien Fabrice Farid Farida Fatima Fatou Fayçal Florence Fouad Francis Francisca
Francisco François Françoise Franck Frédéric Gabriel Georges Gérard Gilles Giorgia Grégory Guillaume
Guy Habib Hakim Hamid Hamza Hanane Hassan Hélène Henri Hervé Hicham Hubert Hugo Ibrahim Ibrahima
Idriss Ilham Imane Inès Isabelle Ismaïl Jacques Jamal Jamila Javier Jean Jérôme Joe Joël John José
Joseph Juan Jules Julie Julien Juliette Justin Kamal Kamel Karim Karima Kenza Khadija Khalid Khaled
Laetitia Lahcen Laïla Lamia Latifa Laure Laurence Laurent Leïla Léa Léo Lionel Louis Louise Luc
Lucas Lucie Ludovic Luis Mahmoud Malik Mamadou Manuel Marc Marcel Margaux Maria Marie Marine Marion
Mario Mark Martine Mathieu Mathilde Maurice Mehdi Meriem Michel Michèle Mohamed Mohammed Monique
Mouna Mourad Moussa Mustapha Mustafa Nabil Nabila Nadia Naïma Najat Nancy Nasser Nathalie Nicolas
Nicole Noureddine Nora Olivier Omar Ousmane Pablo Pascal Patrice Patricia Patrick Paul Pauline Pedro
Philippe Pierre Rachid Rachida Raphaël Raymond Rémi René Ricardo Richard Robert Roger Roland Romain
Ruth Saad Sabrina Saïd Said Saïda Salah Salim Salma Samir Samira Sandrine Sara Sarah Sébastien Serge
Sidi Simon Sofia Sophie Soumia Souad Stéphane Stéphanie Sylvain Sylvie Tarik Théo Thierry Thomas
Tony Ursula Valérie Vincent Virginie Vladimir Volodymyr William Xavier Yacine Yannick Yasmine
Yassine Younes Youssef Youssouf Yves Zakaria Zineb Zohra
"""
_FIRST = "|".join(sorted(_GIVEN.split(), key=len, reverse=True))
_REST = rf"(?:[ \u00a0-]{_PARTICLE}*(?:{_WORD}))"
_FRENCH = re.compile(
    rf"(?<![\w-]){_TITLE}[ \u00a0](?P<titled>{_PARTICLE}*(?:{_WORD}){_REST}{{0,3}})(?![\w])"
    rf"|(?<![\w-])(?P<named>(?:{_FIRST}){_REST}{{1,3}})(?![\w])"
)
_NO_SURNAME = frozenset("Unis Bretagne Rabat Paris Airport Stadium".split())


def names(text: str, language: str) -> Iterator[Literal]:
    """The names of a text that its translation copies."""
    if language == "fr":
        for match in _FRENCH.finditer(text):
            group = "titled" if match["titled"] else "named"
            words = match[group].split()
            if words[-1] not in _NO_SURNAME:
                start, end = match.span(group)
                yield Literal("name", start, end, (match[group],))
    elif language in ("ar", "zh", "fa", "ur", "ja", "ko", "he", "ru", "el"):
        for match in _LATIN.finditer(text):
            whole = match[0]
            if len(whole) > 1 and whole not in SYMBOLS and text[match.end() :][:1] not in _GOES_ON:
                yield Literal("name", *match.span(), (whole,), SLOT, (SLOT,), whole)
