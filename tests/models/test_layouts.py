"""Models of every layout that Dragoman takes: told, installed, and at work."""

from __future__ import annotations

import json
import random
import shutil
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from reader.article import Article, Block
from reader.engine.engine import Engine
from reader.engine.trial import translate_one
from reader.errors import InvalidPackage
from reader.glossary.termbase import Termbase
from reader.models import archive, catalogue, ct2_file, description, fetching, install, places
from reader.models.package import Package
from reader.translator.packages import Engines, Packages
from reader.translator.translator import Translator
from tests import tiny
from tests.models.building import written
from tests.models.server import Server

KINDS = (
    "opus",
    "opus-hf",
    "opus-targets",
    "onmt",
    "m2m100",
    "small100",
    "nllb",
    "mbart",
    "mbart25",
    "t5",
    "t5-words",
)
pytestmark = pytest.mark.filterwarnings("ignore:Duplicate name")
GIVEN: dict[str, tuple[tuple[str, ...], tuple[str, ...], str]] = {
    "opus": ((), (), ""),
    "opus-hf": ((), ("</s>",), ""),
    "opus-targets": ((">>eng<<",), (), ""),
    "m2m100": (("__fr__",), ("</s>",), "__en__"),
    "small100": (("__en__",), ("</s>",), ""),
    "nllb": (("fra_Latn",), ("</s>",), "eng_Latn"),
    "onmt": ((), (), ""),
    "mbart": (("fr_XX",), ("</s>",), "en_XX"),
    "mbart25": ((), ("</s>", "fr_XX"), "en_XX"),
    "t5": (("<2en>",), ("</s>",), ""),
}
"""What goes before and after a French source, and what an English target begins with."""
WORDS = "translate French to English:"
SENTENCES = [line for line in tiny.FRENCH.splitlines()] * 10


TERMS = (
    ("port", "harbour"),
    ("pêche", "fishing"),
    ("prix du pain", "price of bread"),
    ("tempête", "storm"),
)


def article(text: str) -> Article:
    return Article("", (Block(text, "paragraph", "fr", 0),), "-", text)


def made(tmp_path: Path, kind: str, name: str = "opus-mt-fr-en", **more: Any) -> Path:
    place = tmp_path / name
    return tiny.native_opus(place) if kind == "opus-native" else tiny.layout(place, kind, **more)


def engine_of(package: Package) -> Engine:
    return Engine(package, beam_size=1, jobs=1)


def installed(path: Path, **more: Any) -> Package:
    package = install.install_file(path, check=translate_one, **more)
    (route,) = catalogue.route("fr", "en")
    assert route.path == package.path
    return route


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_told_by_its_content(kind: str, tmp_path: Path) -> None:
    package = installed(made(tmp_path, kind))
    assert package.layout == {"onmt": "ct2"}.get(kind, kind.split("-")[0])
    if kind == "t5-words":
        assert engine_of(package).tokenizer.decode(package.source_prefix) == WORDS
        assert package.source_suffix == ("</s>",)
    else:
        assert (package.source_prefix, package.source_suffix, package.target_prefix) == GIVEN[kind]
    assert package.path.parent == places.own_folder()
    assert (package.path / description.NAME).is_file()
    two = kind.startswith(("opus", "onmt"))
    assert (package.target_tokenizer is not None) == two


@pytest.mark.slow
@pytest.mark.parametrize("kind", [*KINDS, "opus-native"])
def test_prefixes_attention_and_scores(kind: str, tmp_path: Path) -> None:
    """40 of 40 prefixes stay as they were forced; attention has a weight for each own token."""
    # One that ends its sentences: random weights would go on to the longest that may be.
    engine = Engine(installed(made(tmp_path, kind, end=4.0)), beam_size=2, jobs=1)
    assert len(SENTENCES) == 40
    sources = engine.tokenizer.encode(SENTENCES)
    choose = random.Random(5)
    targets = engine.tokenizer.encode_target(tiny.ENGLISH.splitlines())
    prefixes = [choose.choice(targets)[: choose.randint(1, 8)] for _ in sources]
    found = engine.decode(sources, prefixes, attention=True).result()
    kept = [one.tokens[: len(p)] == p for one, p in zip(found, prefixes, strict=True)]
    assert kept.count(True) == 40
    for one, source in zip(found, sources, strict=True):
        assert len(one.attention) == len(one.tokens)
        assert all(len(row) == len(source) for row in one.attention)
    assert all(score < 0 for score in engine.score(sources, [one.tokens for one in found]))


