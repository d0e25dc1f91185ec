"""Memories of other programs, as those write them: TMX with its tags, XLIFF with its states."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from reader.errors import StoreError
from reader.memory.exchange import format_of, read, write
from reader.memory.unit import Unit

OMEGAT = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
  <header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US" datatype="plaintext"
          creationtoolversion="6.0.0_0_c0ffee" segtype="sentence" srclang="FR-FR"/>
  <body>
<!-- Default translations -->
    <tu>
      <tuv xml:lang="FR-FR">
        <seg>Le <bpt i="0" x="0">&lt;g0&gt;</bpt>quai nord<ept i="0">&lt;/g0&gt;</ept> rouvre.</seg>
      </tuv>
      <tuv xml:lang="EN-GB" changeid="amina" changedate="20240102T030405Z" creationid="amina"
           creationdate="20231231T235959Z">
        <seg>The <bpt i="0" x="0">&lt;g0&gt;</bpt>north quay<ept i="0">&lt;/g0&gt;</ept>
             reopens.</seg>
      </tuv>
    </tu>
<!-- Alternative translations -->
    <tu>
      <note>said by the harbour master</note>
      <prop type="file">port/avis.docx</prop>
      <prop type="prev">Le quai nord rouvre.</prop>
      <prop type="next"></prop>
      <tuv xml:lang="FR-FR"><seg>Attention &amp; prudence : « 3 &lt; 5 ».</seg></tuv>
      <tuv xml:lang="EN-GB"><seg>Caution &amp; care: “3 &lt; 5”.</seg></tuv>
    </tu>
  </body>
</tmx>
"""
MEMOQ = """\
<?xml version="1.0" encoding="utf-8"?>
<tmx version="1.4">
  <header creationtool="MemoQ" creationtoolversion="9.8.9" segtype="sentence" adminlang="en-us"
    creationid="amina" srclang="ar-ma" o-tmf="MemoQTM" datatype="unknown">
    <prop type="defclient">Port de Tanger</prop>
    <prop type="description">a memory &amp; more</prop>
    <prop type="name">port</prop>
  </header>
  <body>
    <tu changedate="20230405T060708Z" creationdate="20230401T000000Z" creationid="amina"
        changeid="amina">
      <prop type="x-document">port.docx</prop>
      <prop type="x-context-pre">&lt;seg&gt;avant&lt;/seg&gt;</prop>
      <note>checked</note>
      <tuv xml:lang="ar-ma"><prop type="x-context">k</prop>
        <seg>الرصيف<ph type="lb"/>الشمالي <it pos="begin">&lt;b&gt;</it>مفتوح<ut>x</ut>.</seg></tuv>
      <tuv xml:lang="en-us">
        <seg>The north<ph type='lb'>{lb}</ph>quay <hi type="bold">is open</hi>.</seg></tuv>
    </tu>
  </body>
</tmx>
"""
WEBLATE = """\
<?xml version='1.0' encoding='utf-8'?>
<!DOCTYPE tmx
  SYSTEM 'tmx14.dtd'>
<tmx version="1.4">
  <header adminlang="en" creationtool="Translate Toolkit" creationtoolversion="3.9.2"
    datatype="PlainText" o-tmf="UTF-8" segtype="sentence" srclang="en"/>
  <body>
    <tu><tuv xml:lang="en"><seg>Open the gate, %(name)s</seg></tuv>
      <tuv xml:lang="zh_CN"><seg>%(name)s，打开大门</seg></tuv></tu>
    <tu><tuv xml:lang="en"><seg>Open the gate</seg></tuv>
      <tuv xml:lang="zh_TW"><seg>打開大門</seg></tuv></tu>
  </body>
</tmx>
"""


def units(folder: Path, name: str, content: str | bytes, **options: str) -> list[Unit]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read(path, **options))  # type: ignore[arg-type]


def test_a_project_memory_of_omegat(tmp_path: Path) -> None:
    first, second = units(tmp_path, "project-omegat.tmx", OMEGAT)
    assert first == Unit(
        "Le quai nord rouvre.",
        "The north quay reopens.",
        "fr",
        "en",
        "import",
        "2024-01-02",
        "project-omegat.tmx",
    )
    assert second.source == "Attention & prudence : « 3 < 5 »."
    assert second.target == "Caution & care: “3 < 5”."


