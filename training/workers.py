"""Processes that train together, a share of each update in each.

On a processor whose cores other programs use too, several processes of one thread are quicker than
one process of several threads: the threads would wait for each other in every product, these do
once an update.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import torch
import torch.distributed as dist
from torch import Tensor


class Workers:
    """This process among `count` ones; alone, nothing has to be exchanged."""

    def __init__(self, number: int = 0, count: int = 1, meeting: Path | None = None) -> None:
        self.number, self.count = number, count
        if count > 1:
            dist.init_process_group(
                "gloo", init_method=f"file://{meeting}", rank=number, world_size=count
            )

    def same(self, values: list[float]) -> list[float]:
        """The first worker's values."""
        tensor = torch.tensor(values, dtype=torch.float64)
        if self.count > 1:
            dist.broadcast(tensor, 0)
        return tensor.tolist()

    def mean(self, parameters: list[Tensor]) -> None:
        """Make each gradient the mean of the workers'."""
        if self.count == 1:
            return
        whole = torch.cat([p.grad.reshape(-1) for p in parameters])
        dist.all_reduce(whole)
        whole /= self.count
        for p, part in zip(parameters, whole.split([p.numel() for p in parameters]), strict=True):
            p.grad.copy_(part.view_as(p))

    def shared(self, work: Callable[..., Tensor], stack: Tensor, *rest: object) -> Tensor:
        """`work` on a stack of matrices, of which each worker does a part."""
        if self.count == 1:
            return work(stack, *rest)
        size = -(-len(stack) // self.count)
        stack = torch.cat([stack, stack[: size * self.count - len(stack)]])
        part = work(stack[self.number * size : (self.number + 1) * size], *rest).contiguous()
        parts = [torch.empty_like(part) for _ in range(self.count)]
        dist.all_gather(parts, part)
        return torch.cat(parts)

    def leave(self) -> None:
        """Part from the others."""
        if self.count > 1:
            dist.destroy_process_group()
