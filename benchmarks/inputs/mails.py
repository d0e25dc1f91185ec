# ruff: noqa: E501
"""Messages, mailboxes and web archives."""

from __future__ import annotations

import base64
import gzip
import quopri
import random
from email.header import Header

from inputs import damage
from inputs.texts import FRAGMENTS, LINES, Kind, prose

_CHARSETS = (
    *(
        "utf-8",
        "windows-1256",
        "iso-8859-6",
        "gb2312",
        "gbk",
        "big5",
        "iso-2022-cn",
        "iso-2022-jp",
        "hz-gb-2312",
    ),
    *(
        "utf-7",
        "us-ascii",
        "x-unknown",
        "unicode-1-1-utf-7",
        "cp-850",
        "ansi_x3.110-1983",
        "",
        '"utf-8',
        "utf-8; x",
        "hex",
    ),
    *(
        "idna",
        "undefined",
        "rot13",
        "utf-16",
        "UTF8",
        "iso-8859-8-i",
        "cp65001",
        "=?utf-8?q?utf-8?=",
        "\u0661",
        "x\0",
    ),
)
_WAYS = ("base64", "quoted-printable", "8bit", "7bit", "binary", "x-uuencode", "BASE64 ", "x", "")


def _part(chance: random.Random, text: str, kind: str = "text/plain") -> bytes:
    charset = chance.choice(_CHARSETS)
    try:
        data = text.encode(charset, "replace")
    except (LookupError, UnicodeError, ValueError):
        data = damage.encoded(chance, text)
    way = chance.choice(_WAYS)
    told = chance.choice((way, way, way, chance.choice(_WAYS)))
    if way == "base64":
        data = base64.encodebytes(data)
    elif way == "quoted-printable":
        data = quopri.encodestring(data)
    more = chance.choice(
        ("", "; format=flowed", "; format=flowed; delsp=yes", "; name*0*=utf-8''%D8%A3; name*1=b")
    )
    head = f"Content-Type: {kind}; charset={charset}{more}\nContent-Transfer-Encoding: {told}\n\n"
    return head.encode("utf-8", "replace") + data


def _word(chance: random.Random) -> str:
    line = chance.choice(LINES)[: damage.amount(chance, 10, 60, 500)]
    match chance.randrange(5):
        case 0:
            return Header(line, "utf-8").encode()
        case 1:
            return f"=?{chance.choice(_CHARSETS)}?{chance.choice('BbQqX')}?{base64.b64encode(line.encode()).decode()}?="
        case 2:
            return line
        case 3:
            return chance.choice(
                ("=?", "?=", "=?utf-8?B?", "=?a?q?b", "=?utf-8?b?=?=")
            ) * damage.amount(chance, 1, 2, 3_000)
        case _:
            return chance.choice(FRAGMENTS) * damage.amount(chance, 1, 2_000)


def _heads(chance: random.Random) -> bytes:
    many = ", ".join(f"A {n} <a{n}@b.c>" for n in range(damage.amount(chance, 1, 3, 2_000)))
    odd = chance.choice(
        ('"' * 999, "(" * 3_000, "<" * 999, "a" * 5_000, "@" * 999, ":;" * 999, "\\" * 999, many)
    )
    lines = [
        f"From: {_word(chance)} <a@b.c>", f"To: {chance.choice((many, odd))}", f"Subject: {_word(chance)}",
        f"Date: {chance.choice(('Tue, 12 Mar 2024 10:00:00 +0100', 'x', '99999999999999', ''))}",
        "Message-ID: <x@y>", "MIME-Version: 1.0", *(["Received: x"] * damage.amount(chance, 1, 1_000)),
    ]  # fmt: skip
    chance.shuffle(lines)
    end = chance.choice(("\n", "\n", "\r\n", "\n "))
    return (end.join(lines) + "\n").encode("utf-8", "surrogatepass")


def _message(chance: random.Random, depth: int = 0) -> bytes:
    text = damage.of_text(chance, prose(chance, 10), FRAGMENTS, 3, 300)
    kind = chance.randrange(4 if depth < 4 else 2)
    if kind == 0:
        return _heads(chance) + _part(chance, text)
    if kind == 1:
        body = f"<html><body><p>{text}</p><blockquote>{text[:300]}</blockquote></body></html>"
        return _heads(chance) + _part(chance, body, "text/html")
    bound = chance.choice(("b", "b", "=_x", "", '"', " ", "b" * 200))
    told = chance.choice((bound, bound, bound, "other"))
    sort = chance.choice(
        ("mixed", "alternative", "related", "signed", "digest", "report", "encrypted", "x")
    )
    parts = [_part(chance, text), _part(chance, f"<p>{text}</p>", "text/html")]
    if chance.random() < 0.5:
        parts.append(b"Content-Type: message/rfc822\n\n" + _message(chance, depth + 1))
    if chance.random() < 0.5:
        parts.append(
            b'Content-Type: application/pdf; name=x\nContent-Disposition: attachment; filename="'
            + _word(chance).encode("utf-8", "surrogatepass")
            + b'"\n\n'
            + chance.randbytes(500)
        )
    mark = b"\n--" + bound.encode()
    end = chance.choice((b"--\n", b"", b"\n"))
    return (
        _heads(chance) + f'Content-Type: multipart/{sort}; boundary="{told}"\n\nPreamble\n'.encode()
        + b"".join(mark + b"\n" + part for part in parts) + mark + end
    )  # fmt: skip


