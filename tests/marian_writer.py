"""Small random models in the format of Firefox Translations, to test with."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

BYTES, FLOAT32, INT8 = 0x101, 0x404, 0x4101

LINES = """\
The minister visited the harbour on Monday and spoke with the people who work there.
Two countries signed an agreement on fishing after a week of talks.
A storm damaged several bridges in the north, and the schools stayed closed.
The price of bread has risen by a third since the spring.
Doctors at the hospital asked for more beds, more nurses and better pay.
The court will hear the case of the former governor next month.
Le ministre a visité le port lundi et a parlé avec ceux qui y travaillent.
Deux pays ont signé un accord sur la pêche après une semaine de discussions.
Une tempête a endommagé plusieurs ponts dans le nord et les écoles sont restées fermées.
Le prix du pain a augmenté d'un tiers depuis le printemps.
Les médecins de l'hôpital ont demandé plus de lits et de meilleurs salaires.
Le tribunal examinera l'affaire de l'ancien gouverneur le mois prochain.
""".splitlines()

OPTIONS = {
    "type": "transformer",
    "dec-cell": "ssru",
    "transformer-decoder-autoreg": "rnn",
    "transformer-preprocess": '""',
    "transformer-postprocess": "dan",
    "transformer-postprocess-emb": "d",
    "transformer-ffn-activation": "relu",
    "transformer-ffn-depth": "2",
    "transformer-no-projection": "false",
    "transformer-tied-layers": "[]",
    "transformer-train-position-embeddings": "false",
    "tied-embeddings-all": "true",
    "version": "v1.9.0",
}


@dataclass
class Model:
    """A model to be written: change its tensors before `data` is called."""

    options: dict[str, str]
    tensors: dict[str, np.ndarray[Any, Any]] = field(default_factory=dict)

    def data(self, *, int8: bool = False) -> bytes:
        """The container's bytes; with `int8`, the matrices quantised."""
        items = [_packed(name, values, int8) for name, values in self.tensors.items()]
        if int8:
            # What other engines quantise a layer's input by.
            quantised = [name for name, kind, _, _ in items if kind == INT8]
            for name in [*quantised, "none"]:  # "none" is the output's
                multiplier = np.full((1, 1), 127 / _largest_input(name), np.float32)
                items.append(_packed(f"{name}_QuantMultA", multiplier, False))
        text = "".join(f"{key}: {value}\n" for key, value in self.options.items())
        config = text.encode() + b"\0"
        items.append(("special:model.yml", BYTES, (len(config),), config))
        return container(items)


def _largest_input(name: str) -> float:
    """About the largest input of a layer, as seen in the models of `random_model`."""
    if name.endswith("context_Wo"):
        return 13
    if name.startswith(("encoder_l1_self_W", "decoder_l1_rnn_W")) and not name.endswith("o"):
        return 9
    return 3 if name.endswith(("_W2", "self_Wo")) else 6


Item = tuple[str, int, tuple[int, ...], bytes]


def container(items: list[Item], version: int = 1) -> bytes:
    """A container of exactly these tensors: name, type, shape, data."""
    headers = b"".join(
        struct.pack("<4Q", len(name.encode()) + 1, kind, len(shape), len(data))
        for name, kind, shape, data in items
    )
    names = b"".join(name.encode() + b"\0" for name, _, _, _ in items)
    shapes = b"".join(struct.pack(f"<{len(shape)}i", *shape) for _, _, shape, _ in items)
    head = struct.pack("<2Q", version, len(items)) + headers + names + shapes
    padding = -(len(head) + 8) % 256
    body = b"".join(data for _, _, _, data in items)
    return head + struct.pack("<Q", padding) + bytes(padding) + body


def _packed(name: str, values: np.ndarray[Any, Any], int8: bool) -> Item:
    if not int8 or min(values.shape) == 1:
        data = values.astype("<f4").tobytes()
        return name, FLOAT32, values.shape, data + bytes(-len(data) % 256)
    multiplier = 127 / float(np.abs(values).max())
    whole = np.rint(values * multiplier).clip(-127, 127).astype(np.int8)
    stored = whole if name.endswith("Wemb") else whole.T
    data = np.ascontiguousarray(stored).tobytes() + struct.pack("<f", multiplier)
    return name, INT8, values.shape, data + bytes(-len(data) % 256)


