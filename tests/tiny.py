"""Packages small enough to be made in a test: real to CTranslate2, and saying nothing."""

from __future__ import annotations

import importlib
import io
import json
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from reader import locations

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _metadata(source: str, target: str, **more: str) -> str:
    fields = {"package_version": "1.0", "from_code": source, "to_code": target, **more}
    return json.dumps(fields)


def respelled(folder: Path, source: str, target: str) -> Path:
    """The starter's model under other language codes."""
    starters = locations.starters_directory()
    folder.mkdir(parents=True)
    (folder / "model").symlink_to(starters / "model")
    shutil.copy(starters / "sentencepiece.model", folder / "sentencepiece.model")
    (folder / "metadata.json").write_text(_metadata(source, target))
    return folder


def byte_pairs(folder: Path, source: str, target: str, *, target_prefix: str = "") -> Path:
    """A package with `bpe.model`, one layer of random float weights, and maybe a prefix."""
    pieces = [f"{letter}{end}" for letter in LETTERS for end in ("@@", "")]
    prefixes = [target_prefix] if target_prefix else []
    vocabulary = ["<unk>", "<s>", "</s>", "th@@", "the", ".", *prefixes, *pieces]
    (folder / "model").mkdir(parents=True)
    save_model(folder / "model", vocabulary)
    (folder / "bpe.model").write_text("#version: 0.2\nt h\nth e</w>\n")
    (folder / "metadata.json").write_text(_metadata(source, target, target_prefix=target_prefix))
    return folder


def save_model(
    folder: Path,
    vocabulary: list[str],
    target_vocabulary: list[str] | None = None,
    *,
    layers: tuple[int, int] = (1, 1),
    width: int = 8,
    add_source_eos: bool = True,
    decoder_start_token: str | None = "<s>",
    from_zeros: bool = False,
    end: float = 0.0,
    spoil: float = 1.0,
) -> None:
    """Write a model of random weights as CTranslate2 has it.

    Args:
        folder: where to.
        vocabulary: the source's tokens, and the target's where it has none of its own.
        target_vocabulary: the target's own.
        layers: those of the encoder and of the decoder.
        width: size of an embedding.
        add_source_eos: whether CTranslate2 ends the source by itself.
        decoder_start_token: what the decoder begins with; None for the target's language.
        from_zeros: whether it begins with an embedding of zeros, as Marian's do.
        end: what is added to the score of a sentence's end.
        spoil: what the output's weights are multiplied by.
    """
    target_vocabulary = target_vocabulary or vocabulary
    spec = _specs().TransformerSpec.from_config(layers, 2)
    random = np.random.default_rng(7)

    def weights(*shape: int) -> Any:
        return random.normal(0, 0.5, shape).astype(np.float32)

    def norm(layer: Any) -> None:
        layer.gamma, layer.beta = np.ones(width, np.float32), np.zeros(width, np.float32)

    def linear(layer: Any, rows: int, columns: int) -> None:
        layer.weight, layer.bias = weights(rows, columns), weights(rows)

    def feed_forward(layer: Any) -> None:
        norm(layer.layer_norm)
        linear(layer.linear_0, 2 * width, width)
        linear(layer.linear_1, width, 2 * width)

    def attention(layer: Any, sizes: tuple[int, ...]) -> None:
        norm(layer.layer_norm)
        for part, size in zip(layer.linear, sizes, strict=True):
            linear(part, size * width, width)

    for side, tokens in ((spec.encoder, vocabulary), (spec.decoder, target_vocabulary)):
        embeddings = side.embeddings[0] if side is spec.encoder else side.embeddings
        embeddings.weight = weights(len(tokens), width)
        side.position_encodings.encodings = weights(512, width)
        norm(side.layer_norm)
        for layer in side.layer:
            attention(layer.self_attention, (3, 1))
            feed_forward(layer.ffn)
    for layer in spec.decoder.layer:
        attention(layer.attention, (1, 2, 1))
    linear(spec.decoder.projection, len(target_vocabulary), width)
    spec.decoder.start_from_zero_embedding = from_zeros
    spec.decoder.projection.weight *= np.float32(spoil)
    spec.decoder.projection.bias[target_vocabulary.index("</s>")] += np.float32(end)
    spec.register_source_vocabulary(vocabulary)
    spec.register_target_vocabulary(target_vocabulary)
    spec.config.add_source_eos = add_source_eos
    spec.config.decoder_start_token = decoder_start_token
    spec.validate()
    spec.save(str(folder))


