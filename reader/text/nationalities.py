"""English words for nations and their people: which adjectives there are, and which nouns."""

from __future__ import annotations

from reader.text.english_names import listed
from reader.text.regex import regex

_REGULAR = regex(r"(?:(?!Vatican$)[A-Z]\w+(?:[aciy]an|rman|ese|ish))$")
IRREGULAR = listed(
    "afghan andorran angolan argentine argentinean azerbaijani azeri bahraini bangladeshi basotho "
    "batswana belizean bissau-guinean bosniak botswanan brit briton bulgar burkinabe burkinabè "
    "burkinabé burkinan catalan chechen chilean comoran congolese croat cuban cypriot czech dane "
    "dutch dutchman dutchmen dutchwoman ecuadorean emirati englishman englishmen englishwoman "
    "equatoguinean eritrean filipina filipino finn french frenchman frenchmen frenchwoman greek "
    "guatemalan guinean honduran i-kiribati icelander icelandic iraqi irishman irishmen islander "
    "israeli kazakh kazakhstani kirghiz korean kosovan kosovar kurd kuwaiti kyrgyz lankan lao "
    "leonean lesothan liechtensteiner luxembourger malagasy moldovan monegasque mongol montenegrin "
    "motswana nauruan nepali nicaraguan nigerien omani pakistani palauan papuan philippine pole "
    "qatari rwandan salvadoran salvadorean samoan saudi scot scots serb seychellois singaporean "
    "slovak slovene somali spaniard swazi swede swiss tajik tajikistani thai tomean toméan tongan "
    "turk turkmen tuvaluan ugandan uzbek uzbekistani vanuatuan venezuelan verdean welsh welshman "
    "yemeni yemenite zealander zimbabwean"
)
"""Adjectives of nations, and nouns, that no ending tells."""
_FIRST = listed(
    "cabo cape central costa east equatorial guinea new north northern papua sao saudi sierra "
    "solomon south sri são"
)
"""What stands before the last word of one of several words: South African, Sri Lankan."""
_NOUNS = {
    "British": "Briton",
    "Danish": "Dane",
    "Finnish": "Finn",
    "Icelandic": "Icelander",
    "Kurdish": "Kurd",
    "Liechtenstein": "Liechtensteiner",
    "Luxembourg": "Luxembourger",
    "New Zealand": "New Zealander",
    "Philippine": "Filipino",
    "Polish": "Pole",
    "San Marino": "Sammarinese",
    "Scottish": "Scot",
    "Solomon Islands": "Solomon Islander",
    "Spanish": "Spaniard",
    "Swedish": "Swede",
    "Turkish": "Turk",
}
"""The one of a nation, where its adjective is not a noun too."""
_NO_PLURAL = regex(r"(?:ese|[nt]ch|ss|sh|ois|ho|gasy|Burkinab[eéè]|Kyrgyz|I-Kiribati)$")


def is_adjective(term: str) -> bool:
    """Whether a term is the adjective of a nation, or what one of its people is called."""
    *before, last = term.split() or [""]
    return all(word.casefold() in _FIRST for word in before) and (
        last.casefold() in IRREGULAR or bool(_REGULAR.match(last))
    )


def is_nationality(term: str) -> bool:
    """Whether a term says of which nation somebody or something is."""
    return term in _NOUNS or is_adjective(term)


def noun(adjective: str) -> str:
    """What one of a nation is called: Swede of Swedish; the adjective where there is no noun."""
    return _NOUNS.get(adjective, adjective)


def nouns(adjective: str) -> str:
    """What several of a nation are called: Ivorians, Swedes, Senegalese."""
    found = _NOUNS.get(adjective, adjective)
    return found if _NO_PLURAL.search(found) else f"{found}s"
