"""Messages and mailboxes: what they say, what is attached, and hostile ones."""

from __future__ import annotations

import mailbox
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.article import Article
from reader.errors import UnreadableFile
from reader.loading import load, mail

BODY = "Le port rouvre lundi, après trois mois de travaux.\n\nLe maire sera là."


def message(body: str = BODY, subject: str = "Le port rouvre", **headers: str) -> EmailMessage:
    letter = EmailMessage()
    letter["Received"] = "from a.example by b.example; Tue, 5 Mar 2024 10:00:00 +0100"
    letter["From"] = "Anne Lefèvre <anne@example.org>"
    letter["To"] = "lecteurs@example.org"
    letter["Date"] = "Tue, 05 Mar 2024 10:00:00 +0100"
    letter["Subject"] = subject
    for name, value in headers.items():
        letter[name.replace("_", "-")] = value
    letter.set_content(body)
    return letter


def said(articles: list[Article]) -> list[tuple[str, str]]:
    text = "".join(article.text for article in articles)
    for article in articles:
        for block in article.blocks:
            assert text.startswith(block.text, block.start)
    return [(block.kind, block.text) for article in articles for block in article.blocks]


ABOUT = (
    "preformatted",
    "From: Anne Lefèvre <anne@example.org>\nTo: lecteurs@example.org\n"
    "Date: Tue, 05 Mar 2024 10:00:00 +0100",
)


def test_a_message_has_its_subject_headers_and_text() -> None:
    articles = load(bytes(message()))
    assert said(articles) == [
        ("title", "Le port rouvre"),
        ABOUT,
        ("paragraph", "Le port rouvre lundi, après trois mois de travaux."),
        ("paragraph", "Le maire sera là."),
    ]
    assert (articles[0].title, articles[0].language) == ("Le port rouvre", "fr")
    assert articles[0].blocks[1].language is None


def test_headers_that_are_not_encoded_are_read_as_they_came() -> None:
    raw = (
        "From: Élodie Né <e@example.org>\nSubject: Réunion d'été\nTo: 李明 <l@example.org>\n\nOui."
    )
    for before in ("", "\ufeff", "From e@example.org Tue Mar  5 10:00:00 2024\n"):
        (article,) = load((before + raw).encode(), format="eml")
        assert article.title == "Réunion d'été"
        about = article.blocks[1].text
        assert about == "From: Élodie Né <e@example.org>\nTo: 李明 <l@example.org>"


def test_the_html_is_read_unless_it_says_less() -> None:
    rich = message("Le port rouvre.")
    rich.add_alternative(
        "<html><head><title>Lettre 12</title></head><body><h1>Le port</h1>"
        "<p>Il <b>rouvre</b> lundi.</p><script>x()</script></body></html>",
        subtype="html",
    )
    assert said(load(bytes(rich)))[2:] == [
        ("heading", "Le port"),
        ("paragraph", "Il rouvre lundi."),
    ]
    newsletter = message("Le pont rouvre.")
    newsletter.add_alternative(
        "<html><head><title>Lettre 12 de la gazette</title></head><body><p>Le pont rouvre lundi, "
        "dit-on.</p></body></html>",
        subtype="html",
    )
    assert said(load(bytes(newsletter)))[2:] == [("paragraph", "Le pont rouvre lundi, dit-on.")]
    poor = message(f"{BODY}\n\nEt le préfet.")
    poor.add_alternative("<p>Votre courriel n'affiche pas l'HTML.</p>", subtype="html")
    assert [text for _, text in said(load(bytes(poor)))[2:4]] == BODY.split("\n\n")


def test_attachments_are_named_and_forwarded_messages_read() -> None:
    letter = message()
    letter.add_attachment(b"x" * 2500, maintype="application", subtype="pdf", filename="résumé.pdf")
    letter.add_attachment(message("Il est fermé.", "Le tunnel"))
    first, second = load(bytes(letter))
    assert first.blocks[-1].text == "Attached: résumé.pdf (2 kB)"
    assert second.title == "Le tunnel"
    assert said([first, second])[-1] == ("paragraph", "Il est fermé.")


def test_lines_that_flow_are_put_together_and_quotations_told() -> None:
    letter = message()
    letter.set_content(
        "Le train de lundi est annulé, et celui \nde mardi est complet.\n\n"
        "> Il part à neuf \n> heures.\n>> Vraiment ?\nOui.\n-- \nAnne\n",
        cte="8bit",
    )
    letter.replace_header("Content-Type", 'text/plain; charset="utf-8"; format=flowed')
    assert said(load(bytes(letter)))[2:] == [
        ("paragraph", "Le train de lundi est annulé, et celui de mardi est complet."),
        ("quote", "Il part à neuf heures."),
        ("quote", "Vraiment ?"),
        ("paragraph", "Oui."),
        ("paragraph", "Anne"),
    ]


