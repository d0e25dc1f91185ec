"""The network that is trained: a pretrained encoder, and a small decoder with pieces of its own.

The encoder is BERT's (post-norm, learned positions, GELU, biases), as multilingual-e5-small has
it; the decoder is pre-norm with sinusoidal positions, and its embedding serves as its output.
Trained weights are float32, frozen ones have the type in which products run.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn


def positions(length: int, width: int) -> Tensor:
    """Sinusoids as CTranslate2 makes them: positions from 1, sines then cosines."""
    step = math.log(10000) / (width // 2 - 1)
    scale = torch.exp(torch.arange(width // 2) * -step)
    angle = torch.arange(1, length + 1)[:, None] * scale[None]
    return torch.cat([angle.sin(), angle.cos()], dim=1)


class Linear(nn.Module):
    """A product in the type of its input."""

    def __init__(self, inputs: int, outputs: int, gain: float = 1.0) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outputs, inputs) * gain * inputs**-0.5)
        self.bias = nn.Parameter(torch.zeros(outputs))

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x, self.weight.to(x.dtype), self.bias.to(x.dtype))


class Norm(nn.Module):
    """Layer normalisation in the type of its input."""

    def __init__(self, width: int, epsilon: float) -> None:
        super().__init__()
        self.epsilon = epsilon
        self.weight = nn.Parameter(torch.ones(width))
        self.bias = nn.Parameter(torch.zeros(width))

    def forward(self, x: Tensor) -> Tensor:
        shape, weight, bias = x.shape[-1:], self.weight.to(x.dtype), self.bias.to(x.dtype)
        return F.layer_norm(x, shape, weight, bias, self.epsilon)


class Dropout(nn.Module):
    """Dropout of whole channels of a sentence (Gal 2016): one draw serves all its positions."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.share:
            return x
        kept = torch.rand(x.shape[0], 1, x.shape[2], device=x.device) >= self.share
        return x * (kept / (1 - self.share)).to(x.dtype)