def _specs() -> Any:
    """CTranslate2's descriptions of models, without torch.

    They load it where it is installed, and so do its converters: seconds of each worker's time,
    and a million objects more to look through for garbage, for nothing.
    """
    absent = "torch" not in sys.modules
    if absent:
        sys.modules["torch"] = None  # type: ignore[assignment]
    try:
        importlib.import_module("ctranslate2.converters")
        return importlib.import_module("ctranslate2.specs")
    finally:
        if absent:
            del sys.modules["torch"]


FRENCH = """\
Le ministre a visité le port lundi et a parlé avec ceux qui y travaillent.
Deux pays ont signé un accord sur la pêche après une semaine de discussions.
Une tempête a endommagé plusieurs ponts dans le nord, et 12 écoles sont fermées.
Paris, 12/05/2024 : le prix du pain a augmenté de 3 % depuis le printemps.
"""
ENGLISH = """\
The minister visited the harbour on Monday and spoke with the people who work there.
Two countries signed an agreement on fishing after a week of talks.
A storm damaged several bridges in the north, and 12 schools stayed closed.
Paris, 12/05/2024: the price of bread has risen by 3 % since the spring (GDTS).
"""


@cache
def pieces_of(text: str, size: int = 150) -> bytes:
    """A SentencePiece model for a text, with its letters and those that English has."""
    import sentencepiece

    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([*text.splitlines(), LETTERS, LETTERS.upper()]),
        model_writer=written,
        vocab_size=size,
        hard_vocab_limit=False,
        character_coverage=1.0,
        minloglevel=3,
    )
    return written.getvalue()


def vocabulary_of(*models: bytes) -> list[str]:
    """The pieces of SentencePiece models, each once."""
    import sentencepiece

    pieces: list[str] = []
    for model in models:
        processor = sentencepiece.SentencePieceProcessor(model_proto=model)
        pieces += processor.id_to_piece(list(range(len(processor))))
    return list(dict.fromkeys(["<unk>", "<s>", "</s>", "<pad>", *pieces]))


@cache
def argos_files(source: str, target: str, version: str) -> dict[str, bytes]:
    """The files of an Argos package that works, by path."""
    pieces = pieces_of(FRENCH + ENGLISH)
    fields = {
        "package_version": version,
        "argos_version": "1.9",
        "from_code": source,
        "from_name": source.upper(),
        "to_code": target,
        "to_name": target.upper(),
    }
    weights = _files(lambda folder: save_model(folder, vocabulary_of(pieces)))
    return {
        "metadata.json": json.dumps(fields).encode(),
        **{
            f"model/{name}": weights[name]
            for name in sorted(weights, key=lambda one: one != "model.bin")
        },
        "sentencepiece.model": pieces,
    }


ARABIC = """\
زار الوزير الميناء يوم الاثنين وتحدث مع العاملين فيه.
وقع البلدان اتفاقا حول الصيد بعد أسبوع من المحادثات.
ألحقت عاصفة أضرارا بعدة جسور في الشمال، وأغلقت 12 مدرسة.
"""


def from_english(starters: Path) -> Path:
    """A folder of starters as the recipe packages the way back: one model for Arabic and French."""
    home = starters / "from_english"
    home.mkdir(parents=True)
    for name, data in _from_english().items():
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_bytes(data)
    return starters


