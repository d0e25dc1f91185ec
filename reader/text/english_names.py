"""Words that tell what an English name is the name of."""

from __future__ import annotations


def listed(words: str) -> frozenset[str]:
    """The words of a list written as a text."""
    return frozenset(words.split())


HEADS = listed(
    "administration agency agreement army assembly association authority bank board brigade "
    "bureau cabinet center centre chamber circuit commission committee community conference "
    "confederation congress convention council court cup department directorate embassy emirates "
    "federation forces force forum foundation fund gendarmerie government gulf horn house "
    "initiative institute kingdom league maghreb mechanism ministry mission monarchy mosque "
    "movement nations network observatory office organisation organization palace parliament "
    "netherlands party philippines pole police presidency process programme program project "
    "prosecution prosecutor's republic sahara sahel secretariat senate service services society "
    "staff state states strategy strait summit syndicate system team treaty tribunal union unit "
    "university"
)
"""Head nouns of names that English gives an article."""
TITLES = listed(
    "ambassador attorney chief commander commissioner coordinator delegate director general "
    "governor head inspector judge king minister president prince prosecutor rapporteur "
    "secretary spokesman spokesperson wali"
)
"""Offices, as the name of one begins or ends."""
ADDRESSES = TITLES | listed(
    "mr mrs ms miss dr prof professor sir lord lady queen princess crown emir sheikh sultan prime "
    "premier chancellor deputy vice colonel captain major lieutenant sergeant admiral brigadier "
    "marshal pope cardinal imam archbishop bishop senator representative congressman mayor former "
    "moulay lalla sidi hajj comrade candidate coach lawyer journalist activist"
)
"""What stands before a person's name and is no part of it."""