@pytest.mark.slow
@pytest.mark.parametrize("kind", [*KINDS, "opus-native"])
def test_terms_are_held(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "terms.fr-en.tsv"
    path.write_text("".join(f"{one}\t{other}\n" for one, other in TERMS))
    installed(made(tmp_path, kind, end=4.0))
    translator = Translator(source="fr", termbases=[Termbase.load(path)])
    translations = list(translator.translate(translator.sentences(article(tiny.FRENCH))))
    used = [use for one in translations for use in one.terms]
    assert len(used) == len(TERMS)
    for one in translations:
        for use in one.terms:
            start, end = use.target_span
            assert one.target[start:end].lower() in {other for _, other in TERMS}


@pytest.mark.slow
def test_the_end_is_appended_where_the_configuration_does_not(tmp_path: Path) -> None:
    """Models that differ in config.json alone give the same, each given what it asks for."""
    plain = made(tmp_path / "a", "opus")
    other = shutil.copytree(plain, tmp_path / "b" / "opus-mt-fr-en")
    config = json.loads((other / "config.json").read_text())
    (other / "config.json").write_text(json.dumps(config | {"add_source_eos": False}))
    written_by = []
    for folder in (plain, other):
        engine = Engine(catalogue.open_package(folder), beam_size=1, jobs=1)
        found = engine.decode(engine.tokenizer.encode(SENTENCES[:4]), attention=True).result()
        written_by.append([one.tokens for one in found])
    assert written_by[0] == written_by[1]
    del config["add_source_eos"]
    (other / "config.json").unlink()
    with pytest.raises(InvalidPackage, match=r"no config\.json"):
        catalogue.open_package(other)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["folder", "zip", "flat zip", "tar", "tgz", "txz", "url"])
@pytest.mark.parametrize("kind", ["opus", "opus-native", "nllb"])
def test_it_comes_in_any_wrapping(how: str, kind: str, tmp_path: Path, server: Server) -> None:
    folder = made(tmp_path, kind)
    if how == "folder":
        installed(folder)
        return
    if "zip" in how or how == "url":
        path = tmp_path / ("opus-2020-02-26.zip" if how == "url" else "opus-mt-fr-en.zip")
        top = "opus-mt-fr-en/" if how == "zip" else ""
        written(path, [(f"{top}{one.name}", one.read_bytes()) for one in folder.iterdir()])
    else:
        path = tmp_path / f"opus-mt-fr-en.{how}"
        mode = {"tar": "w", "tgz": "w:gz", "txz": "w:xz"}[how]
        with tarfile.open(path, mode) as tar:  # type: ignore[call-overload]
            tar.add(folder, arcname=".")
    if how != "url":
        installed(path)
        return
    server.serve("/OPUS-MT-models/fr-en/opus-2020-02-26.zip", path.read_bytes())
    url = f"{server.url}/OPUS-MT-models/fr-en/opus-2020-02-26.zip"
    package = fetching.install_url(url, check=translate_one)
    assert (package.source, package.target) == ("fr", "en")
    assert not list(fetching.downloads().iterdir())


@pytest.mark.parametrize(
    ("name", "pair"),
    [
        ("opus-mt-tc-big-ar-en", ("ar", "en")),
        ("opus-mt-zh-en-ct2-int8", ("zh", "en")),
        ("fra-eng.zip", ("fr", "en")),
        ("model", None),
        ("opus-2020-02-26", None),
    ],
)
def test_a_name_may_tell_the_languages(
    name: str, pair: tuple[str, str] | None, tmp_path: Path
) -> None:
    folder = made(tmp_path, "opus", f"in/{name}")
    if pair is None:
        with pytest.raises(InvalidPackage, match="-s ar -t en"):
            install.install_file(folder, check=translate_one)
        package = install.install_file(folder, check=translate_one, pair=("Arabic", "en"))
        assert (package.source, package.target) == ("ar", "en")
        return
    package = install.install_file(folder, check=translate_one)
    assert (package.source, package.target) == pair