@pytest.mark.parametrize("charset", ["windows-1256", "utf-8", "iso-8859-6", "nonsense", ""])
def test_any_encoding(charset: str) -> None:
    text = "افتتح الميناء أبوابه صباح اليوم بعد أشغال دامت ثلاثة أشهر."
    codec = charset if charset not in ("nonsense", "") else "windows-1256"
    declared = f'Content-Type: text/plain; charset="{charset}"\n' if charset else ""
    data = (
        f"Message-ID: <1@example.org>\nFrom: a@example.org\nSubject: =?{charset or 'x'}?Q?=C7?=\n"
        f"{declared}\n".encode()
        + text.encode(codec)
    )
    assert said(load(data))[-1] == ("paragraph", text)


def test_a_mailbox_has_an_article_a_message(tmp_path: Path) -> None:
    path = tmp_path / "liste.mbox"
    box = mailbox.mbox(path)
    box.add(message("From here on, all is said.\nC'est tout.", "Un"))
    box.add(message(subject="Deux"))
    box.add(message(BODY * 200, subject="Trois"))
    box.close()
    articles = load(path)
    assert [article.title for article in articles] == ["Un", "Deux", "Trois"]
    assert ">From" in path.read_text()
    assert ("paragraph", "From here on, all is said.") in said(articles[:1])
    assert said(articles)
    assert [article.blocks for article in load(path.read_bytes())] == [
        article.blocks for article in articles
    ]


LOCKED = (
    b"From: a@b.c\nMessage-ID: <1@b.c>\nContent-Type: multipart/encrypted; boundary=x\n\n--x--\n"
)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.eml", b"Bonjour tout le monde.\n", "is not a message"),
        ("a.eml", b"\x00\x01\x02", "is not a message"),
        ("a.eml", LOCKED, "is encrypted"),
        ("a.mbox", b"Bonjour.\n", "is not a mailbox"),
        ("a.mbox", b"%PDF-1.7\n", "is not a mailbox"),
    ],
)
def test_what_is_no_mail_is_refused_in_one_line(
    tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match=says) as caught:
        load(path)
    assert str(path) in str(caught.value) and "\n" not in str(caught.value)


def test_an_encrypted_message_does_not_stop_a_mailbox(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    postmark = b"From a@b.c Tue Mar  5 10:00:00 2024\n"
    path.write_bytes(postmark + LOCKED + b"\n" + postmark + bytes(message()))
    first, second = load(path)
    assert "its text cannot be read" in first.text
    assert second.title == "Le port rouvre"


def test_an_encrypted_message_that_is_forwarded_says_so() -> None:
    letter = message()
    letter.add_attachment(message_from_bytes(LOCKED))
    letter.add_attachment(message(subject="Le quai"))
    first, second, third = load(bytes(letter), format="eml")
    assert (first.title, third.title) == ("Le port rouvre", "Le quai")
    assert "its text cannot be read" in second.text


def test_a_message_that_is_cut_off_says_so() -> None:
    letter = message()
    letter.add_attachment(b"x" * 2500, maintype="application", subtype="pdf", filename="a.pdf")
    (article,) = load(bytes(letter)[:-900])
    assert "Le maire sera là." in article.text
    assert article.blocks[-1].text == "[The message is cut off here.]"


@pytest.mark.slow
def test_a_message_of_nothing_but_nesting_is_read_or_refused() -> None:
    head = b"Message-ID: <1@b.c>\nFrom: a@b.c\n"
    deep = head + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000)
    )
    for data in (deep, deep + b"\nBonjour.\n", head + b"Content-Type: multipart/mixed\n\nx"):
        try:
            load(data)
        except UnreadableFile as error:
            assert "\n" not in str(error)


NOTE = "Received: deux lettres\nAnswered: une\n\nLe port rouvre.\n"


def test_a_note_that_begins_with_a_date_is_no_message() -> None:
    for text in ("From: Rabat\nDate: lundi\n\nLe port rouvre.\n", "Date: lundi\nRien.\n", NOTE):
        assert "".join(article.text for article in load(text.encode())) == text