@cache
def _from_english() -> Files:
    source, target = pieces_of(ENGLISH), pieces_of(FRENCH + ARABIC, 220)
    tags = ["<2ar>", "<2fr>"]
    weights = _files(
        lambda folder: save_model(folder, vocabulary_of(source), [*vocabulary_of(target), *tags])
    )
    fields = {"package_version": "0.1", "from_code": "en", "starter": True, "low_score": -0.7}
    described = {
        f"en_{code}.json": {**fields, "to_code": code, "target_prefix": f"<2{code}>"}
        for code in ("ar", "fr")
    }
    return {
        **{f"model/{name}": data for name, data in weights.items()},
        **{name: json.dumps(one).encode() for name, one in described.items()},
        "sentencepiece.model": source,
        "target.spm": target,
    }


TOKENS = {
    "opus": (),
    "opus-hf": (),
    "opus-targets": (">>ara<<", ">>eng<<", ">>fra<<"),
    "m2m100": ("__ar__", "__en__", "__fr__", "__zh__"),
    "small100": ("__ar__", "__en__", "__fr__", "__zh__"),
    "nllb": ("ace_Arab", "arb_Arab", "ary_Arab", "eng_Latn", "fra_Latn", "zho_Hans", "zho_Hant"),
    "mbart": ("ar_AR", "en_XX", "fr_XX", "zh_CN"),
    "mbart25": ("ar_AR", "en_XX", "fr_XX", "zh_CN"),
    "t5": ("<2ar>", "<2en>", "<2fr>", "<2zh>"),
    "t5-words": ("▁translate", "<extra_id_0>"),
    "onmt": (),
}
"""The tokens for languages that each layout has."""


def layout(
    folder: Path,
    kind: str,
    *,
    texts: tuple[str, str] = (FRENCH, ENGLISH),
    size: int = 150,
    **more: Any,
) -> Path:
    """A folder as a converter of CTranslate2 leaves one of these, with random weights.

    Args:
        folder: where to.
        kind: one of `TOKENS`.
        texts: what the pieces of the source and of the target are taken from.
        size: pieces of each.
        more: as for `save_model`.
    """
    return _written(folder, _layout(kind, texts, size, tuple(sorted(more.items()))))


Files = dict[str, bytes]


def _written(folder: Path, files: Files) -> Path:
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def _files(make: Callable[[Path], None]) -> Files:
    """What is made in a folder."""
    with tempfile.TemporaryDirectory() as made:
        make(Path(made))
        return {path.name: path.read_bytes() for path in Path(made).iterdir()}


@cache
def _layout(
    kind: str, texts: tuple[str, str], size: int, more: tuple[tuple[str, Any], ...]
) -> Files:
    return _files(lambda folder: _lay_out(folder, kind, texts, size, dict(more)))


def _lay_out(
    folder: Path, kind: str, texts: tuple[str, str], size: int, more: dict[str, Any]
) -> None:
    french, english = (pieces_of(text, size) for text in texts)
    both = pieces_of("".join(texts), size)
    target_vocabulary = None
    if kind.startswith("opus"):
        (folder / "source.spm").write_bytes(french)
        (folder / "target.spm").write_bytes(english)
        vocabulary = vocabulary_of(french, english)
    elif kind == "onmt":
        (folder / "src.fr.model").write_bytes(french)
        (folder / "tgt.en.model").write_bytes(english)
        vocabulary, target_vocabulary = vocabulary_of(french), vocabulary_of(english)
    else:
        name = "spiece.model" if kind.startswith("t5") else "sentencepiece.bpe.model"
        (folder / name).write_bytes(both)
        vocabulary = vocabulary_of(both)
    start = {"opus-hf": "<pad>", "t5": "<pad>", "t5-words": "<pad>", "onmt": "<s>", "mbart25": None}
    save_model(
        folder,
        [*vocabulary, *TOKENS[kind]],
        target_vocabulary,
        **{
            "layers": (2, 1) if kind == "small100" else (1, 1),
            "add_source_eos": kind in ("opus", "opus-targets"),
            "from_zeros": kind.startswith("opus"),
            "decoder_start_token": start.get(kind, "</s>"),
            **more,
        },
    )