def test_a_folder_with_many_pairs_is_one_package(tmp_path: Path) -> None:
    install.install_file(made(tmp_path, "nllb"), check=translate_one)
    (row,) = [row for row in catalogue.listing() if row.package.origin == "installed"]
    assert sorted(row.sources) == sorted(row.targets) == ["ar", "en", "fr", "zh", "zt"]
    for source, target in (("fr", "zh"), ("zt", "ar"), ("en", "fr")):
        (package,) = catalogue.route(source, target)
        assert (package.source, package.target, package.layout) == (source, target, "nllb")
    identities = {catalogue.route(source, "en")[0].identity for source in ("fr", "ar", "zt")}
    assert len(identities) == 3
    assert {"fr", "zt"} <= set(catalogue.sources())
    assert len(install.remove("fr", "zh")) == 1
    assert not [row for row in catalogue.listing() if row.package.origin == "installed"]


def test_of_many_pairs_those_that_are_named_are_kept(tmp_path: Path) -> None:
    folder = made(tmp_path, "m2m100")
    install.install_file(folder, check=translate_one, pair=(None, "en"))
    (row,) = [row for row in catalogue.listing() if row.package.origin == "installed"]
    assert row.targets == ("en",)
    with pytest.raises(InvalidPackage, match="does not know Japanese"):
        install.install_file(folder, check=translate_one, pair=("ja", "en"))


def test_pairs_pivot_through_a_package_of_another_layout(tmp_path: Path) -> None:
    install.install_file(made(tmp_path, "opus"), check=translate_one)
    install.install_file(made(tmp_path, "t5", "madlad"), check=translate_one, pair=("en", "ar"))
    route = catalogue.route("fr", "ar")
    assert [(one.source, one.target, one.layout) for one in route] == [
        ("fr", "en", "opus"),
        ("en", "ar", "t5"),
    ]
    engines = [Engine(one, beam_size=1, jobs=1) for one in route]
    (found,) = engines[0].decode(engines[0].tokenizer.encode(SENTENCES[:1])).result()
    english = engines[0].tokenizer.decode(found.tokens)
    assert engines[1].decode(engines[1].tokenizer.encode([english])).result()[0].tokens


def test_terms_are_spelt_by_the_target_s_own_tokenizer(tmp_path: Path) -> None:
    engine = Engine(installed(made(tmp_path, "opus")), beam_size=1, jobs=1)
    text = "The minister visited the harbour"
    (target,), (source,) = engine.tokenizer.encode_target([text]), engine.tokenizer.encode([text])
    assert target != source
    assert engine.tokenizer.decode(target) == text