@given(st.data())
def test_a_damaged_message_is_read_or_refused(data: st.DataObject) -> None:
    letter = message(subject="Le port rouvre après trois mois")
    letter.add_alternative("<p>Il rouvre lundi.</p>", subtype="html")
    content = bytearray(bytes(letter))
    for _ in range(data.draw(st.integers(1, 8))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=4))
    try:
        load(bytes(content), format="eml")
    except UnreadableFile as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize("receivers", ["(" * 3000, "<" * 3000, '"' * 3001, "a@b.c, " * 3000])
def test_receivers_that_are_none_do_not_hide_the_text(receivers: str) -> None:
    data = f"Message-ID: <1@b.c>\nFrom: a@b.c\nTo: {receivers}\n\n{BODY}\n".encode()
    (article,) = load(data)
    assert BODY.split("\n")[0] in article.text


@pytest.mark.parametrize("address", [b"a\xd3\x3e\xff@b.c", b"=?utf-7?q?+2AA-?="])
def test_no_half_of_a_letter_is_in_the_text(address: bytes) -> None:
    head = b"Message-ID: <1@b.c>\nContent-Type: text/plain; charset=utf-7\n"
    from_ = b"From: A <" + address + b">\nSubject: =?utf-7?q?+2AA-?=\n\n"
    (article,) = load(head + from_ + b"+2AA- Bonjour.\n")
    assert "Bonjour." in article.text
    article.text.encode("utf-8")


def test_of_many_receivers_the_first_are_named_and_headers_of_any_case_read() -> None:
    receivers = ", ".join(f"r{number}@example.org" for number in range(5))
    (article,) = load(f"MESSAGE-ID: <1@b.c>\nfrom: a@b.c\nTO: {receivers}\n\nOui.\n".encode())
    assert article.title == "a@b.c", "without a subject, who wrote it"
    named = "r0@example.org, r1@example.org, r2@example.org, …"
    assert article.blocks[0].text == f"From: a@b.c\nTo: {named}"


POSTMARK = b"From a@b.c Tue Mar  5 10:00:00 2024\n"


def test_only_a_line_after_a_blank_one_begins_a_message(tmp_path: Path) -> None:
    head = b"From: a@b.c\nSubject: Un\n\n"
    inner = b"Le port.\n" + POSTMARK + b"\nFrom " + b"x" * 1_000 + b" 10:00 2024\n\n>From Rabat.\n"
    path = tmp_path / "a.mbox"
    path.write_bytes(POSTMARK + head + inner)
    (article,) = load(path)
    for line in ("From a@b.c Tue", "From xxx", "From Rabat."):
        assert line in article.text
    assert ("paragraph", "From Rabat.") in said([article])


def test_a_message_of_a_mailbox_may_be_so_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.loading.mail._LARGEST", 1 << 20)
    path = tmp_path / "a.mbox"
    letter = b"From: a@b.c\nSubject: Un\n\n" + (b"Le port rouvre. " * 400 + b"\n") * 100 + b"\n"
    path.write_bytes((POSTMARK + letter) * 2)
    assert len(load(path)) == 2
    path.write_bytes(POSTMARK + letter * 2)
    with pytest.raises(UnreadableFile, match="more than 1 MB"):
        load(path)


def part(kind: str, content: str, **headers: str) -> str:
    lines = [f"Content-Type: {kind}", *(f"{k.replace('_', '-')}: {v}" for k, v in headers.items())]
    return "\n".join(lines) + f"\n\n{content}\n"


def multipart(kind: str, *parts: str, mark: str = "m") -> str:
    return part(
        f"multipart/{kind}; boundary={mark}",
        "".join(f"--{mark}\n{each}\n" for each in parts) + f"--{mark}--",
    )


HEAD = "Message-ID: <1@b.c>\nFrom: a@b.c\nSubject: Le port\n"
TEXT = part("text/plain", "Le port rouvre lundi.")


def test_what_is_attached_is_named_and_what_belongs_to_the_text_is_not() -> None:
    whole = multipart(
        "mixed",
        TEXT,
        part("text/plain", "x" * 99_900, Content_Disposition='attachment; filename="notes.txt"'),
        part("text/calendar", "BEGIN:VCALENDAR"),
        part("image/png", "x", Content_ID="<logo>"),
        part("application/pgp-signature", "x"),
    )
    (article,) = load((HEAD + whole).encode())
    assert [block.text for block in article.blocks][2:] == [
        "Le port rouvre lundi.",
        "Attached: notes.txt (100 kB), text/calendar (16 bytes)",
    ]