def test_an_export_of_memoq(tmp_path: Path) -> None:
    (unit,) = units(tmp_path, "port.tmx", MEMOQ)
    assert unit == Unit(
        "الرصيف الشمالي مفتوح.",
        "The north quay is open.",
        "ar",
        "en",
        "import",
        "2023-04-05",
        "port.docx",
    )


def test_an_export_of_weblate(tmp_path: Path) -> None:
    simplified, traditional = units(tmp_path, "weblate.tmx", WEBLATE, target="en")
    assert (simplified.source_language, simplified.source) == ("zh", "%(name)s，打开大门")
    assert simplified.target == "Open the gate, %(name)s"
    assert traditional.source_language == "zt"


def _ways(found: list[Unit]) -> list[str]:
    return [f"{one.source_language}→{one.target_language}" for one in found]


def test_a_memory_made_from_english_serves_both_ways(tmp_path: Path) -> None:
    assert _ways(units(tmp_path, "w.tmx", WEBLATE)) == ["en→zh", "zh→en", "en→zt", "zt→en"]
    assert _ways(units(tmp_path, "o.tmx", OMEGAT)) == ["fr→en"] * 2
    assert _ways(units(tmp_path, "w.tmx", WEBLATE, source="en")) == ["en→zh", "en→zt"]
    french = WEBLATE.replace('"en"><seg>', '"fr"><seg>')
    assert _ways(units(tmp_path, "f.tmx", french.replace('srclang="en"', 'srclang="fr"'))) == [
        "fr→zh",
        "fr→zt",
    ]
    warnings: list[str] = []
    (tmp_path / "f.tmx").write_text(french.replace('srclang="en"', 'srclang="*all*"'), "utf-8")
    assert list(read(tmp_path / "f.tmx", warn=warnings.append)) == []
    assert warnings == [
        "f.tmx: left out 2 units that do not say which of their languages is the source:"
        " say -s and -t"
    ]


def test_a_job_out_of_english_serves_both_ways(tmp_path: Path) -> None:
    back = [one for one in units(tmp_path, "job.xlf", XLIFF_1) if one.file == "back.txt"]
    assert _ways(back) == ["en→ar", "ar→en"]


