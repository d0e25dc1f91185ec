"""The whole recipe on 500 invented sentences, in less than two minutes on two cores."""

from __future__ import annotations

import copy
import importlib
import json
import sys
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="torch is not installed: see training/requirements.txt")

TRAINING = Path(__file__).resolve().parents[2] / "training"
STEPS = ("prepare", "vocabulary", "align", "encode", "train", "average", "convert", "package")

from .synthetic import write_corpora  # noqa: E402


def step(name: str):
    """A module of the recipe."""
    if str(TRAINING) not in sys.path:
        sys.path.insert(0, str(TRAINING))
    return importlib.import_module(name)


@pytest.fixture(scope="module")
def config() -> dict:
    """The recipe's settings, made small."""
    settings = copy.deepcopy(step("common").load_config())
    settings["heldout"] = 20
    settings["data"] |= {"news_copies": 2, "phrases": 1000}
    settings["data"]["sources"] = {
        **{f"news.{code}": {"share": [1.0, 1.0, 1.0]} for code in ("ar", "fr", "zh")},
        **{f"phrases.{code}": {"share": [0.5, 0.0, 0.0]} for code in ("ar", "fr", "zh")},
        "other.fr-en": {"cap": 40, "share": [0.1, 0.1, 0.1]},
    }
    settings["vocabulary"] |= {"size": 700, "lines": 1000}
    settings["model"] |= {"width": 64, "inner": 128, "heads": 2, "encoder_layers": 2}
    settings["train"] |= {"minutes": 0.45, "checkpoint_minutes": 0.06, "average": 2}
    settings["train"] |= {"batch_tokens": 600, "piece_mib": 1, "log_seconds": 2}
    settings.pop("gpu")
    return settings


@pytest.fixture(scope="module")
def work(config: dict, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which every step has run; training was cut once and continued."""
    base = tmp_path_factory.mktemp("recipe")
    write_corpora(base / "corpora", 500)
    folder = base / "work"
    folder.mkdir()
    for name in STEPS:
        if name == "train":
            short = copy.deepcopy(config)
            short["train"]["minutes"] = 0.12
            step(name).main(short, base / "corpora", folder)
        step(name).main(config, base / "corpora", folder)
    step("score").main(config, base / "corpora", folder)
    return folder


def test_heldout_is_kept_out(work: Path, config: dict) -> None:
    held = step("common").read_pairs(work / "heldout/news.ar.tsv")
    assert len(held) == 20
    for path in (work / "pairs").glob("news.*.tsv"):
        english = {pair[1] for pair in step("common").read_pairs(path)}
        assert not english & {pair[1] for pair in held}


def test_links_are_judged_by_another_run_of_eflomal(work: Path, config: dict) -> None:
    step("reliability").main(config, work, work)
    rows = json.loads((work / "reliability.json").read_text())
    assert set(rows) == set(config["languages"])
    assert all(share > 20 for share in rows.values()), rows
    links = [{(0, 0), (1, 1), (2, 1)}, {(0, 1)}]
    assert step("reliability").agreement(links, links) == 100
    assert step("reliability").agreement([{(3, 0), (1, 1)}, set()], links) == 33.3


def test_training_continued_and_learned(work: Path) -> None:
    rows = [json.loads(line) for line in (work / "run/log.jsonl").read_text().splitlines()]
    steps = [row["step"] for row in rows if "step" in row]
    assert steps == sorted(steps)
    losses = [row["heldout"]["fr"][0] for row in rows if "heldout" in row]
    assert losses[-1] < losses[0]
    pieces = [path.stat().st_size for path in (work / "run").iterdir()]
    assert max(pieces) <= 1 << 20


def test_packages_hold_what_argos_reads(work: Path, config: dict) -> None:
    version = config["package"]["version"].replace(".", "_")
    for code in ("ar", "fr", "zh"):
        name = f"translate-{code}_en-{version}"
        with zipfile.ZipFile(work / f"packages/{name}.argosmodel") as archive:
            metadata = json.loads(archive.read(f"{name}/metadata.json"))
            names = set(archive.namelist())
        assert (metadata["from_code"], metadata["to_code"]) == (code, "en")
        assert metadata["starter"] is True
        assert {f"{name}/model/model.bin", f"{name}/sentencepiece.model"} <= names


def test_scores(work: Path) -> None:
    scores = json.loads((work / "scores.json").read_text())
    assert set(scores) == {"ar", "fr", "zh"}
    assert scores["fr"]["sentences"] == 20
    assert "version:" in scores["fr"]["signatures"][0]
    assert 0 <= scores["fr"]["alignment_agreement"]["words"] <= 100


def test_conversion_is_faithful(work: Path, tmp_path: Path) -> None:
    """CTranslate2 says what the network says, greedily, piece for piece."""
    import ctranslate2
    import torch

    state = torch.load(work / "average.pt", weights_only=True)
    pieces, target = step("encode").read_pieces(work)
    network = step("model").Transformer(state["shape"], len(pieces), len(target)).eval()
    network.load_state_dict(state["network"])
    network.kind = torch.float32
    spec = step("convert").specify(state["network"], state["shape"], pieces, target)
    spec.validate()
    spec.optimize()
    spec.save(str(tmp_path))
    translator = ctranslate2.Translator(str(tmp_path), compute_type="float32")
    corpus = step("train").Corpus(work / "encoded/heldout.ar.npz", None)
    for i in range(5):
        source = corpus[i][0].tolist()
        result = translator.translate_batch(
            [[pieces[n] for n in source[:-1]]], beam_size=1, max_decoding_length=40
        )[0].hypotheses[0]
        assert result == greedy(network, source, target, 40)


def greedy(network, source: list[int], target: list[str], most: int) -> list[str]:
    """The network's own greedy translation."""
    import torch

    with torch.no_grad():
        memory, mask = network.encode(torch.tensor([source]), torch.tensor([len(source)]))
        output = [1]
        while len(output) <= most:
            states, _ = network.decode(torch.tensor([output]), memory, mask)
            output.append(int(network.logits(states[:, -1]).argmax()))
            if output[-1] == 2:
                return [target[n] for n in output[1:-1]]
    return [target[n] for n in output[1:]]


def test_normaliser(work: Path) -> None:
    """Tashkeel, tatweel and Arabic digits are the vocabulary's business, not the caller's."""
    import sentencepiece

    pieces = sentencepiece.SentencePieceProcessor(model_file=str(work / "sentencepiece.model"))
    assert pieces.encode("وَقَّعَ الوَزِيــر سنة ٢٠٢٤") == pieces.encode("وقع الوزير سنة 2024")
    assert pieces.decode(pieces.encode("Łž 𠮷 αβ DGSN-2024", out_type=str)) == "Łž 𠮷 αβ DGSN-2024"
    _, target = step("encode").read_pieces(work)
    cut = pieces.encode("Žižek’s “visit” to Łódź: €25,000 (αβ)", out_type=str)
    latin = [piece for piece in cut if not piece.startswith("<0x")]
    assert {p for p in latin if step("vocabulary").latin(p.strip("▁"))} <= set(target)


def test_missing_corpora(config: dict, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"missing: .*news\.tsv"):
        step("prepare").main(config, tmp_path, tmp_path / "work")


def test_training_code_stays_small() -> None:
    modules = [path.read_text(encoding="utf-8") for path in TRAINING.glob("*.py")]
    lines = [len(text.splitlines()) for text in modules if "import torch" in text]
    assert sum(lines) < 600
