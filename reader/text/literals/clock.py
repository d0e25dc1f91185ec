"""Times of day, with their half of the day (8 مساء, 下午3点), and how long something took.

"3" and "3 in the afternoon" are two times: a model that loses the half of the day moves an
event by twelve hours, and nobody sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.text.literals.literal import SLOT, Literal
from reader.text.literals.numerals import han, spelt
from reader.text.regex import regex

_TIME = regex(
    r"(?<![\d:.,/])(?P<h>[01]?\d|2[0-4])(?::(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?"
    r"|\s?[hH](?![^\W\d_])(?:\s?(?P<m2>[0-5]\d))?(?!\s?\d)"
    r"|[点點时時](?:(?P<m3>\d{1,2})分(?:(?P<s3>\d{1,2})秒)?|(?P<half>半))?(?!间|代|期|候))"
    r"(?![\d:])(?!\s*(?:heures|h\b))"
)
_ZONE = regex(
    r"(?<![\w+-])(?:GMT|UTC)[ \u00a0]?[+−–-][ \u00a0]?\d{1,2}(?::?[0-5]\d)?(?!\w|[:.,]\d)"
)
"""A zone of time: GMT+1."""
HALVES = {
    "ar": {
        "am": r"صباح[اً]*|من\s+صباح|فجر[اً]*|من\s+فجر|قبل\s+(?:الظهر|الزوال)",
        "pm": r"مساء[اً]*|من\s+مساء|بعد\s+(?:الظهر|الزوال)|عصر[اً]*|من\s+(?:بعد\s+)?(?:ظهر|زوال)",
        "noon": r"ظهر[اً]*|زوال[اً]*",
        "night": r"ليل[اً]*|من\s+ليل(?:ة)?",
    },
    "fr": {
        "am": r"du\s+mat(?:in)?",
        "pm": r"du\s+soir|de\s+l[’']après-midi|de\s+l[’']aprem",
        "night": r"de\s+la\s+nuit",
    },
    "zh": {
        "am": "上午|早上|清晨|凌晨|早晨|今早|早",
        "pm": "下午|傍晚",
        "noon": "中午|正午",
        "night": "晚上|夜里|深夜|夜间|半夜|今晚|晚间|晚",
    },
}
_HOUR = r"(?<![\d:.,/–-])(?P<h>[01]?\d|2[0-4])"
_MINUTES = r"\s+و\s?(?P<m2>[0-5]?\d)\s+(?:دقيقة|دقائق)(?!\w)"
_AT = regex(rf"(?<=الساعة\s)(?P<h>[01]?\d|2[0-4]){_MINUTES}")
"""الساعة 14 و35 دقيقة."""
_WITH_HALF = {
    "ar": regex(
        rf"(?P<clock>الساعة\s+)?{_HOUR}(?:[:.](?P<m>[0-5]\d)|{_MINUTES})?"
        rf"\s+(?:{'|'.join(f'(?P<{half}>{words})' for half, words in HALVES['ar'].items())}"
        r"|(?P<short>[صم])(?=[\s.,،؛)]|$))(?!\w)"
    ),
    "fr": regex(
        rf"{_HOUR}(?:\s?[hH]\s?(?P<m>[0-5]\d)?|\s+heures?(?:\s+(?P<m2>[0-5]\d))?)"
        rf"\s+(?:{'|'.join(f'(?P<{half}>{words})' for half, words in HALVES['fr'].items())})(?!\w)"
    ),
    "zh": regex(
        rf"(?:{'|'.join(f'(?P<{half}>{words})' for half, words in HALVES['zh'].items())})\s?"
        r"(?P<h>\d{1,2}|[一二两三四五六七八九十]{1,3})"
        r"(?:[:：](?P<m>[0-5]\d)|[点點时時](?:(?P<m2>\d{1,2}|[一二三四五六七八九十]{1,3})分|(?P<half>半)"
        r"|(?P<quarter>一刻)|[钟整])?(?!间|代|期|候))"
    ),
}
_LASTING = {
    "ar": regex(
        r"(?<!\w)و?(?:(?P<h>\d{1,3})\s+)?(?P<hours>ساعات|ساعة|ساعتين|ساعتان)\s+و\s?(?P<m>\d{1,2})\s+"
        r"(?:دقيقة|دقائق)(?:\s+و\s?(?P<s>\d{1,2})\s+(?:ثانية|ثوان|ثواني))?(?!\w)"
        r"|(?<![\w.,:])(?P<m2>\d{1,3})\s+(?:دقيقة|دقائق)\s+و\s?(?P<s2>\d{1,2})\s+(?:ثانية|ثوان|ثواني)(?!\w)"
    ),
    "fr": regex(
        r"(?<![\w.,:])(?P<h>\d{1,3})\s*(?:heures?\s|h(?=[\s\d]))\s*(?:et\s+)?(?P<m>\d{1,2})"
        r"(?:\s+minutes?|\s*mi?n\b)"
        r"(?:\s*(?:et\s+)?(?P<s>\d{1,2})\s*(?:secondes?|s\b))?(?!\w)"
        r"|(?<![\w.,:])(?P<m2>\d{1,3})\s+(?:minutes?|min)\s+(?:et\s+)?(?P<s2>\d{1,2})\s+"
        r"(?:secondes?|s)(?!\w)"
    ),
    "zh": regex(
        r"(?<![\d.,:])(?P<h>\d{1,3}|[一二两三四五六七八九十]{1,3})个?(?:小时|钟头)零?"
        r"(?P<m>\d{1,2}|[一二三四五六七八九十]{1,3})分钟?"
        r"(?:(?P<s>\d{1,2}|[一二三四五六七八九十]{1,3})秒钟?)?"
        r"|(?<![\d.,:点點时時])(?P<m2>\d{1,3})分钟?(?P<s2>\d{1,2})秒钟?"
    ),
}


def times(plain: str, language: str, target: str) -> Iterator[Literal]:
    """The times of day of a text, and durations of hours and minutes.

    Args:
        plain: a sentence, its digits as 0 to 9.
        language: its language.
        target: language of the renderings.
    """
    if target == "en" and language in _WITH_HALF:
        for match in _LASTING[language].finditer(plain):
            yield _lasting(match, language)
        for match in _WITH_HALF[language].finditer(plain):
            literal = _with_half(match)
            if literal:
                yield literal
    for match in _AT.finditer(plain) if target == "en" and language == "ar" else ():
        clock = f"{match['h']}:{int(match['m2']):02}"
        yield Literal("time", *match.span(), (clock,), clock)
    for match in _ZONE.finditer(plain):
        yield Literal("code", *match.span(), (match[0],), SLOT, (SLOT,), match[0])
    for match in _TIME.finditer(plain):
        literal = _time(match, target)
        if literal:
            yield literal


def _with_half(match: re.Match[str]) -> Literal | None:
    groups = match.groupdict()
    minutes = groups["m"] or groups.get("m2")
    if groups.get("short") and not (minutes or groups.get("clock")):
        return None  # 8 م is eight metres as well
    hour = _count(groups["h"])
    minute = 30 if groups.get("half") else 15 if groups.get("quarter") else _count(minutes or "0")
    if hour > 24 or minute > 59:
        return None
    halves = ("am", "pm", "noon", "night")
    half = next((one for one in halves if groups.get(one)), None)
    half = half or ("am" if groups.get("short") == "ص" else "pm")
    start, end = match.span()
    if groups.get("clock"):
        start += len(groups["clock"])
    return time_of_day(start, end, of_day(hour, half), minute, half)


def time_of_day(start: int, end: int, hour: int, minute: int, half: str | None) -> Literal:
    """A time whose half of the day is known: 8 p.m., 5:30 a.m., noon.

    Args:
        start: where it begins in the text.
        end: where it ends.
        hour: of 24.
        minute: of the hour.
        half: how the text names the half of the day, as in `HALVES`.
    """
    early, twelve = hour < 12, hour % 12 or 12
    mark, others = ("a.m.", ("am", "AM")) if early else ("p.m.", ("pm", "PM"))
    clocks = [f"{twelve}:{minute:02}"] if minute else [str(twelve), f"{twelve}:00"]
    said = ["in the morning"] if early else ["in the afternoon", "in the evening"]
    said += ["at night"] if half == "night" or hour >= 21 else []
    colon = f"{hour}:{minute:02}"

    forms = [f"{at}{gap}{one}" for one in (mark, *others) for at in clocks for gap in (" ", "")]
    letters = {0: "{}", 15: "quarter past {}", 30: "half past {}"}.get(minute)
    if letters:
        clocks.append(letters.format(spelt(twelve)))
        forms += [f"{clocks[-1]} {one}" for one in others[:1]]
    forms += [f"{at}{more} {one}" for one in said for at in clocks for more in ("", " o'clock")]
    forms += [f"{hour:02}:{minute:02}"]
    forms += [colon] if hour > 12 or early else []
    if minute == 0 and twelve == 12:
        forms.insert(0, "midnight" if early else "noon")
    return Literal("time", start, end, tuple(dict.fromkeys(forms)), colon)


def of_day(hour: int, half: str) -> int:
    """The hour of 24 that an hour of a half of the day is."""
    if hour > 12:
        return hour % 24
    if half == "am":
        return hour % 12
    if half == "night":
        return 0 if hour == 12 else hour if hour < 6 else hour + 12
    if half == "noon":
        return hour if hour > 9 else hour + 12
    return hour % 12 + 12


def _count(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else int(han(numeral) or 0)


_UNITS = {
    "zh": {"minute": f"{SLOT}分钟", "second": f"{SLOT}秒"},
    "fr": {"minute": f"{SLOT} minutes", "second": f"{SLOT} secondes"},
    "ar": {"minute": f"{SLOT} دقيقة", "second": f"{SLOT} ثانية"},
}


def _lasting(match: re.Match[str], language: str) -> Literal:
    """Hours and minutes, minutes and seconds: one number for the model, in the last unit."""
    groups = match.groupdict()
    start, end = match.span()
    if match[0][0] == "و":
        start += 1
    parts = []
    if groups["m2"] is None:
        bare = {"ساعتين": 2, "ساعتان": 2}.get(groups.get("hours") or "", 1)
        parts.append((_count(groups["h"]) if groups["h"] else bare, "hour"))
    parts.append((_count(groups["m"] or groups["m2"]), "minute"))
    seconds = groups["s"] or groups["s2"]
    if seconds:
        parts.append((_count(seconds), "second"))
    words = [f"{count} {name}{'s' * (count != 1)}" for count, name in parts]
    last = parts[-1]
    joint = ", ".join(words[:-1])
    whole = f"{joint} and {words[-1]}"
    letters = [f"{spelt(count)} {name}{'s' * (count != 1)}" for count, name in parts if count < 13]
    forms = [whole, f"{joint} {words[-1]}", ", ".join(words), " ".join(words)]
    if letters and len(letters) < len(parts):
        forms += [f"{letters[0]} and {words[-1]}", f"{letters[0]} {words[-1]}"]
    if len(letters) == len(parts):
        forms += [" and ".join(letters)]
    if len(parts) == 2:
        forms += [f"{parts[0][0]}:{last[0]:02}", f"{parts[0][0]}h{last[0]:02}"]
    model = _UNITS[language][last[1]]
    admitted = (f"{SLOT} {last[1]}s", f"{SLOT}-{last[1]}")
    return Literal("number", start, end, tuple(dict.fromkeys(forms)), model, admitted)


def _time(match: re.Match[str], target: str) -> Literal | None:
    hour = int(match["h"])
    minutes = match["m"] or match["m2"] or match["m3"]
    seconds = match["s"] or match["s3"]
    sign = match[0][len(match["h"]) :].strip()[:1]
    if match["half"]:
        minutes = "30"
    if minutes is None and (sign in ("时", "時") or hour > 23):
        return None
    minute = int(minutes) if minutes else 0
    if minute > 59 or (sign in ("点", "點") and minutes is None and hour > 12):
        return None
    colon = f"{match['h']}:{minute:02}" + (f":{int(seconds):02}" if seconds else "")
    forms = [colon]
    if not seconds:
        half = "a.m." if hour < 12 else "p.m."
        twelve = hour % 12 or 12
        clocks = [f"{twelve}:{minute:02}", f"{twelve}.{minute:02}"]
        clocks += [str(twelve)] if minute == 0 else []
        forms += [f"{hour:02}:{minute:02}", f"{hour}.{minute:02}", f"{hour}:{minute:02}"]
        forms += [
            f"{clock}{gap}{mark}"
            for clock in clocks
            for gap in (" ", "")
            for mark in dict.fromkeys((half, half.replace(".", ""), "a.m.", "p.m.", "am", "pm"))
            if half[0] == mark[0] or hour <= 12
        ]
        if minute == 0:
            forms += [f"{hour} o'clock", f"{twelve} o'clock", f"{hour} hours", f"{hour} h"]
        forms += [clocks[0]] if hour <= 12 or minute else []
    if target != "en":
        forms = forms[:1]
    return Literal("time", *match.span(), tuple(dict.fromkeys(forms)), colon)
