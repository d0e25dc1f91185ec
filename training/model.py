"""The Transformer that is trained: pre-norm, one embedding table, a small target vocabulary.

Rows of the table are pieces; the first `target_size` rows are the decoder's vocabulary, for its
input and, tied, for its output. Weights are float32; products run in bfloat16.
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
    """A product without bias, in the type of its input."""

    def __init__(self, inputs: int, outputs: int, gain: float = 1.0) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.randn(outputs, inputs) * gain * inputs**-0.5)

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x, self.weight.to(x.dtype))


class Norm(nn.Module):
    """Layer normalisation in the type of its input."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.bias = nn.Parameter(torch.zeros(width))

    def forward(self, x: Tensor) -> Tensor:
        return F.layer_norm(x, x.shape[-1:], self.weight.to(x.dtype), self.bias.to(x.dtype))


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


class Attention(nn.Module):
    """Multi-head attention with explicit softmax; returns its probabilities too."""

    def __init__(self, width: int, heads: int, gain: float) -> None:
        super().__init__()
        self.heads = heads
        self.query = Linear(width, width)
        self.memory = Linear(width, 2 * width)
        self.out = Linear(width, width, gain)

    def forward(self, x: Tensor, memory: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        batch, length, width = x.shape
        size = width // self.heads
        q = self.query(x).view(batch, length, self.heads, size).transpose(1, 2)
        kv = self.memory(memory).view(batch, -1, 2, self.heads, size)
        k, v = kv[:, :, 0].permute(0, 2, 3, 1), kv[:, :, 1].transpose(1, 2)
        probabilities = torch.softmax((q * size**-0.5) @ k + mask, dim=-1)
        mixed = (probabilities @ v).transpose(1, 2).reshape(batch, length, width)
        return self.out(mixed), probabilities


class Layer(nn.Module):
    """An encoder layer or, with `cross`, a decoder layer."""

    def __init__(self, model: dict, gain: float, cross: bool) -> None:
        super().__init__()
        width = model["width"]
        self.norms = nn.ModuleList(Norm(width) for _ in range(3 if cross else 2))
        self.attention = Attention(width, model["heads"], gain)
        self.cross = Attention(width, model["heads"], gain) if cross else None
        self.inner = Linear(width, model["inner"], 2**0.5)
        self.outer = Linear(model["inner"], width, gain)
        self.drop = Dropout(model["dropout"])

    def forward(
        self, x: Tensor, mask: Tensor, memory: Tensor | None = None, hidden: Tensor | None = None
    ) -> tuple[Tensor, Tensor | None]:
        y, links = self.norms[0](x), None
        x = x + self.drop(self.attention(y, y, mask)[0])
        if self.cross is not None:
            y, links = self.cross(self.norms[1](x), memory, hidden)
            x = x + self.drop(y)
        y = self.outer(torch.relu(self.inner(self.norms[-1](x))))
        return x + self.drop(y), links


class Transformer(nn.Module):
    """Encoder and decoder; the last cross-attention's head 0 is the alignment head."""

    def __init__(self, model: dict, size: int, target_size: int) -> None:
        super().__init__()
        self.settings, self.target_size = model, target_size
        width, depth = model["width"], model["encoder_layers"]
        self.table = nn.Parameter(torch.randn(size, width) * width**-0.5)
        self.encoder = nn.ModuleList(Layer(model, (2 * depth) ** -0.5, False) for _ in range(depth))
        depth = model["decoder_layers"]
        self.decoder = nn.ModuleList(Layer(model, (3 * depth) ** -0.5, True) for _ in range(depth))
        self.encoder_norm, self.decoder_norm = Norm(width), Norm(width)
        self.drop = Dropout(model["dropout"])
        self.register_buffer("sinusoids", positions(1024, width), persistent=False)
        self.kind = torch.bfloat16

    def embed(self, numbers: Tensor) -> Tensor:
        """Embeddings scaled by the square root of the width, with positions."""
        x = F.embedding(numbers, self.table) * self.table.shape[1] ** 0.5
        return self.drop((x + self.sinusoids[: numbers.shape[1]]).to(self.kind))

    def encode(self, source: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
        """States of the source pieces, and the mask that hides padding."""
        hidden = torch.arange(source.shape[1], device=source.device) >= lengths[:, None]
        mask = hidden[:, None, None].to(self.kind) * -30000.0
        x = self.embed(source)
        for layer in self.encoder:
            x, _ = layer(x, mask)
        return self.encoder_norm(x), mask

    def decode(self, target: Tensor, memory: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """States that predict the next pieces, and the alignment head's probabilities."""
        length = target.shape[1]
        later = torch.full((length, length), -30000.0, device=target.device, dtype=self.kind)
        later, x, links = torch.triu(later, 1), self.embed(target), None
        for layer in self.decoder:
            x, links = layer(x, later, memory, mask)
        return self.decoder_norm(x), links[:, 0]

    def logits(self, states: Tensor) -> Tensor:
        """Scores of the target vocabulary."""
        return F.linear(states, self.table[: self.target_size].to(states.dtype))


class Optimiser:
    """Muon (Jordan 2024) on the layers' matrices in square blocks, Adam on the rest."""

    def __init__(self, network: Transformer, decay: float = 0.05) -> None:
        self.width, self.decay, self.step_count = network.settings["width"], decay, 0
        named = dict(network.named_parameters())
        self.matrices = [p for n, p in named.items() if p.ndim == 2 and n != "table"]
        self.others = [p for n, p in named.items() if p.ndim != 2 or n == "table"]
        self.momentum = [torch.zeros_like(p) for p in self.matrices]
        self.first = [torch.zeros_like(p) for p in self.others]
        self.second = [torch.zeros_like(p) for p in self.others]

    def blocks(self, x: Tensor) -> Tensor:
        """A matrix as a stack of width x width blocks."""
        w = self.width
        return x.view(x.shape[0] // w, w, x.shape[1] // w, w).transpose(1, 2).reshape(-1, w, w)

    def unblock(self, x: Tensor, like: Tensor) -> Tensor:
        """The inverse of `blocks`."""
        w, (rows, columns) = self.width, like.shape
        return x.view(rows // w, columns // w, w, w).transpose(1, 2).reshape(rows, columns)

    @torch.no_grad()
    def step(self, rate: float, matrix_rate: float) -> None:
        """One update from the gradients, which are cleared."""
        self.step_count += 1
        torch._foreach_lerp_(self.momentum, [p.grad for p in self.matrices], 0.05)
        nesterov = torch._foreach_lerp([p.grad for p in self.matrices], self.momentum, 0.95)
        stacks = [self.blocks(x) for x in nesterov]
        x = torch.cat(stacks)
        x = (x / (x.norm(dim=(1, 2), keepdim=True) + 1e-12)).bfloat16()
        for _ in range(5):  # quintic Newton-Schulz
            a = x @ x.mT
            x = 3.4445 * x + (-4.7750 * a + 2.0315 * (a @ a)) @ x
        torch._foreach_mul_(self.matrices, 1 - matrix_rate * self.decay)
        for p, update in zip(self.matrices, x.float().split([len(s) for s in stacks]), strict=True):
            p.add_(self.unblock(update, p), alpha=-matrix_rate)
        grads, n = [p.grad for p in self.others], self.step_count
        torch._foreach_lerp_(self.first, grads, 0.1)
        torch._foreach_mul_(self.second, 0.98)
        torch._foreach_addcmul_(self.second, grads, grads, 0.02)
        bottom = torch._foreach_sqrt(torch._foreach_div(self.second, 1 - 0.98**n))
        torch._foreach_add_(bottom, 1e-9)
        torch._foreach_addcdiv_(self.others, self.first, bottom, -rate / (1 - 0.9**n))
        for p in self.matrices + self.others:
            p.grad = None

    def state(self) -> dict:
        """What continuing needs beside the weights."""
        return {k: getattr(self, k) for k in ("step_count", "momentum", "first", "second")}

    def load(self, state: dict) -> None:
        """Take a saved state."""
        self.step_count = state["step_count"]
        for key in ("momentum", "first", "second"):
            torch._foreach_copy_(getattr(self, key), state[key])
