"""The small words that tell the languages of Latin letters apart."""

from __future__ import annotations

import re

from reader.text.regex import regex

FUNCTION_WORDS = {
    # Few of them are function words: greetings and words of headlines are as telling.
    "fr": "le la les un une des du de et est dans pour que qui sur au aux avec par ne pas ce cette "
    "ces son sa ses leur leurs il elle ils elles nous vous je tu te toi moi on ou où mais plus "
    "entre selon sont été être avoir fait tout tous toute comme lors afin dont sans sous après "
    "avant ainsi deux se en à y a lire aussi suite partager quel quelle quels quelles votre vos "
    "notre nos mon ma mes ton ta tes ai as avons avez ont suis êtes sommes était étaient très bien "
    "déjà encore rien jamais quand pourquoi faut peut peux veux ici là cela ça chez vers "
    "depuis pendant contre peu beaucoup même autre autres si cas mise bonjour bonsoir merci salut "
    "bienvenue alerte infos ministre gouvernement roi reine pays ville villes monde jour jours an "
    "ans semaine mois année années homme hommes femme femmes enfant enfants soir matin hier demain "
    "aujourd mort morts tué tués blessé blessés décès grève séisme incendie incendies pluie météo "
    "guerre paix loi vidéo réponse santé école eau nouvelle nouveau nouvelles nouveaux",
    "en": "the of and to in is for that on with as by at from are was were be been has have had it "
    "its this these those their they he she his her him we you your our us my me not or but who "
    "which will would can could should may must more after before between into about than also "
    "said an all no if a i there here what how when where why do does did don just like so too "
    "very am get go let out up down over only some any one two because "
    "read rights reserved code security search breaking news latest privacy reply share follow "
    "hello welcome thanks minister government king queen world people killed dead war peace law "
    "says said visits talks strike weather report watch live today tomorrow yesterday week month "
    "year years day days new first last man men woman women children home fire water school health",
    "es": "el la los las un una de del y en que por para con se su sus al lo es son fue ha han no "
    "más como pero entre sobre este esta estos según también desde hasta sin a o mi tu yo me te le "
    "qué muy está están hay",
    "it": "il lo la gli le un una di del della dei delle e che in per con si su al alla da dal nel "
    "nella è sono ha non più come ma anche tra questo questa secondo a o i mi ti ho hai",
    "pt": "o os as um uma de do da dos das e em que por para com se no na nos nas ao à é são foi "
    "não mais como mas entre sobre este esta segundo também a pelo pela eu você meu está",
    "de": "der die das ein eine und ist in zu den von mit für auf dem des sich nicht im auch als "
    "an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über so zum war "
    "ich du wir es",
    "nl": "de het een en van in is dat op te zijn met voor niet aan er om ook als door maar bij "
    "uit naar dan was heeft worden deze over tot hij werd ik je",
    "tr": "ve bir bu da de için ile olarak çok olan daha gibi sonra kadar ne ancak göre oldu en "
    "değil ama türk var",
}
ELISIONS = {
    "fr": regex(r"\b(?:l|d|qu|n|c|j|s|m|t|jusqu|lorsqu)['’](?=\w{2})", re.IGNORECASE),
    "en": regex(r"\w['’](?:s|t|re|ll|ve|m|d)\b", re.IGNORECASE),
}
LANGUAGES_OF_WORD: dict[str, tuple[str, ...]] = {}
for _language, _words in FUNCTION_WORDS.items():
    for _each in _words.split():
        LANGUAGES_OF_WORD[_each] = (*LANGUAGES_OF_WORD.get(_each, ()), _language)
