"""The network of Firefox Translations' models, in numpy.

A transformer's encoder, and a decoder whose self-attention is a simpler simple recurrent unit
(Kim et al. 2019, "From Research to Production and Back: Ludicrously Fast Neural Machine
Translation"). Layers are normalised after the residual, as in Vaswani et al. 2017.

Arrays are float32. In shapes, n is sentences, m hypotheses of a sentence or tokens of a
target, s source tokens, h heads, d the model's width.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from reader.engine.marian_file import Floats, MarianFile

Integers = npt.NDArray[np.intp]

_SUPPORTED = {
    "type": ("transformer",),
    "dec-cell": ("ssru",),
    "transformer-decoder-autoreg": ("rnn",),
    "transformer-preprocess": ("",),
    "transformer-postprocess": ("dan",),
    "transformer-postprocess-emb": ("d", ""),
    "transformer-postprocess-top": ("",),
    "transformer-ffn-activation": ("relu",),
    "transformer-ffn-depth": ("2",),
    "transformer-decoder-dim-ffn": ("0",),
    "transformer-decoder-ffn-depth": ("0", "2"),
    "transformer-no-projection": ("false",),
    "transformer-no-affine": ("false",),
    "transformer-no-bias": ("false",),
    "transformer-rnn-projection": ("false",),
    "layer-normalization": ("false",),
    "output-omit-bias": ("false",),
    "lemma-dim-emb": ("0",),
    "right-left": ("false",),
    "ulr": ("false",),
    "transformer-tied-layers": ("[]",),
    "transformer-train-position-embeddings": ("false",),
}
"""What the options may be; the first of each is taken where the file says nothing."""

_EPSILON = 1e-9


@dataclass(frozen=True, slots=True)
class _Linear:
    weight: Floats
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        y: Floats = x.reshape(-1, x.shape[-1]) @ self.weight
        y += self.bias
        return y.reshape(*x.shape[:-1], -1)


@dataclass(frozen=True, slots=True)
class _Norm:
    scale: Floats
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        """Normalise in place."""
        x -= x.mean(axis=-1, keepdims=True)
        variance = np.einsum("...d,...d->...", x, x) / np.float32(x.shape[-1])
        x *= (1 / np.sqrt(variance + np.float32(_EPSILON)))[..., None]
        x *= self.scale
        x += self.bias
        return x


@dataclass(frozen=True, slots=True)
class _FeedForward:
    inner: _Linear
    outer: _Linear
    norm: _Norm

    def __call__(self, x: Floats) -> Floats:
        hidden = self.inner(x)
        np.maximum(hidden, 0, out=hidden)
        y = self.outer(hidden)
        y += x
        return self.norm(y)


@dataclass(frozen=True, slots=True)
class _EncoderLayer:
    attended: _Linear
    """Queries, keys and values side by side; the queries scaled."""
    out: _Linear
    norm: _Norm
    feed_forward: _FeedForward


@dataclass(frozen=True, slots=True)
class _DecoderLayer:
    recurrence: _Linear
    """The new content and the gate side by side; the content has no bias."""
    recurrence_norm: _Norm
    query: _Linear
    attended: _Linear
    """Keys and values of the encoder's output side by side."""
    out: _Linear
    norm: _Norm
    feed_forward: _FeedForward


@dataclass(frozen=True, slots=True)
class Encoded:
    """Source sentences as the decoder looks at them."""

    keys: list[Floats]
    """For each layer of the decoder, n h d/h s."""
    values: list[Floats]
    """For each layer of the decoder, n h s d/h."""
    mask: Floats
    """n 1 1 s: nothing, or minus infinity where there is no token."""

    def only(self, rows: Integers) -> Encoded:
        """These sentences alone."""
        return Encoded(
            [keys[rows] for keys in self.keys],
            [values[rows] for values in self.values],
            self.mask[rows],
        )