def test_without_the_target_s_tokenizer_the_better_spelling_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both spellings give the text; the one that the model finds likelier is the one used."""
    monkeypatch.setattr("reader.engine.tokenizer._FOREIGN", 10)
    folder = made(tmp_path, "opus")
    (folder / "target.spm").unlink()
    engine = Engine(installed(folder), beam_size=1, jobs=1)
    plain = engine.tokenizer.encode
    texts = ["the minister", "The minister visited the harbour", "talks", "schools stayed closed"]
    chosen = engine.tokenizer.encode_target(texts)
    differ = 0
    for text, tokens in zip(texts, chosen, strict=True):
        (source,) = plain([text])
        assert engine.tokenizer.decode(tokens) == text
        if tokens != source:
            differ += 1
            scores = engine.score([source, source], [source, tokens])
            assert scores[1] * (len(tokens) + 1) > scores[0] * (len(source) + 1)
    assert differ
    assert engine.tokenizer.encode_target(texts) == chosen


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "width", "readme", "heads"),
    [
        ("opus", 8, "", 1),
        ("opus-native", 8, "", 1),
        ("opus-hf", 8, "", 1),
        ("opus", 514, "* model: transformer-big", 2),
        ("opus", 514, "* model: transformer-align", 1),
        ("nllb", 8, "", 2),
        ("m2m100", 8, "", 2),
        ("t5", 8, "", 2),
    ],
)
def test_heads_that_were_not_trained_to_align_are_averaged(
    kind: str, width: int, readme: str, heads: int, tmp_path: Path
) -> None:
    if kind == "opus-native":
        folder = made(tmp_path, kind)
    else:
        folder = tiny.layout(tmp_path / "opus-mt-fr-en", kind, width=width)
    (folder / "README.md").write_text(readme)
    package = installed(folder)
    model = ct2_file.read(package.model / "model.bin")
    assert model.number("decoder/alignment_heads") == heads
    engine = Engine(package, beam_size=1, jobs=1)
    (found,) = engine.decode(engine.tokenizer.encode(SENTENCES[:1]), attention=True).result()
    assert found.attention


def test_an_installed_one_can_be_exported_and_installed_again(tmp_path: Path) -> None:
    for kind in ("opus", "nllb"):
        package = installed(made(tmp_path / kind, kind))
        file = tmp_path / f"{kind}.argosmodel"
        archive.write(package, file)
        install.remove("fr", "en")
        again = installed(file)
        assert (again.layout, again.identity) == (package.layout, package.identity)
        install.remove("fr", "en")


def test_a_folder_is_used_without_being_installed(tmp_path: Path) -> None:
    for kind in ("opus", "nllb"):
        folder = made(tmp_path / kind, kind)
        translator = Translator(source="fr", model=folder, termbases=[])
        (translation,) = translator.translate(translator.sentences(article(SENTENCES[0])))
        assert translation.target


def test_models_may_lie_in_a_folder_of_their_own(tmp_path: Path) -> None:
    """As in a copy of a whole repository, with the tokenizers beside."""
    folder = made(tmp_path, "opus")
    inside = folder / "ctranslate2"
    inside.mkdir()
    for path in list(folder.iterdir()):
        if path.suffix in (".bin", ".json"):
            path.rename(inside / path.name)
    assert installed(folder).layout == "opus"


CHINESE = "".join(map(chr, range(0x4E00, 0x4E00 + 80)))


def spoil(folder: Path, what: str) -> None:
    model = folder / "model.bin"
    data = model.read_bytes() if model.exists() else b""
    if what == "half":
        model.write_bytes(data[: len(data) // 2])
    elif what == "another tokenizer":
        (folder / "source.spm").write_bytes(tiny.pieces_of(CHINESE))
    elif what == "no tokenizer":
        for path in folder.glob("*.spm"):
            path.unlink()
    elif what == "no numbers":
        norm = ct2_file.read(model).variables["decoder/layer_norm/gamma"]
        model.write_bytes(data[: norm.start] + b"\xff" * 32 + data[norm.start + 32 :])
    elif what == "short vocabulary":
        path = folder / "shared_vocabulary.json"
        path.write_text(json.dumps(json.loads(path.read_text())[:-100]))
    elif what == "vocabulary of numbers":
        (folder / "shared_vocabulary.json").write_text("[1, 2]")
    elif what == "no vocabulary":
        (folder / "shared_vocabulary.json").unlink()
    elif what == "config":
        (folder / "config.json").write_text("[")
    elif what == "huge sizes":
        model.write_bytes(data[:40] + b"\xff" * 400 + data[440:])
    else:
        raise AssertionError(what)


SPOILT = (
    "half",
    "another tokenizer",
    "no tokenizer",
    "no numbers",
    "short vocabulary",
    "vocabulary of numbers",
    "no vocabulary",
    "config",
    "huge sizes",
)


@pytest.mark.parametrize("what", SPOILT)
def test_what_cannot_translate_leaves_what_is_there(what: str, tmp_path: Path) -> None:
    before = installed(made(tmp_path / "good", "opus"))
    bad = made(tmp_path / "bad", "opus")
    spoil(bad, what)
    with pytest.raises(InvalidPackage) as caught:
        install.install_file(bad, check=translate_one)
    assert "\n" not in str(caught.value)
    (after,) = catalogue.route("fr", "en")
    assert after == before
    assert [path.name for path in places.own_folder().iterdir()] == [before.path.name]


@pytest.mark.parametrize(
    "what",
    [
        "no weights",
        "weights elsewhere",
        "absolute weights",
        "no vocabulary",
        "yaml",
        "yaml tag",
        "a list",
        "cut weights",
        "pickled",
        "bomb",
        "other architecture",
        "no tokenizer",
    ],
)
def test_damaged_archives_of_opus_are_refused(what: str, tmp_path: Path) -> None:
    folder = made(tmp_path, "opus-native")
    decoder, weights = folder / "decoder.yml", next(folder.glob("*.npz"))
    told = decoder.read_text()
    if what == "no weights":
        (folder / "other.npz").write_bytes(b"x")
        weights.unlink()
    elif what == "weights elsewhere":
        weights.rename(tmp_path / weights.name)
        (folder / "other.npz").write_bytes(b"x")
        decoder.write_text(told.replace(weights.name, f"../{weights.name}"))
    elif what == "absolute weights":
        decoder.write_text(told.replace(weights.name, str(weights)))
    elif what == "no vocabulary":
        (folder / "opus.vocab.yml").unlink()
    elif what == "yaml":
        decoder.write_text("models: [")
    elif what == "yaml tag":
        decoder.write_text('models: !!python/object/apply:os.system ["exit 1"]')
    elif what == "a list":
        decoder.write_text("- 1")
    elif what == "cut weights":
        weights.write_bytes(weights.read_bytes()[:5000])
    elif what == "pickled":
        with zipfile.ZipFile(weights, "a") as file:
            file.writestr("special:model.yml.npy", b"\x93NUMPY\x01\x00v\x00{'descr': '|O'}")
    elif what == "bomb":
        with zipfile.ZipFile(weights, "a", zipfile.ZIP_DEFLATED) as file:
            file.writestr("zeros.npy", bytes(64 << 20))
    elif what == "other architecture":
        data = weights.read_bytes()
        weights.write_bytes(data.replace(b'"self-attention"', b'"self-atten-rnn"'))
    elif what == "no tokenizer":
        (folder / "source.spm").unlink()
    with pytest.raises(InvalidPackage) as caught:
        install.install_file(folder, check=translate_one)
    assert "\n" not in str(caught.value)
    assert not list(places.own_folder().glob("*"))


def test_one_model_for_many_pairs_is_loaded_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ctranslate2

    loaded = []

    class Counting(ctranslate2.Translator):  # type: ignore[misc]
        def __init__(self, *arguments: Any, **more: Any) -> None:
            loaded.append(arguments[0])
            super().__init__(*arguments, **more)

    install.install_file(made(tmp_path, "nllb"), check=translate_one)
    packages = Packages("en", model=None, engines=Engines(beam_size=2, jobs=1, device="cpu"))
    routes = {source: packages.route(source)[0] for source in ("fr", "ar", "zh")}

    def written_by(engine: Engine) -> list[str]:
        (found,) = engine.decode(engine.tokenizer.encode(SENTENCES[:1])).result()
        return found.tokens

    alone = [written_by(Engine(package, beam_size=2, jobs=1)) for package in routes.values()]
    assert alone[0] != alone[1] != alone[2]
    monkeypatch.setattr("ctranslate2.Translator", Counting)
    engines = [packages.engine(package) for package in routes.values()]
    assert len(loaded) == 1
    assert [written_by(engine) for engine in engines] == alone
    assert [packages.engine(package) for package in routes.values()] == engines
    packages.close()
    packages.engine(packages.route("ar")[0])
    assert len(loaded) == 2


@pytest.mark.parametrize("wrapping", ["folder", "zip"])
def test_a_folder_that_does_not_tell_its_languages_is_used_as_it_is(
    wrapping: str, tmp_path: Path
) -> None:
    """The text's language is the source then, and what is asked for the target."""
    folder = made(tmp_path, "opus", "in/model")
    if wrapping == "zip":
        path = tmp_path / "in" / "model.zip"
        written(path, [(one.name, one.read_bytes()) for one in folder.iterdir()])
        folder = path
    for _ in range(2):
        translator = Translator(model=folder, termbases=[])
        (translation,) = translator.translate(translator.sentences(article(SENTENCES[0])))
        assert translation.target
        assert "fr→en opus" in (translation.package or "")
    with pytest.raises(InvalidPackage, match="-s ar -t en"):
        catalogue.open_package(folder)


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("opus-mt-tc-big-fr-en", "opus-tc-big-fr-en"),
        ("opus-mt-fr-en-ct2-int8", "opus-fr-en"),
        ("fr-en-opusTCv20210807+bt_transformer-big_2022-03-09", "opus-tc-big-fr-en"),
    ],
)
def test_names_tell_variants(name: str, handle: str, tmp_path: Path) -> None:
    package = install.install_file(
        made(tmp_path, "opus", f"big/{name}"), check=translate_one, pair=("fr", "en")
    )
    assert package.handle == handle