@pytest.mark.parametrize("content", [OMEGAT, MEMOQ, WEBLATE], ids=["omegat", "memoq", "weblate"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_what_is_kept_comes_back_in_any_encoding(
    tmp_path: Path, content: str, encoding: str
) -> None:
    named = encoding.partition("-sig")[0] if "8" in encoding else "utf-16"
    declared = content.replace('"UTF-8"?', f'"{named}"?').replace('"utf-8"?', f'"{named}"?')
    found = units(
        tmp_path, "memory.tmx", declared.replace("'utf-8'", f"'{named}'").encode(encoding)
    )
    assert found == units(tmp_path, "memory.tmx", content)
    out = io.StringIO()
    write(found, out, "tmx")
    assert units(tmp_path, "again.tmx", out.getvalue()) == [
        Unit(
            one.source,
            one.target,
            one.source_language,
            one.target_language,
            one.origin,
            one.created,
            one.file,
        )
        for one in found
    ]


@pytest.mark.parametrize("sign", ["\x0b", "\x1f", "&#x1F;", "&#11;", "&#x0;", "&#xFFFE;"])
def test_control_characters_do_not_end_an_import(tmp_path: Path, sign: str) -> None:
    (unit, _) = units(tmp_path, "x.tmx", OMEGAT.replace("rouvre", f"rou{sign}vre"))
    assert unit.source == "Le quai nord rou vre."
    wide = OMEGAT.replace("rouvre", f"rou{sign}vre").encode("utf-16")
    assert units(tmp_path, "y.tmx", wide)[0].source == "Le quai nord rou vre."


@pytest.mark.parametrize("shift", range(0, 40, 7))
def test_a_control_character_is_found_wherever_the_file_is_cut(tmp_path: Path, shift: int) -> None:
    filling = "x" * (32 * 1024 - 20 + shift)  # lxml reads 32 KiB at once
    body = f"<note>{filling}</note>" + "&#x1F;" * 4
    content = f"<tmx><body>{body}<tu><tuv xml:lang='fr'><seg>Le quai.</seg></tuv>"
    content += "<tuv xml:lang='en'><seg>The&#x1F;quay &#233;.</seg></tuv></tu></body></tmx>"
    (unit,) = units(tmp_path, "x.tmx", content)
    assert (unit.source, unit.target) == ("Le quai.", "The quay é.")


XLIFF_1 = """\
<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
 <file original="port.docx" source-language="fr-FR" target-language="en-GB" datatype="plaintext">
  <header><tool tool-id="t" tool-name="a tool"/></header>
  <body>
   <group id="g">
    <trans-unit id="1" approved="yes"><source>Le <g id="1">quai</g> est<x id="2" ctype="lb"/>long.\
</source><target>The <g id="1">quay</g> is<x id="2" ctype="lb"/>long.</target>
     <alt-trans><source>Le quai</source><target state="final">The wharf</target></alt-trans>
    </trans-unit>
    <trans-unit id="2"><source>La grue attend.</source>
     <target state="needs-review-translation">The crane expects.</target></trans-unit>
    <trans-unit id="3"><source>La mer monte.</source>
     <target state="translated">The sea is rising.</target></trans-unit>
   </group>
   <trans-unit id="4"><source>Rien.</source></trans-unit>
   <trans-unit id="5"><source>Port</source><target>Port</target></trans-unit>
   <trans-unit id="6"><source>Sans état.</source><target>Without a state.</target></trans-unit>
   <trans-unit id="7"><source>Machine.</source>
    <target state-qualifier="mt-suggestion">Machine.</target></trans-unit>
   <trans-unit id="8" translate="no"><source>A7</source>
    <target state="final">A7</target></trans-unit>
   <trans-unit id="9" approved="yes"><source>Un. Deux.</source>
    <seg-source><mrk mtype="seg" mid="0">Un.</mrk> <mrk mtype="seg" mid="1">Deux.</mrk></seg-source>
    <target><mrk mtype="seg" mid="0">One.</mrk> <mrk mtype="seg" mid="1">Two.</mrk></target>
   </trans-unit>
  </body>
 </file>
 <file original="back.txt" source-language="en" target-language="ar"><body>
  <trans-unit id="1"><source>The gate.</source>
   <target xml:lang="ar-MA" state="signed-off">البوابة.</target></trans-unit>
 </body></file>
</xliff>
"""
XLIFF_2 = """\
<?xml version="1.0"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="zh-CN" trgLang="en">
 <file id="f" original="port.html">
  <unit id="1">
   <originalData><data id="d1">&lt;b&gt;</data></originalData>
   <segment id="s1" state="final"><source>码头<pc id="1">很长</pc>。</source>
    <target>The quay <pc id="1">is <mrk id="m" type="term">long</mrk></pc>.</target></segment>
   <ignorable><source> </source></ignorable>
   <segment id="s2" state="initial"><source>起重机。</source><target>Crane.</target></segment>
   <segment id="s3"><source>海。</source><target>Sea.</target></segment>
   <segment id="s4" state="reviewed"><source>门<ph id="2" equiv="x"/>开了。</source>
    <target>The gate <sc id="3"/>opened<ec startRef="3"/>.</target></segment>
  </unit>
 </file>
</xliff>
"""
TRADOS = """\
<?xml version="1.0" encoding="utf-8"?>
<xliff xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" version="1.2"
 xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a.docx" source-language="fr-FR" target-language="en-US"><body>
<trans-unit id="u"><source>Un. Deux.</source>
<seg-source><mrk mtype="seg" mid="1">Un.</mrk> <mrk mtype="seg" mid="2">Deux.</mrk></seg-source>
<target><mrk mtype="seg" mid="1">One.</mrk> <mrk mtype="seg" mid="2">Too.</mrk></target>
<sdl:seg-defs><sdl:seg id="1" conf="ApprovedTranslation" origin="interactive"/>
<sdl:seg id="2" conf="Draft" origin="mt"/></sdl:seg-defs></trans-unit></body></file></xliff>
"""


def test_xliff_1_2_gives_what_is_translated_signed_off_or_final(tmp_path: Path) -> None:
    path = tmp_path / "job.xlf"
    path.write_text(XLIFF_1, "utf-8")
    warnings: list[str] = []
    found = list(read(path, target="en", warn=warnings.append))
    assert [(one.source, one.target, one.source_language, one.file) for one in found] == [
        ("Le quai est long.", "The quay is long.", "fr", "port.docx"),
        ("La mer monte.", "The sea is rising.", "fr", "port.docx"),
        ("Sans état.", "Without a state.", "fr", "port.docx"),
        ("Un.", "One.", "fr", "port.docx"),
        ("Deux.", "Two.", "fr", "port.docx"),
        ("البوابة.", "The gate.", "ar", "back.txt"),
    ]
    assert warnings == ["job.xlf: left out 3 units not marked as translated or final"]
    assert len(list(read(path, source="ar"))) == 1


def test_xliff_2_gives_what_is_translated_reviewed_or_final(tmp_path: Path) -> None:
    found = units(tmp_path, "job.xliff", XLIFF_2)
    assert [(one.source, one.target, one.source_language) for one in found] == [
        ("码头很长。", "The quay is long.", "zh"),
        ("门开了。", "The gate opened.", "zh"),
    ]


def test_trados_and_memoq_say_in_their_own_words_what_is_finished(tmp_path: Path) -> None:
    assert [one.target for one in units(tmp_path, "a.sdlxliff", TRADOS)] == ["One."]
    memoq = XLIFF_1.replace('id="3"', 'id="3" xmlns:mq="MQXliff" mq:status="PartiallyEdited"')
    memoq = memoq.replace('id="6"', 'id="6" xmlns:mq="MQXliff" mq:status="ManuallyConfirmed"')
    targets = [one.target for one in units(tmp_path, "a.mqxliff", memoq)]
    assert "Without a state." in targets and "The sea is rising." not in targets


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.xlf", "", "x.xlf is empty"),
        ("x.xlf", "<xliff><file>\n<body>", r"x\.xlf:2 is not well-formed XML"),
        ("x.xlf", "<tmx/>", "XML, but not XLIFF"),
        ("x.xlf", "PK\x03\x04", r"x\.xlf:1 is not well-formed XML"),
        ("x.tmx", XLIFF_1, "XML, but not TMX"),
        ("x.tmx", '<?xml version="1.0" encoding="x-none"?><tmx/>', r"x\.tmx:1 is not"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_in_one_line(
    tmp_path: Path, name: str, content: str, message: str
) -> None:
    with pytest.raises(StoreError, match=message) as raised:
        units(tmp_path, name, content)
    assert "\n" not in str(raised.value)


def test_no_entity_is_expanded_and_no_file_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 20}">' for n in range(1, 9))
    for name, content in (("x.tmx", OMEGAT), ("x.xlf", XLIFF_1)):
        root = name[2:].replace("xlf", "xliff")
        declared = (
            f'<!DOCTYPE {root} [<!ENTITY a0 "lol">{bomb}<!ENTITY file SYSTEM "{secret.as_uri()}">]>'
        )
        text = content.replace('<!DOCTYPE tmx SYSTEM "tmx14.dtd">', "")
        text = text.replace("?>\n", f"?>\n{declared}\n", 1).replace("quai", "quai&file;&a8;")
        try:
            found = units(tmp_path, name, text)
        except StoreError:
            continue
        assert all("secret" not in one.source and "lol" not in one.source for one in found)


def test_xliff_is_read_and_not_written() -> None:
    assert format_of(Path("a.XLF")) == "xliff"
    with pytest.raises(StoreError, match=r"ends in \.tmx, \.tsv, \.tab, \.txt"):
        format_of(Path("a.xlf"), written=True)


def test_a_spreadsheets_unicode_text_is_read(tmp_path: Path) -> None:
    path = tmp_path / "units.txt"
    path.write_bytes("الميناء\tThe port\r\n".encode("utf-16"))
    (unit,) = read(path, source="ar", target="en")
    assert (unit.source, unit.target) == ("الميناء", "The port")
    for broken in (path.read_bytes()[:-1], "é\tx\n".encode("cp1252")):
        path.write_bytes(broken)
        with pytest.raises(StoreError, match="is not UTF-8"):
            list(read(path, source="ar", target="en"))
