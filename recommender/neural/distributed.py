"""One training in several processes: who is who, and what they tell each other.

Started by `torchrun --nproc-per-node N manage.py train`: each process takes its share of every
batch, and gradients are averaged by DistributedDataParallel (Li et al. 2020, arXiv:2006.15704).
Process 0 alone writes and speaks. Alone, everything here costs nothing. Never imports Django.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor, nn

from recommender.errors import OutsideFailure

WAIT = timedelta(hours=2)  # for process 0 to read events and encode items


@dataclass(frozen=True, slots=True)
class Ranks:
    """This process among `world`; rank 0 leads."""

    rank: int = 0
    world: int = 1

    @property
    def leads(self) -> bool:
        """Whether this process writes and speaks."""
        return self.rank == 0

    def told(self, value: Any) -> Any:
        """Return what process 0 gave, JSON values; waits for it."""
        if self.world == 1:
            return value
        written = bytearray(json.dumps(value).encode()) if self.leads else bytearray()
        size = torch.tensor([len(written)])
        dist.broadcast(size, src=0)
        box = torch.empty(int(size), dtype=torch.uint8)
        if self.leads:
            box.copy_(torch.frombuffer(written, dtype=torch.uint8))
        dist.broadcast(box, src=0)
        return json.loads(box.numpy().tobytes())

    def summed(self, values: Tensor) -> Tensor:
        """Return the sum over all processes of a tensor on the CPU, the same bits everywhere."""
        if self.world == 1:
            return values
        total = values.clone()
        dist.all_reduce(total)
        dist.broadcast(total, src=0)
        return total

    def gathered(self, value: Tensor) -> list[Tensor]:
        """Return every process's tensor, all of one shape, in the order of ranks."""
        if self.world == 1:
            return [value]
        found = [torch.empty_like(value) for _ in range(self.world)]
        dist.all_gather(found, value)
        return found

    def shared(self, module: nn.Module, device: torch.device) -> nn.Module:
        """Return the module with gradients averaged over all processes; parameters are rank 0's."""
        if self.world == 1:
            return module
        # A part that a step does not touch (an input that no item has) has no gradient there.
        return nn.parallel.DistributedDataParallel(
            module,
            device_ids=[device.index or 0] if device.type == "cuda" else None,
            find_unused_parameters=True,
        )


def ranks_here() -> Ranks:
    """Return this process's place; alone unless a group was joined."""
    if dist.is_available() and dist.is_initialized():
        return Ranks(dist.get_rank(), dist.get_world_size())
    return Ranks()


@contextmanager
def ranks_joined() -> Iterator[Ranks]:
    """Join the group that torchrun made, for as long as the block runs; alone without torchrun.

    Raises:
        OutsideFailure: the other processes cannot be reached.
    """
    if not dist.is_available() or not dist.is_torchelastic_launched() or dist.is_initialized():
        yield ranks_here()
        return
    backend = "cpu:gloo"
    if torch.cuda.is_available():
        backend += ",cuda:nccl"
    try:
        dist.init_process_group(backend, timeout=WAIT)
    except (RuntimeError, ValueError) as error:
        line = str(error).splitlines()[0]
        raise OutsideFailure(f"The training's processes cannot reach each other: {line}") from error
    try:
        if torch.cuda.is_available():
            torch.cuda.set_device(dist.get_node_local_rank(0))
        yield ranks_here()
        # Who leaves first closes the line, and another that is still reading from it is aborted.
        dist.barrier()
    finally:
        dist.destroy_process_group()


@contextmanager
def others_told() -> Iterator[Callable[[Any], None]]:
    """Yield what tells the other processes, once, what to do; left untold, they are told None.

    For process 0 while it prepares: whatever fails before it has told them, nobody waits for it.
    """
    told: list[Any] = []

    def tell(value: Any) -> None:
        told.append(value)
        ranks_here().told(value)

    try:
        yield tell
    finally:
        if not told:
            ranks_here().told(None)