def attend(q: Tensor, k: Tensor, v: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    """Attention with its weights: on processors several times quicker than the fused one."""
    weights = torch.softmax((q * q.shape[-1] ** -0.5) @ k.mT + mask, dim=-1)
    return (weights @ v).transpose(1, 2).flatten(2), weights


class EncoderLayer(nn.Module):
    """Self-attention and a feed-forward network, each followed by its normalisation."""

    def __init__(self, encoder: dict, dropout: float) -> None:
        super().__init__()
        width, epsilon = encoder["width"], encoder["epsilon"]
        self.heads = encoder["heads"]
        self.query, self.key, self.value, self.out = (Linear(width, width) for _ in range(4))
        self.attention_norm, self.norm = Norm(width, epsilon), Norm(width, epsilon)
        self.inner = Linear(width, encoder["inner"])
        self.outer = Linear(encoder["inner"], width)
        self.drop = Dropout(dropout)

    def split(self, x: Tensor) -> Tensor:
        """Heads before positions."""
        return x.view(*x.shape[:2], self.heads, -1).transpose(1, 2)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        q, k, v = (self.split(part(x)) for part in (self.query, self.key, self.value))
        x = self.attention_norm(x + self.drop(self.out(attend(q, k, v, mask)[0])))
        return self.norm(x + self.drop(self.outer(F.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """The pretrained encoder."""

    def __init__(self, encoder: dict, size: int, dropout: float) -> None:
        super().__init__()
        width = encoder["width"]
        self.table = nn.Parameter(torch.randn(size, width) * 0.05)
        self.places = nn.Parameter(torch.randn(encoder["positions"], width) * 0.05)
        self.norm = Norm(width, encoder["epsilon"])
        self.layers = nn.ModuleList(
            EncoderLayer(encoder, dropout) for _ in range(encoder["layers"])
        )

    def embed(self, source: Tensor, kind: torch.dtype) -> Tensor:
        """What the first layer takes."""
        x = F.embedding(source, self.table) + self.places[: source.shape[1]]
        return self.norm(x.to(kind))


class Attention(nn.Module):
    """Multi-head attention of the decoder; returns its weights too."""

    def __init__(self, width: int, heads: int, gain: float) -> None:
        super().__init__()
        self.heads = heads
        self.query = Linear(width, width)
        self.memory = Linear(width, 2 * width)
        self.out = Linear(width, width, gain)

    def forward(self, x: Tensor, memory: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        batch, length, width = x.shape
        q = self.query(x).view(batch, length, self.heads, -1).transpose(1, 2)
        kv = self.memory(memory).view(batch, -1, 2, self.heads, width // self.heads)
        mixed, weights = attend(q, *kv.permute(2, 0, 3, 1, 4), mask)
        return self.out(mixed), weights


class DecoderLayer(nn.Module):
    """Self-attention, attention to the source, feed-forward; a normalisation before each."""

    def __init__(self, decoder: dict, width: int, epsilon: float) -> None:
        super().__init__()
        gain = (3 * decoder["layers"]) ** -0.5
        self.norms = nn.ModuleList(Norm(width, epsilon) for _ in range(3))
        self.attention = Attention(width, decoder["heads"], gain)
        self.cross = Attention(width, decoder["heads"], gain)
        self.inner = Linear(width, decoder["inner"], 2**0.5)
        self.outer = Linear(decoder["inner"], width, gain)
        self.drop = Dropout(decoder["dropout"])

    def forward(
        self, x: Tensor, later: Tensor, memory: Tensor, hidden: Tensor
    ) -> tuple[Tensor, Tensor]:
        y = self.norms[0](x)
        x = x + self.drop(self.attention(y, y, later)[0])
        y, links = self.cross(self.norms[1](x), memory, hidden)
        x = x + self.drop(y)
        y = self.outer(torch.relu(self.inner(self.norms[2](x))))
        return x + self.drop(y), links


class Network(nn.Module):
    """Encoder and decoder; the last cross-attention's head 0 is the alignment head.

    `shape` holds the settings of both: `encoder` (as read with the weights) and `decoder`.
    Products run in `kind`.
    """

    def __init__(self, shape: dict, source_size: int, target_size: int) -> None:
        super().__init__()
        self.shape, self.kind = shape, torch.bfloat16
        decoder, width = shape["decoder"], shape["encoder"]["width"]
        epsilon = shape["encoder"]["epsilon"]
        self.encoder = Encoder(shape["encoder"], source_size, decoder["dropout"])
        self.table = nn.Parameter(torch.randn(target_size, width) * width**-0.5)
        self.decoder = nn.ModuleList(
            DecoderLayer(decoder, width, epsilon) for _ in range(decoder["layers"])
        )
        self.decoder_norm = Norm(width, epsilon)
        self.drop = Dropout(decoder["dropout"])
        self.register_buffer("sinusoids", positions(1024, width), persistent=False)

    def mask(self, lengths: Tensor, longest: int) -> Tensor:
        """What hides padding from attention."""
        hidden = torch.arange(longest, device=lengths.device) >= lengths[:, None]
        return hidden[:, None, None].to(self.kind) * -30000.0

    def encode(
        self, source: Tensor, mask: Tensor, start: int = 0, end: int | None = None
    ) -> Tensor:
        """States after the layers from `start` to `end`; from a start, `source` holds states."""
        x = source.to(self.kind) if start else self.encoder.embed(source, self.kind)
        for layer in self.encoder.layers[start:end]:
            x = layer(x, mask)
        return x

    def decode(self, target: Tensor, memory: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """States that predict the next pieces, and the alignment head's weights."""
        length, width = target.shape[1], self.table.shape[1]
        x = F.embedding(target, self.table) * width**0.5 + self.sinusoids[:length]
        x, links = self.drop(x.to(self.kind)), x
        later = torch.full((length, length), -30000.0, device=target.device, dtype=self.kind)
        later = torch.triu(later, 1)[None, None]
        for layer in self.decoder:
            x, links = layer(x, later, memory, mask)
        return self.decoder_norm(x), links[:, 0].float()

    def logits(self, states: Tensor) -> Tensor:
        """Scores of the target vocabulary."""
        return F.linear(states, self.table.to(states.dtype))

    def thaw(self, layers: int) -> list[nn.Parameter]:
        """Let this many upper layers of the encoder be trained, all else of it frozen.

        Returns the encoder's parameters that are trained.
        """
        frozen = len(self.encoder.layers) - layers
        free = list(self.encoder.layers[frozen:].parameters())
        for parameter in self.encoder.parameters():
            parameter.requires_grad_(False)
        for parameter in free:
            parameter.requires_grad_(True)
        return free