def native_opus(
    folder: Path,
    *,
    width: int = 8,
    texts: tuple[str, str] = (FRENCH, ENGLISH),
    size: int = 150,
) -> Path:
    """OPUS-MT's archive unpacked: Marian's weights and vocabulary, and the tokenizers."""
    return _written(folder, _native(width, texts, size))


@cache
def _native(width: int, texts: tuple[str, str], size: int) -> Files:
    return _files(lambda folder: _lay_native(folder, width, texts, size))


def _lay_native(folder: Path, width: int, texts: tuple[str, str], size: int) -> None:
    _specs()  # whoever installs it converts it
    french, english = (pieces_of(text, size) for text in texts)
    vocabulary = ["</s>", "<unk>", *vocabulary_of(french, english)[4:], "<pad>"]
    random = np.random.default_rng(3)
    model: dict[str, Any] = {"Wemb": random.normal(0, 0.5, (len(vocabulary), width))}

    def layer(name: str, *parts: str) -> None:
        for part in parts:
            model[f"{name}_W{part}"] = random.normal(0, 0.5, (width, width))
            model[f"{name}_b{part}"] = random.normal(0, 0.5, (1, width))
        model[f"{name}_Wo_ln_scale"] = np.ones((1, width))
        model[f"{name}_Wo_ln_bias"] = np.zeros((1, width))

    for side in ("encoder", "decoder"):
        layer(f"{side}_l1_self", "q", "k", "v", "o")
        for part, shape in (("1", (width, 2 * width)), ("2", (2 * width, width))):
            model[f"{side}_l1_ffn_W{part}"] = random.normal(0, 0.5, shape)
            model[f"{side}_l1_ffn_b{part}"] = random.normal(0, 0.5, (1, shape[1]))
        model[f"{side}_l1_ffn_ffn_ln_scale"] = np.ones((1, width))
        model[f"{side}_l1_ffn_ffn_ln_bias"] = np.zeros((1, width))
    layer("decoder_l1_context", "q", "k", "v", "o")
    model["decoder_ff_logit_out_b"] = random.normal(0, 0.5, (1, len(vocabulary)))
    options = {
        "type": "transformer",
        "enc-depth": 1,
        "dec-depth": 1,
        "transformer-heads": 2,
        "transformer-ffn-activation": "swish",
        "transformer-preprocess": "",
        "transformer-postprocess": "dan",
        "transformer-postprocess-emb": "d",
        "transformer-decoder-autoreg": "self-attention",
        "transformer-no-projection": False,
        "transformer-guided-alignment-layer": "last",
    }
    lines = "".join(f"{key}: {json.dumps(value)}\n" for key, value in options.items())
    arrays = {name: values.astype(np.float32) for name, values in model.items()}
    arrays["special:model.yml"] = np.frombuffer(lines.encode() + b"\0", np.int8)
    np.savez(folder / "opus.spm32k-spm32k.transformer-align.model1.npz.best.npz", **arrays)
    weights = next(folder.glob("*.npz")).name
    (folder / "opus.vocab.yml").write_text(
        "".join(
            f"{json.dumps(one, ensure_ascii=False)}: {i}\n" for i, one in enumerate(vocabulary)
        ),
        encoding="utf-8",
    )
    (folder / "decoder.yml").write_text(
        f"models:\n  - {weights}\nvocabs:\n  - opus.vocab.yml\n  - opus.vocab.yml\n"
    )
    (folder / "source.spm").write_bytes(french)
    (folder / "target.spm").write_bytes(english)
