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
    # WhatsApp, iPhone, PostgreSQL; Boeing 737
    rf"|(?<![\w’'-])(?P<made>[A-Za-z]?[a-z]+[{_UPPER}][A-Za-z]+(?: \d{{1,4}}(?![\w.,%]))?)(?!\w)"
    rf"|(?<![\w-])(?P<model>[{_UPPER}][a-z]{{3,}} [A-Z]?\d{{2,4}}(?![\w.,%/:-]| ?[%€$]))"
    rf"|(?<=[a-zà-ÿ,;:»] )(?P<run>(?:{_WORD}){_REST}{{1,3}})(?![\w])"
)
_NO_SURNAME = frozenset("Unis Bretagne Rabat Paris Airport Stadium".split())
_TRANSLATED = frozenset(
    """
    Accord Accords Afrique Agence Allemagne Amérique Amériques Angleterre Appel Arabe Arabes
    Arabie Armée Asie Assises Atlantique Août Avril Banque Basse Blanc Blanche Bas Bassin Bleu
    Bleue Bourse Bureau Cap Centre Chambre Charte Chef Code Comité Commission Communauté Conseil
    Constitution Cour Coupe Coran Corée Croissant Croix Cité Décembre Dieu Dimanche Droit Droits
    Église Emirats Émirats Est Etat Etats État États Europe Février Fonds Forum Forces France
    Front Garde Golfe Grand Grande Grands Groupe Guerre Haut Haute Hauts Histoire Homme Inde
    Indes Institut Islam Israël Italie Janvier Jeudi Jeux Juillet Juin Laboratoire Ligue Livre
    Loi Lundi Mai Maison Maîtres Mardi Maroc Mars Méditerranée Mer Mercredi Ministre Monde
    Mondial Mont Monts Mouvement Moyen Musée Nation Nations Neuve Noir Noire Nord Nouveau
    Nouvelle Novembre Océan Octobre Office Or Orient Occident Ouest Pacifique Pacte Palais Parc
    Parlement Parti Pays Petit Petite Peuple Place Plan Pologne Police Pont Port Premier
    Première Prince Princesse Prix Programme Projet Quai Rapport Reine Roi Rouge Royal Royale
    Royaume Rue Russie Sa Sahara Saint Sainte Samedi Santé Sécurité Sénat Septembre Service
    Société Son Soudan Sud Suisse Sûreté Syndicat Table Terre Tour Traité Trésor Tribunal
    Tunisie Turquie Union Unie Unies Unis Université Vendredi Vert Verte Ville Zone Le La Les Un
    Une Des Du De Ce Cette Ces Il Elle Ils Elles On Nous Vous En Au Aux Par Pour Dans Selon
    Depuis Leurs Leur Mme Toutefois Cependant Hier Aujourd Demain Majesté Altesse Excellence
    Sommet Stade Route Gare Mosquée Cathédrale Caisse Compagnie Chine Espagne Belgique Algérie
    Égypte
    """.split()
)
"""Words of French names that are translated."""
_FRENCH_ENDING = re.compile(
    r"(?:tion|sion|ment|ments|age|eur|eurs|euse|trice|té|tés|ique|iques|aire|aires|ales?|aux|elles?|"
    r"ance|ence|isme|iste|istes|ie|ies|ère|aine|aines|ain|ains|ienne?s?|iens?|oise?s?|ois|aise?s?|"
    r"ais|ture|ées?|ée|és|if|ive|ifs|ives|eux|euse|ant|ants|ante)$"
)


def _is_foreign(run: str) -> bool:
    """Whether no word of a run of capitals is one that French would have translated."""
    return not any(
        word in _TRANSLATED or _FRENCH_ENDING.search(word)
        for word in re.split(r"[\s\u00a0-]+", run)
    )


def names(text: str, language: str) -> Iterator[Literal]:
    """The names of a text that its translation copies."""
    if language == "fr":
        for match in _FRENCH.finditer(text):
            group = str(match.lastgroup)
            name = match[group]
            if name.split()[-1] in _NO_SURNAME or (group == "run" and not _is_foreign(name)):
                continue
            yield Literal("name", *match.span(group), (name,))
    elif language in ("ar", "zh", "fa", "ur", "ja", "ko", "he", "ru", "el"):
        for match in _LATIN.finditer(text):
            whole = match[0]
            if len(whole) > 1 and whole not in SYMBOLS and text[match.end() :][:1] not in _GOES_ON:
                yield Literal("name", *match.span(), (whole,), SLOT, (SLOT,), whole)
