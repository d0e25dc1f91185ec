"""Muon (Jordan 2024) on the decoder's matrices in square blocks, Adam on everything else."""

from __future__ import annotations

import torch
from torch import Tensor
from workers import Workers


def blocks(x: Tensor, width: int) -> Tensor:
    """A matrix as a stack of width x width blocks."""
    rows, columns = x.shape[0] // width, x.shape[1] // width
    return x.view(rows, width, columns, width).transpose(1, 2).reshape(-1, width, width)


def unblock(x: Tensor, like: Tensor) -> Tensor:
    """The inverse of `blocks`."""
    width, (rows, columns) = x.shape[-1], like.shape
    parts = x.view(rows // width, columns // width, width, width)
    return parts.transpose(1, 2).reshape(rows, columns)


def orthogonal(x: Tensor, kind: torch.dtype) -> Tensor:
    """Each matrix with its singular values near one: quintic Newton-Schulz."""
    x = (x / (x.norm(dim=(1, 2), keepdim=True) + 1e-12)).to(kind)
    for _ in range(5):
        a = x @ x.mT
        x = 3.4445 * x + (-4.7750 * a + 2.0315 * (a @ a)) @ x
    return x


class Optimiser:
    """Updates of three kinds: the decoder's matrices, its other parameters, the encoder.

    Parameters may join later: what is remembered of each has its name.
    """

    def __init__(self, network: torch.nn.Module, workers: Workers, decay: float = 0.05) -> None:
        self.network, self.workers, self.decay, self.step_count = network, workers, decay, 0
        self.kept: dict[str, dict[str, Tensor]] = {"momentum": {}, "first": {}, "second": {}}
        self.counts: dict[str, int] = {}

    def take(self, key: str, named: dict[str, Tensor]) -> list[Tensor]:
        """What is remembered of these parameters; zeros at first."""
        kept = self.kept[key]
        for name, p in named.items():
            if name not in kept:
                kept[name] = torch.zeros_like(p)
        return [kept[name] for name in named]

    @torch.no_grad()
    def step(self, rate: float, matrix_rate: float, encoder_rate: float) -> None:
        """One update from the gradients, which are cleared."""
        self.step_count += 1
        named = {n: p for n, p in self.network.named_parameters() if p.grad is not None}
        encoder = {n: p for n, p in named.items() if n.startswith("encoder.")}
        matrices = {n: p for n, p in named.items() if n.startswith("decoder.") and p.ndim == 2}
        others = {n: p for n, p in named.items() if n not in encoder and n not in matrices}
        self.muon(matrices, matrix_rate)
        self.adam(others, rate)
        if encoder:
            self.adam(encoder, encoder_rate)
        for p in named.values():
            p.grad = None

    def muon(self, named: dict[str, Tensor], rate: float) -> None:
        """Momentum made orthogonal, block by block."""
        grads, momentum = [p.grad for p in named.values()], self.take("momentum", named)
        parameters = list(named.values())
        torch._foreach_lerp_(momentum, grads, 0.05)
        width = min(min(p.shape) for p in parameters)
        stacks = [blocks(x, width) for x in torch._foreach_lerp(grads, momentum, 0.95)]
        x = self.workers.shared(orthogonal, torch.cat(stacks), self.network.kind)
        torch._foreach_mul_(parameters, 1 - rate * self.decay)
        counts = [len(stack) for stack in stacks]
        for p, update in zip(parameters, x[: sum(counts)].float().split(counts), strict=True):
            p.add_(unblock(update, p), alpha=-rate)

    def adam(self, named: dict[str, Tensor], rate: float) -> None:
        """Adam; each parameter counts its own updates."""
        grads, parameters = [p.grad for p in named.values()], list(named.values())
        first, second = self.take("first", named), self.take("second", named)
        torch._foreach_lerp_(first, grads, 0.1)
        torch._foreach_mul_(second, 0.98)
        torch._foreach_addcmul_(second, grads, grads, 0.02)
        for name in named:
            self.counts[name] = self.counts.get(name, 0) + 1
        counts = [self.counts[name] for name in named]
        bottom = torch._foreach_sqrt(torch._foreach_div(second, [1 - 0.98**n for n in counts]))
        torch._foreach_add_(bottom, 1e-9)
        steps = [-rate / (1 - 0.9**n) for n in counts]
        torch._foreach_addcdiv_(parameters, first, bottom, steps)

    def state(self) -> dict:
        """What continuing needs beside the weights."""
        return {"step_count": self.step_count, "counts": self.counts, "kept": self.kept}

    def load(self, state: dict) -> None:
        """Take a saved state."""
        self.step_count, self.counts = state["step_count"], state["counts"]
        named = dict(self.network.named_parameters())
        self.kept = {
            key: {name: value.to(named[name].device) for name, value in kept.items()}
            for key, kept in state["kept"].items()
        }