def byte_level(folder: Path) -> None:
    """In place of a SentencePiece model a `tokenizer.json` of bytes, as Bart has."""
    from tokenizers import ByteLevelBPETokenizer

    trained = ByteLevelBPETokenizer()
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    lines = [*tiny.FRENCH.splitlines(), *tiny.ENGLISH.splitlines()]
    trained.train_from_iterator(lines * 2, vocab_size=400, special_tokens=special)
    folder.mkdir(parents=True)
    trained.save(str(folder / "tokenizer.json"))
    vocabulary = sorted(trained.get_vocab().items(), key=lambda entry: entry[1])
    pieces = [piece for piece, _ in vocabulary]
    tiny.save_model(folder, pieces, add_source_eos=False, decoder_start_token="</s>")


def test_a_folder_with_a_tokenizer_of_hugging_face_s(tmp_path: Path) -> None:
    pytest.importorskip("tokenizers")
    folder = tmp_path / "bart-fr-en"
    byte_level(folder)
    package = installed(folder)
    assert (package.layout, package.source_suffix) == ("ct2", ("</s>",))
    engine = engine_of(package)
    for text in SENTENCES[:4]:
        (tokens,) = engine.tokenizer.encode([text])
        assert engine.tokenizer.decode(tokens) == text
        assert "Ġ" in "".join(tokens)
    terms = tmp_path / "terms.fr-en.tsv"
    terms.write_text("port\tharbour\n")
    translator = Translator(source="fr", termbases=[Termbase.load(terms)])
    (translation,) = translator.translate(translator.sentences(article(SENTENCES[0])))
    assert "harbour" in translation.target


