"""Speed of the engine for Firefox's models beside CTranslate2, on models of equal size.

    python benchmarks/firefox.py [--beam N] [--jobs N] [--width N] [--runs N]

Both have random weights, which cost the same as others: six layers of encoder and four of
decoder, a vocabulary of 32,000, by default Mozilla's "base-memory" (width 384). Both write as
many tokens for each sentence as the engine's limit lets them. CTranslate2's decoder is a
transformer's, as it runs no other; it runs once in int8, as it does for users, and once in
float32, as the engine does. Runs alternate and the figures are medians; a ratio above 1 says
that the engine is faster. Time of all cores together ("processor") is what a busy machine
distorts least.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from machine import processor

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

VOCABULARY, HEADS, ENCODER, DECODER, SENTENCES = 32_000, 8, 6, 4, 96
INNER = {256: 1536, 384: 1536, 512: 2048}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--beam", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=0, help="batches at once; 0: one a core")
    parser.add_argument("--width", type=int, default=384, choices=sorted(INNER))
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    from reader.engine.engine import available_cores

    cores = available_cores()
    jobs = options.jobs or cores
    with tempfile.TemporaryDirectory() as place:
        engines = {
            "ours": ours(Path(place) / "fren", options.width, jobs),
            "CTranslate2 int8": peer(Path(place) / "int8", options.width, jobs, "int8"),
            "CTranslate2 float32": peer(Path(place) / "float32", options.width, jobs, "float32"),
        }
        print(f"{processor()}, jobs {jobs}, beam {options.beam}")
        measured = compare(engines, options.beam, options.runs)
    print(f"{'':<22}{'tokens/s':>10}{'ratio':>8}{'processor s':>13}{'ratio':>8}")
    wall, busy, tokens = measured["ours"]
    for name, (seconds, spent, written) in measured.items():
        print(
            f"{name:<22}{written / seconds:>10.0f}{tokens / wall / (written / seconds):>8.2f}"
            f"{spent:>13.2f}{spent / written / (busy / tokens):>8.2f}"
        )


def compare(engines: dict[str, Any], beam: int, runs: int) -> dict[str, tuple[float, float, int]]:
    """For each engine the seconds, the seconds of all cores, and the tokens it wrote."""
    seconds: dict[str, list[tuple[float, float]]] = {name: [] for name in engines}
    tokens = {name: translate(engine, beam) for name, engine in engines.items()}  # to warm up
    for _ in range(runs):
        for name, engine in engines.items():
            start, busy = time.perf_counter(), time.process_time()
            translate(engine, beam)
            seconds[name].append((time.perf_counter() - start, time.process_time() - busy))
    return {
        name: (
            statistics.median(wall for wall, _ in found),
            statistics.median(spent for _, spent in found),
            tokens[name],
        )
        for name, found in seconds.items()
    }


def translate(translator: Any, beam: int) -> int:
    """Translate sentences of random lengths in the engine's batches; the tokens written."""
    from reader.engine.engine import max_target_tokens
    from reader.engine.queue import BATCH_TOKENS, GREEDY_BATCH_TOKENS

    lengths = sorted(np.random.default_rng(5).integers(5, 45, SENTENCES).tolist(), reverse=True)
    limit = GREEDY_BATCH_TOKENS if beam == 1 else BATCH_TOKENS
    pending = []
    while lengths:
        batch, lengths = lengths[: limit // lengths[0]], lengths[limit // lengths[0] :]
        pending += translator.translate_batch(
            [["▁le"] * length for length in batch],
            asynchronous=True,
            beam_size=beam,
            return_scores=True,
            return_attention=True,
            disable_unk=True,
            max_input_length=0,
            max_decoding_length=max_target_tokens(batch[0]) // 2,
        )
    return sum(len(future.result().hypotheses[0]) for future in pending)


def ours(folder: Path, width: int, jobs: int) -> Any:
    from reader.engine.firefox import Translator
    from tests import marian_writer

    marian_writer.lay(folder, int8=True)
    (vocabulary,) = folder.glob("vocab.*")
    model = marian_writer.random_model(
        VOCABULARY,
        width=width,
        heads=HEADS,
        inner=INNER[width],
        encoder=ENCODER,
        decoder=DECODER,
        end=-1000,
    )
    (file,) = folder.glob("model.*")
    file.write_bytes(model.data(int8=True))
    return Translator(file, vocabulary, vocabulary, jobs=jobs)


def peer(folder: Path, width: int, jobs: int, compute_type: str) -> Any:
    """A transformer of the same size for CTranslate2."""
    import ctranslate2

    random = np.random.default_rng(7)
    inner = INNER[width]

    def weights(*shape: int) -> Any:
        return random.normal(0, width**-0.5, shape).astype(np.float32)

    def linear(layer: Any, rows: int, columns: int) -> None:
        layer.weight, layer.bias = weights(rows, columns), np.zeros(rows, np.float32)

    def norm(layer: Any) -> None:
        layer.gamma, layer.beta = np.ones(width, np.float32), np.zeros(width, np.float32)

    def attention(layer: Any, sizes: tuple[int, ...]) -> None:
        norm(layer.layer_norm)
        for part, size in zip(layer.linear, sizes, strict=True):
            linear(part, size * width, width)

    spec = ctranslate2.specs.TransformerSpec.from_config((ENCODER, DECODER), HEADS, pre_norm=False)
    for side in (spec.encoder, spec.decoder):
        embeddings = side.embeddings[0] if side is spec.encoder else side.embeddings
        embeddings.weight = weights(VOCABULARY, width)
        side.position_encodings.encodings = weights(512, width)
        for layer in side.layer:
            attention(layer.self_attention, (3, 1))
            norm(layer.ffn.layer_norm)
            linear(layer.ffn.linear_0, inner, width)
            linear(layer.ffn.linear_1, width, inner)
    for layer in spec.decoder.layer:
        attention(layer.attention, (1, 2, 1))
    linear(spec.decoder.projection, VOCABULARY, width)
    spec.decoder.projection.bias[2] = -1000  # never the end
    pieces = ["<unk>", "<s>", "</s>", "▁le", *(f"▁{number}" for number in range(VOCABULARY - 4))]
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.validate()
    spec.optimize(quantization=compute_type)
    folder.mkdir()
    spec.save(str(folder))
    return ctranslate2.Translator(
        str(folder),
        device="cpu",
        inter_threads=jobs,
        intra_threads=1,
        compute_type=compute_type,
        max_queued_batches=-1,
    )


if __name__ == "__main__":
    main()
