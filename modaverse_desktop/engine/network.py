"""The base of our own networks, whose names are known: torch says that any name at all is a tensor or a module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torch import nn


class Network(nn.Module):
    """A `torch.nn.Module` in which a type checker finds a misspelt attribute. Buffers are declared in the class."""

    if TYPE_CHECKING:
        __getattr__: None