def test_without_what_reads_it_a_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("tokenizers")
    folder = tmp_path / "bart-fr-en"
    byte_level(folder)
    damaged = shutil.copytree(folder, tmp_path / "damaged" / "bart-fr-en")
    (damaged / "tokenizer.json").write_text('{"version": "1.0", "model": {"type": "Other"}}')
    with pytest.raises(InvalidPackage, match="is not a tokenizer"):
        catalogue.open_package(damaged)
    monkeypatch.setitem(sys.modules, "tokenizers", None)
    with pytest.raises(InvalidPackage, match=r"pip install tokenizers"):
        catalogue.open_package(folder)


def test_a_configuration_with_nulls_is_read(tmp_path: Path) -> None:
    """Recent converters write them for mBART-50, and CTranslate2 cannot read what they wrote."""
    folder = made(tmp_path, "mbart")
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"bos_token": None}))
    engine = engine_of(installed(folder))
    (found,) = engine.decode(engine.tokenizer.encode(SENTENCES[:1]), attention=True).result()
    assert found.tokens


def test_what_goes_on_with_a_text_translates_nothing(tmp_path: Path) -> None:
    folder = made(tmp_path, "opus")
    data = (folder / "model.bin").read_bytes()
    (folder / "model.bin").write_bytes(data.replace(b"encoder/", b"encodes/"))
    with pytest.raises(InvalidPackage, match="not one that translates"):
        catalogue.open_package(folder)


def test_a_piece_of_the_source_s_alone_has_no_mark(tmp_path: Path) -> None:
    tokenizer = engine_of(installed(made(tmp_path, "opus"))).tokenizer
    (french,) = tokenizer.encode(["Une tempête"])
    assert tokenizer.decode(french).strip() == "Une tempête"