def message(chance: random.Random) -> tuple[str, bytes]:
    return "letter.eml", _message(chance)


def odd_heads(chance: random.Random) -> tuple[str, bytes]:
    data = _heads(chance) + _part(chance, chance.choice(LINES))
    return "heads.eml", data if chance.random() < 0.7 else data.replace(b"\n\n", b"\n", 1)


def parts_within_parts(chance: random.Random) -> tuple[str, bytes]:
    depth = damage.amount(chance, 5, 30, 300, 3_000)
    data = _part(chance, chance.choice(LINES))
    for n in range(depth):
        if chance.random() < 0.5:
            data = b"Content-Type: message/rfc822\n\nSubject: s%d\nMIME-Version: 1.0\n" % n + data
        else:
            data = (
                b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n)
                + data
                + b"\n--b%d--\n" % n
            )
        if len(data) > 1_500_000:
            break
    return "deep.eml", b"From: a@b.c\nMessage-ID: <x>\n" + data


def many_parts(chance: random.Random) -> tuple[str, bytes]:
    count = damage.amount(chance, 10, 1_000, 8_000)
    sort = chance.choice(("mixed", "alternative"))
    part = _part(chance, chance.choice(LINES)[:200])
    head = (
        f"From: a@b.c\nMIME-Version: 1.0\nContent-Type: multipart/{sort}; boundary=b\n\n".encode()
    )
    return "parts.eml", head + (b"--b\n" + part + b"\n") * count


def mailbox(chance: random.Random) -> tuple[str, bytes]:
    mark = chance.choice(
        (b"From a@b Tue Mar 12 10:00:00 2024\n", b"From - 12 Mar 2024 10:00\n", b"From x\n")
    )
    letters = [
        mark + _message(chance).replace(b"\nFrom ", b"\n>From ") + b"\n\n"
        for _ in range(damage.amount(chance, 1, 5, 40))
    ]
    if chance.random() < 0.3:  # a mailbox as an attachment of a message in it
        inner = base64.encodebytes(b"".join(letters))
        letters.append(
            mark
            + b"From: a@b.c\nContent-Type: application/mbox\nContent-Transfer-Encoding: base64\n\n"
            + inner
        )
    return "box.mbox", b"".join(letters)


def web_archive(chance: random.Random) -> tuple[str, bytes]:
    records = []
    for n in range(damage.amount(chance, 1, 5, 200)):
        page = f"<html><body><h1>T{n}</h1><p>{chance.choice(LINES)}</p></body></html>".encode()
        coding = chance.choice(("", "", "gzip", "br", "deflate", "x"))
        body = gzip.compress(page) if coding == "gzip" else page
        length = chance.choice((len(body), len(body), len(body), 0, 10**12, -1))
        chunked = chance.random() < 0.2
        if chunked:
            body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
        answer = (
            f"HTTP/1.1 {chance.choice(('200 OK', '404', 'x', ''))}\r\nContent-Type: text/html; charset="
            f"{chance.choice(_CHARSETS)}\r\nContent-Encoding: {coding}\r\n"
            f"{'Transfer-Encoding: chunked' if chunked else ''}\r\n\r\n"
        ).encode("utf-8", "replace") + body
        told = chance.choice((len(answer), len(answer), len(answer), length, "x"))
        kind = chance.choice(
            ("response", "response", "resource", "request", "revisit", "warcinfo", "x")
        )
        records.append(
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://a.b/{n}\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {told}\r\n\r\n".encode() + answer + b"\r\n\r\n"
        )  # fmt: skip
    data = b"".join(records)
    match chance.randrange(4):
        case 0:
            return "crawl.warc.gz", b"".join(map(gzip.compress, records))
        case 1:
            return "crawl.warc.gz", gzip.compress(data)
        case 2:
            return "bomb.warc.gz", gzip.compress(
                records[0].replace(b"</p>", b"x" * damage.amount(chance, 10, 40_000_000))
            )
        case _:
            return "crawl.warc", data


KINDS: list[Kind] = [
    message,
    message,
    odd_heads,
    parts_within_parts,
    many_parts,
    mailbox,
    web_archive,
]