class Network:
    """A model's weights, and what they compute.

    Args:
        file: the container of the model.
        source_size: pieces of the source vocabulary.
        target_size: pieces of the target vocabulary.

    Raises:
        InvalidPackage: the model is of another architecture, or lacks something.
    """

    def __init__(self, file: MarianFile, source_size: int, target_size: int) -> None:
        for key, supported in _SUPPORTED.items():
            value = file.options.get(key, supported[0])
            if value not in supported:
                raise file.fault(f"a model with {key} {value!r}, which cannot be run here")
        self._file = file
        self.width = self._option("dim-emb", 8192)
        self.heads = self._option("transformer-heads", self.width)
        if self.width % self.heads or self.width % 2:
            raise file.fault(f"a width of {self.width} for {self.heads} heads")
        # A column for each piece, as the output needs them: it takes half the time of a step.
        self._source = self._embeddings("encoder_Wemb", source_size)
        self._target = self._source
        if "decoder_Wemb" in file or self._source.shape[1] < target_size:
            self._target = self._embeddings("decoder_Wemb", target_size)
        self._output, pieces = self._target, self._target.shape[1]
        if "decoder_ff_logit_out_W" in file:
            self._output = file.matrix("decoder_ff_logit_out_W", (self.width, pieces))
        self._output_bias = file.matrix("decoder_ff_logit_out_b", (1, pieces))[0]
        # Rows that no piece stands for, as of a vocabulary that was rounded up.
        self._output_bias[target_size:] = -np.inf
        self._encoder = [
            self._encoder_layer(f"encoder_l{number}")
            for number in range(1, self._option("enc-depth", 256) + 1)
        ]
        self._decoder = [
            self._decoder_layer(f"decoder_l{number}")
            for number in range(1, self._option("dec-depth", 256) + 1)
        ]
        steps = np.arange(self.width // 2) * -(math.log(10000) / max(1, self.width // 2 - 1))
        self._frequencies = np.exp(steps)

    def encode(self, sources: Sequence[Sequence[int]]) -> Encoded:
        """Encode sentences, each given with its end."""
        lengths = np.array([len(source) for source in sources])
        tokens = np.zeros((len(sources), lengths.max()), np.intp)
        for row, source in enumerate(sources):
            tokens[row, : len(source)] = source
        present = np.arange(tokens.shape[1]) < lengths[:, None]
        mask = np.where(present, np.float32(0), np.float32(-np.inf))[:, None, None, :]
        x = self._embedded(self._source, tokens)
        x += self._positions(np.arange(tokens.shape[1]))
        n, s, d = x.shape
        for layer in self._encoder:
            split = layer.attended(x).reshape(n, s, 3, self.heads, -1)
            queries, keys, values = split.transpose(2, 0, 3, 1, 4)
            weights = _softmax(queries @ keys.swapaxes(-1, -2), mask)
            attended = layer.out((weights @ values).transpose(0, 2, 1, 3).reshape(n, s, d))
            attended += x
            x = layer.feed_forward(layer.norm(attended))
        all_keys, all_values = [], []
        for decoder in self._decoder:
            split = decoder.attended(x).reshape(n, s, 2, self.heads, -1)
            all_keys.append(np.ascontiguousarray(split[:, :, 0].transpose(0, 2, 3, 1)))
            all_values.append(np.ascontiguousarray(split[:, :, 1].transpose(0, 2, 1, 3)))
        return Encoded(all_keys, all_values, mask)

    def start(self, sentences: int) -> list[Floats]:
        """The state before the first token: an array of n 1 d for each layer."""
        return [np.zeros((sentences, 1, self.width), np.float32) for _ in self._decoder]

    def step(
        self, encoded: Encoded, states: list[Floats], tokens: Integers, positions: Integers
    ) -> tuple[Floats, list[Floats], Floats]:
        """Go on by a token.

        Args:
            encoded: the sources.
            states: what the recurrence of each layer knows, n m d.
            tokens: the last token of each hypothesis, n m; -1 for none.
            positions: how many tokens each sentence's hypotheses have, n.

        Returns:
            The output (n m d), the new states, the attention (n m s).
        """
        x = self._embedded(self._target, tokens)
        x += self._positions(positions)[:, None]
        after = []
        for number, (layer, state) in enumerate(zip(self._decoder, states, strict=True)):
            content, gate = self._gated(layer, x)
            cell = content + gate * (state - content)
            after.append(cell)
            x, attention = self._after_recurrence(number, layer, x, cell, encoded)
        return x, after, attention

    def force(self, encoded: Encoded, tokens: Integers) -> tuple[Floats, list[Floats], Floats]:
        """Go through given tokens at once, from the start.

        Args:
            encoded: the sources.
            tokens: what is fed at each step, n m: -1, and then all tokens but the last.

        Returns:
            As `step`, for each token; the states are those after each, n m d.
        """
        x = self._embedded(self._target, tokens)
        x += self._positions(np.arange(tokens.shape[1]))
        after = []
        for number, layer in enumerate(self._decoder):
            content, gate = self._gated(layer, x)
            cells = np.empty_like(content)
            cell = np.zeros_like(content[:, 0])
            for time in range(tokens.shape[1]):
                cell = content[:, time] + gate[:, time] * (cell - content[:, time])
                cells[:, time] = cell
            after.append(cells)
            x, attention = self._after_recurrence(number, layer, x, cells, encoded)
        return x, after, attention

    def logits(self, output: Floats) -> Floats:
        """Scores of all target pieces, for rows of the decoder's output."""
        scores: Floats = output @ self._output
        scores += self._output_bias
        return scores

    def _gated(self, layer: _DecoderLayer, x: Floats) -> tuple[Floats, Floats]:
        both = layer.recurrence(x)
        gate = both[..., self.width :]
        gate *= np.float32(0.5)  # the sigmoid as a tanh, which does not overflow
        np.tanh(gate, out=gate)
        gate += 1
        gate *= np.float32(0.5)
        return both[..., : self.width], gate

    def _after_recurrence(
        self, number: int, layer: _DecoderLayer, x: Floats, cell: Floats, encoded: Encoded
    ) -> tuple[Floats, Floats]:
        """A layer of the decoder after its recurrence, and its first head's attention."""
        y = np.maximum(cell, 0)
        y += x
        x = layer.recurrence_norm(y)
        n, m, d = x.shape
        queries = layer.query(x).reshape(n, m, self.heads, -1).transpose(0, 2, 1, 3)
        weights = _softmax(queries @ encoded.keys[number], encoded.mask)
        attended = (weights @ encoded.values[number]).transpose(0, 2, 1, 3).reshape(n, m, d)
        y = layer.out(attended)
        y += x
        return layer.feed_forward(layer.norm(y)), weights[:, 0]

    def _embedded(self, embeddings: Floats, tokens: Integers) -> Floats:
        x = embeddings[:, tokens.ravel()].T * np.float32(math.sqrt(self.width))
        x[tokens.ravel() < 0] = 0
        return x.reshape(*tokens.shape, self.width)

    def _positions(self, positions: Integers) -> Floats:
        angles = positions[:, None] * self._frequencies
        return np.concatenate([np.sin(angles), np.cos(angles)], axis=-1).astype(np.float32)

    def _option(self, key: str, most: int) -> int:
        value = self._file.options.get(key, "")
        if not re.fullmatch("[0-9]{1,6}", value) or not 1 <= int(value) <= most:
            raise self._file.fault(f"the model's {key} is {value!r}")
        return int(value)

    def _embeddings(self, name: str, size: int) -> Floats:
        weights = self._file.matrix(name if name in self._file else "Wemb", (None, self.width))
        if len(weights) < size:
            raise self._file.fault(f"{len(weights)} embeddings for a vocabulary of {size}")
        return np.ascontiguousarray(weights.T)

    def _linear(self, prefix: str, name: str, rows: int, columns: int | None) -> _Linear:
        weight = self._file.matrix(f"{prefix}_W{name}", (rows, columns))
        bias = self._file.matrix(f"{prefix}_b{name}", (1, weight.shape[1]))
        return _Linear(weight, bias[0])

    def _norm(self, prefix: str) -> _Norm:
        scale = self._file.matrix(f"{prefix}_ln_scale", (1, self.width))
        return _Norm(scale[0], self._file.matrix(f"{prefix}_ln_bias", (1, self.width))[0])

    def _query(self, prefix: str) -> _Linear:
        query = self._linear(prefix, "q", self.width, self.width)
        scale = np.float32(1 / math.sqrt(self.width // self.heads))
        return _Linear(query.weight * scale, query.bias * scale)

    def _feed_forward(self, prefix: str) -> _FeedForward:
        inner = self._linear(prefix, "1", self.width, None)
        outer = self._linear(prefix, "2", inner.weight.shape[1], self.width)
        return _FeedForward(inner, outer, self._norm(f"{prefix}_ffn"))

    def _encoder_layer(self, prefix: str) -> _EncoderLayer:
        d = self.width
        parts = [self._linear(f"{prefix}_self", name, d, d) for name in "kv"]
        return _EncoderLayer(
            _side_by_side([self._query(f"{prefix}_self"), *parts]),
            self._linear(f"{prefix}_self", "o", d, d),
            self._norm(f"{prefix}_self_Wo"),
            self._feed_forward(f"{prefix}_ffn"),
        )

    def _decoder_layer(self, prefix: str) -> _DecoderLayer:
        d = self.width
        content = self._file.matrix(f"{prefix}_rnn_W", (d, d))
        gate = self._linear(f"{prefix}_rnn", "f", d, d)
        parts = [self._linear(f"{prefix}_context", name, d, d) for name in "kv"]
        return _DecoderLayer(
            _side_by_side([_Linear(content, np.zeros(d, np.float32)), gate]),
            self._norm(f"{prefix}_rnn_ffn"),
            self._query(f"{prefix}_context"),
            _side_by_side(parts),
            self._linear(f"{prefix}_context", "o", d, d),
            self._norm(f"{prefix}_context_Wo"),
            self._feed_forward(f"{prefix}_ffn"),
        )


def _side_by_side(parts: Sequence[_Linear]) -> _Linear:
    return _Linear(
        np.concatenate([part.weight for part in parts], axis=1),
        np.concatenate([part.bias for part in parts]),
    )


def _softmax(scores: Floats, mask: Floats) -> Floats:
    """Softmax over the last axis, in place, of scores with a mask added."""
    scores += mask
    scores -= scores.max(axis=-1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=-1, keepdims=True)
    return scores