def random_model(
    vocabulary: int,
    *,
    width: int = 32,
    heads: int = 4,
    inner: int = 64,
    encoder: int = 2,
    decoder: int = 2,
    target_vocabulary: int = 0,
    end: float = 4.0,
    seed: int = 1,
) -> Model:
    """A model of random weights.

    Args:
        vocabulary: pieces of the source vocabulary, and of the target's unless it has its own.
        target_vocabulary: pieces of the target vocabulary where that is another.
        end: what is added to the score of the end of a sentence.
    """
    random = np.random.default_rng(seed)
    model = Model(
        {
            **OPTIONS,
            "dim-emb": str(width),
            "transformer-heads": str(heads),
            "transformer-dim-ffn": str(inner),
            "enc-depth": str(encoder),
            "dec-depth": str(decoder),
        }
    )
    tensors = model.tensors

    def matrix(name: str, rows: int, columns: int, scale: float = 1.0) -> None:
        spread = scale * (2 / (rows + columns)) ** 0.5
        tensors[name] = random.normal(0, spread, (rows, columns)).astype(np.float32)

    def linear(prefix: str, name: str, rows: int, columns: int, scale: float = 1.0) -> None:
        matrix(f"{prefix}_W{name}", rows, columns, scale)
        tensors[f"{prefix}_b{name}"] = random.normal(0, 0.1, (1, columns)).astype(np.float32)

    def norm(prefix: str) -> None:
        tensors[f"{prefix}_ln_scale"] = random.normal(1, 0.1, (1, width)).astype(np.float32)
        tensors[f"{prefix}_ln_bias"] = random.normal(0, 0.1, (1, width)).astype(np.float32)

    # The quick waves of the positions. A decoder that looks where these agree, and hands on
    # what it sees there, follows its source; its outputs end, each after another length.
    quick = width // 8
    waves = np.r_[:quick, width // 2 : width // 2 + quick]

    def attention(prefix: str) -> None:
        for name in "qkvo":
            linear(prefix, name, width, width, 0.5)
        if prefix.endswith("context"):
            for head in range(heads):
                seen = waves[: width // heads]
                columns = head * (width // heads) + np.arange(len(seen))
                for name in "qk":
                    tensors[f"{prefix}_W{name}"][seen, columns] += 6.0
            for name in "vo":
                tensors[f"{prefix}_W{name}"] += 2.5 * np.eye(width, dtype=np.float32)
        norm(f"{prefix}_Wo")

    def feed_forward(prefix: str) -> None:
        linear(prefix, "1", width, inner, 0.7)
        linear(prefix, "2", inner, width, 0.7)
        norm(f"{prefix}_ffn")

    sides = {"": vocabulary}
    if target_vocabulary:
        sides = {"encoder_": vocabulary, "decoder_": target_vocabulary}
        model.options.pop("tied-embeddings-all")
        model.options["tied-embeddings"] = "true"
    for side, size in sides.items():
        embeddings = random.normal(0, 2 * width**-0.5, (size, width)).astype(np.float32)
        embeddings[:, waves] = 0
        tensors[f"{side}Wemb"] = embeddings
    for number in range(1, encoder + 1):
        attention(f"encoder_l{number}_self")
        feed_forward(f"encoder_l{number}_ffn")
    for number in range(1, decoder + 1):
        prefix = f"decoder_l{number}"
        matrix(f"{prefix}_rnn_W", width, width)
        linear(f"{prefix}_rnn", "f", width, width)
        norm(f"{prefix}_rnn_ffn")
        attention(f"{prefix}_context")
        feed_forward(f"{prefix}_ffn")
    bias = random.normal(0, 0.2, (1, target_vocabulary or vocabulary)).astype(np.float32)
    bias[0, :2] += end, -10  # and nothing unknown is said
    tensors["decoder_ff_logit_out_b"] = bias
    return model


def vocabulary(size: int = 200, lines: list[str] | None = None) -> bytes:
    """A SentencePiece model of a few lines, with Marian's special pieces."""
    import sentencepiece

    trained = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines or LINES),
        model_writer=trained,
        vocab_size=size,
        bos_id=-1,
        eos_id=0,
        unk_id=1,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    return trained.getvalue()


def pieces(vocabulary: bytes) -> int:
    """Pieces that a SentencePiece model has."""
    import sentencepiece

    return len(sentencepiece.SentencePieceProcessor(model_proto=vocabulary))


def lay(
    folder: Path, pair: str = "fren", *, int8: bool = False, separate: bool = False, **sizes: Any
) -> Path:
    """A folder as Mozilla releases one, with a vocabulary for both languages or for each."""
    folder.mkdir(parents=True, exist_ok=True)
    if separate:
        source, target = vocabulary(150, LINES[6:]), vocabulary(150, LINES[:6])
        (folder / f"srcvocab.{pair}.spm").write_bytes(source)
        (folder / f"trgvocab.{pair}.spm").write_bytes(target)
        sizes["target_vocabulary"] = pieces(target)
    else:
        source = vocabulary()
        (folder / f"vocab.{pair}.spm").write_bytes(source)
    model = random_model(pieces(source), **sizes)
    (folder / f"model.{pair}.intgemm.alphas.bin").write_bytes(model.data(int8=int8))
    return folder


def sentences(count: int, seed: int = 3) -> list[str]:
    """Sentences of the lines' words, at random."""
    random = np.random.default_rng(seed)
    words = " ".join(LINES).split()
    return [" ".join(random.choice(words, random.integers(1, 21))) for _ in range(count)]