def test_a_signed_message_is_none_that_is_encrypted() -> None:
    signed = part('application/pkcs7-mime; smime-type="signed-data"; name="smime.p7m"', "x")
    (article,) = load((HEAD + signed).encode())
    assert "smime.p7m" in article.text and "Encrypted" not in article.text


def test_what_stands_in_one_of_several_versions_is_not_lost() -> None:
    html = part("text/html", "<p>Le port rouvre lundi.</p>")
    locked = part("application/pkcs7-mime; name=x", "x")
    forwarded = part("message/rfc822", "From: c@d.e\nSubject: Le quai\n\nIl ferme.")
    for inner, said in (
        (part("application/pdf; name=a.pdf", ""), "Attached: a.pdf (1 byte)"),
        (forwarded, "Il ferme."),
    ):
        rich = multipart(
            "mixed", part("text/html", "<p>Le port rouvre lundi.</p>"), inner, mark="n"
        )
        articles = load((HEAD + multipart("alternative", TEXT, rich)).encode())
        assert said in "".join(article.text for article in articles)
    rich = multipart("mixed", html, locked, mark="n")
    with pytest.raises(UnreadableFile, match="encrypted"):
        load((HEAD + multipart("alternative", rich)).encode(), format="eml")
    cut = HEAD + multipart("alternative", multipart("mixed", TEXT, mark="n").replace("--n--", ""))
    assert "[The message is cut off here.]" in load(cut.encode())[0].text


@pytest.mark.parametrize("kind", ["mixed", "alternative"])
def test_of_thousands_of_parts_the_first_are_read_and_the_others_told_of(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "_MOST_PARTS", 20)
    each = multipart(kind, TEXT, mark="n") if kind == "alternative" else TEXT
    (article,) = load((HEAD + multipart("mixed", *[each] * 50)).encode())
    said = [block.text for block in article.blocks]
    assert said.count("Le port rouvre lundi.") == 20
    assert said[-1] == "[Of its parts, the first 20 are read.]"


def test_parts_too_deep_in_each_other_are_not_read_and_said_to_be_there() -> None:
    deep = TEXT
    for number in range(30):
        deep = multipart("mixed", deep, mark=f"m{number}x")
    (article,) = load((HEAD + deep).encode())
    assert article.blocks[-1].text == "Attached: parts within parts, which are not read"


@pytest.mark.parametrize(
    ("more", "lines", "paragraphs"),
    [
        ("", "Il part \n à neuf heures.", ["Il part à neuf heures."]),
        ("", "> Il part \nOui, dit-il.", ["Il part", "Oui, dit-il."]),
        ("; delsp=yes", "港口今天重新 \n开放。", ["港口今天重新开放。"]),
    ],
)
def test_how_lines_flow(more: str, lines: str, paragraphs: list[str]) -> None:
    letter = HEAD + part(f"text/plain; charset=utf-8; format=flowed{more}", lines)
    assert [text for _, text in said(load(letter.encode()))[2:]] == paragraphs


def test_a_page_that_a_browser_saved_is_its_text_and_that_of_its_frames(tmp_path: Path) -> None:
    """Its style sheet was read as a text, and its browser as who had written it."""
    whole = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/port\n"
        "Subject: Le port rouvre\nDate: Tue, 12 Mar 2024 10:00:00 -0000\nMIME-Version: 1.0\n"
        + multipart(
            "related",
            part("text/html", "<title>Le port rouvre</title><h1>Le port rouvre</h1><p>Lundi.</p>"),
            part("text/css", "body { color: red }", Content_Location="cid:css-1@mhtml.blink"),
            part("image/png", "x", Content_Location="https://example.org/port.png"),
            part("text/html", "<p>La météo du port</p>"),
        )
    )
    path = tmp_path / "port.mhtml"
    path.write_text(whole, "utf-8")
    shown = [
        ("preformatted", "https://example.org/port · Tue, 12 Mar 2024 10:00:00 -0000"),
        ("title", "Le port rouvre"),
        ("paragraph", "Lundi."),
        ("paragraph", "La météo du port"),
    ]
    assert said(load(path)) == said(load(whole.encode())) == shown
    path.write_text(whole.removesuffix("--m--\n"), "utf-8")
    assert said(load(path))[-1] == ("preformatted", "[The page is cut off here.]")
    path.write_text(whole.replace("text/html", "text/css"), "utf-8")
    with pytest.raises(UnreadableFile, match="has no text in it"):
        load(path)
