"""What Chinese names by numbers: places in a law and in a street, types of aircraft, spacecraft.

Of 第十二条第三款 a small model loses the paragraph, 长安街12号 becomes a day of the month, 歼-20 a
missile. It reads one number for what has several, and copies a stand-in for a type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.text.literals.literal import SLOT, Literal
from reader.text.literals.numerals import han
from reader.text.regex import regex

_RANK = r"(?:\d{1,4}|[一二三四五六七八九十百千零〇]{1,7})"
_PLACES = {
    "编": "part", "章": "chapter", "节": "section", "条": "Article", "款": "paragraph",
    "项": "item", "目": "point",
}  # fmt: skip
_LAWS = (
    "法 法典 宪法 条例 章程 公约 规定 规则 办法 协定 条约 决议 》 依据 根据 依照 按照 违反".split()
)
_PLACE = rf"第[（(]?{_RANK}[)）]?[{''.join(_PLACES)}](?:之{_RANK})?"
_PROVISION = regex(
    rf"(?:{_PLACE}){{2,4}}"
    rf"|(?:{'|'.join(f'(?<={word})' for word in _LAWS)})第{_RANK}条(?:之{_RANK})?"
    r"(?![线路道河街船狗鱼])"
    rf"|第{_RANK}[条款](?=的?规定)"
)
_SERIES = regex(
    rf"第{_RANK}(?P<unit>[条款])(?:、第?{_RANK}(?P=unit)?)*(?P<joint>和|及|与|或|或者|至|到)第?{_RANK}(?P=unit)"
    r"(?![线路道河街船狗鱼车手产新])"
)
_JOINTS = {"或": "or", "或者": "or", "至": "to", "到": "to"}
_ISSUED = {
    "令": "Order", "法令": "Decree", "法律": "Law", "公告": "Announcement", "通知": "Notice",
    "台风": "Typhoon",
}  # fmt: skip
_NUMBERED = regex(
    rf"第(?P<number>{_RANK})号(?P<what>{'|'.join(sorted(_ISSUED, key=len, reverse=True))})(?!人)"
)
_PART = regex(
    rf"第[（(]?(?P<rank>{_RANK})[)）]?(?P<unit>[{''.join(_PLACES)}])(?:之(?P<more>{_RANK}))?"
)
_ADDRESS = regex(
    r"(?:(?<=[街路道巷弄])|(?<=胡同))(?<![公铁线道航网管套马知隧轨]路)(?<![频赛报知味渠管轨隧索航铁车跑]道)(?P<number>\d{1,4})号"
    r"(?![线楼车机])(?:院)?(?:(?P<house>\d{1,3})号楼)?(?:(?P<unit>\d{1,2})单元)?"
    r"(?:(?P<floor>\d{1,2})[层楼](?![房道梯]))?(?:(?P<room>\d{2,4})[室房](?![间]))?"
)
_ROOM = regex(r"(?<![\d.,])(?P<room>\d{3,4})室(?!内)")
_TYPES = {
    "歼": "J", "歼轰": "JH", "轰": "H", "运": "Y", "直": "Z", "武直": "Z", "苏": "Su", "米": "Mi",
    "米格": "MiG", "图": "Tu", "伊尔": "Il", "卡": "Ka", "东风": "DF", "红旗": "HQ",
    "鹰击": "YJ", "巨浪": "JL",
}  # fmt: skip
_TYPE = regex(
    rf"(?<![\d行银信江地])(?P<type>{'|'.join(sorted(_TYPES, key=len, reverse=True))})"
    r"(?<![如见附]图)[-－–—](?P<number>(?:\d{2,3}|(?<=[轰歼直运米].)\d)[A-Z]{0,3})(?![\d.])"
)
_CRAFT = {
    "神舟": "Shenzhou", "嫦娥": "Chang'e", "天问": "Tianwen", "天舟": "Tianzhou",
    "天宫": "Tiangong", "长征": "Long March", "玉兔": "Yutu", "梦舟": "Mengzhou",
    "北斗": "BeiDou", "朱雀": "Zhuque", "风云": "Fengyun", "高分": "Gaofen", "快舟": "Kuaizhou",
}  # fmt: skip
_KINDS = dict(zip("甲乙丙丁", "ABCD", strict=True))
_NAMED = regex(
    rf"(?P<craft>{'|'.join(_CRAFT)})(?P<number>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})号(?P<kind>[甲乙丙丁A-Z])?"
)


def named(plain: str) -> Iterator[Literal]:
    """What a Chinese text names by numbers, for English.

    Args:
        plain: a sentence, its digits as 0 to 9.
    """
    if "第" in plain:
        for match in _SERIES.finditer(plain):
            yield _series(match)
        for match in _PROVISION.finditer(plain):
            yield _provision(match)
        for match in _NUMBERED.finditer(plain):
            said = f"{_ISSUED[match['what']]} No. {_count(match['number'])}"
            yield _copied(match.span(), said)
    for match in _ADDRESS.finditer(plain) if "号" in plain else ():
        said = f"No. {match['number']}"
        words = {"house": "Building", "unit": "Unit", "floor": "Floor", "room": "Room"}
        said += "".join(f", {word} {match[name]}" for name, word in words.items() if match[name])
        admitted = (f"No. {SLOT}", f"No {SLOT}", SLOT)
        yield Literal("number", *match.span(), (said,), f"{SLOT}号", admitted, "")
    for match in _ROOM.finditer(plain):
        room = match["room"]
        forms = (f"Room {room}", f"room {room}")
        yield Literal("number", *match.span(), forms, SLOT, (SLOT,), forms[0])
    for match in _TYPE.finditer(plain):
        yield _copied(match.span(), f"{_TYPES[match['type']]}-{match['number']}")
    for match in _NAMED.finditer(plain):
        joint = " " if match["craft"] == "长征" else "-"
        kind = _KINDS.get(match["kind"], match["kind"] or "")
        number = f"{_count(match['number'])}{kind}"
        yield _copied(match.span(), f"{_CRAFT[match['craft']]}{joint}{number}")


def _count(numeral: str) -> int:
    return int(han(numeral) or 0)


def _copied(span: tuple[int, int], said: str) -> Literal:
    return Literal("name", *span, (said,), SLOT, (SLOT,), said)


def _provision(match: re.Match[str]) -> Literal:
    said = []
    for part in _PART.finditer(match[0]):
        more = f"-{_count(part['more'])}" if part["more"] else ""
        said.append(f"{_PLACES[part['unit']]} {_count(part['rank'])}{more}")
    return _placed(match.span(), ", ".join(said))


def _series(match: re.Match[str]) -> Literal:
    """Several of one kind: 第三条至第五条, 第四款和第五款."""
    *some, last = (str(_count(each)) for each in re.findall(_RANK, match[0]))
    joint = _JOINTS.get(match["joint"], "and")
    return _placed(match.span(), f"{_PLACES[match['unit']]}s {', '.join(some)} {joint} {last}")


def _placed(span: tuple[int, int], whole: str) -> Literal:
    admitted = tuple(f"{word} {SLOT}" for word in ("Article", "article"))
    admitted = (*admitted, *(f"{form} articles" for form in admitted))
    return Literal("number", *span, (whole,), f"第{SLOT}条", admitted)
