"""EfficientNet-Lite2 (TensorFlow's 2020 ImageNet weights) as a frozen encoder: pooled features and class probabilities.

The network follows github.com/tensorflow/tpu, models/official/efficientnet/lite: no squeeze-and-excite, ReLU6, padding
as TensorFlow's SAME, batch normalisation with epsilon 1e-3, input (pixel - 127) / 128.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from modaverse_desktop.core.errors import AppError, ErrorKind
from modaverse_desktop.core.excerpts import Excerpts
from modaverse_desktop.core.manifest import Manifest
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.pack_config import paths_of
from modaverse_desktop.engine.network import Network
from modaverse_desktop.media.decode import decode_image
from modaverse_desktop.media.frames import read_frames

SIZE = 260
POOLED = 1280
CLASSES = 1000
DIMENSION = POOLED + CLASSES
EPSILON = 1e-3
POOLED_SCALE = 2.0
MARGINS = (0.0, 0.09)
"""Of the views: what each leaves out on each side, as a share of the square. The pack says it to the window, too."""
MOMENTS = Excerpts(clips=3, clip_seconds=1.0)
"""Of a video, of each the first and the last frame."""
SHARPEN = 1.7
"""The network was trained with smoothed labels: when it is right, it says 50 % on average."""
LONGEST_SIDE = 1024
"""Pixels that are decoded of a picture; more would not be seen."""
_STEM = 32
_STAGES = (
    # repeats, kernel, stride, expansion, channels: width 1.1 and depth 1.2 of EfficientNet-B0's table
    (1, 3, 1, 1, 16),
    (3, 3, 2, 6, 24),
    (3, 5, 2, 6, 48),
    (4, 3, 2, 6, 88),
    (4, 5, 1, 6, 120),
    (5, 5, 2, 6, 208),
    (1, 3, 1, 6, 352),
)


class SameConv(nn.Conv2d):
    """A convolution padded as TensorFlow does: just enough, and the odd pixel at the bottom and the right."""

    def forward(self, input: Tensor) -> Tensor:
        """(B, C, H, W) to (B, C', ceil(H / stride), ceil(W / stride))."""
        pads: list[int] = []
        for size, kernel, stride in zip(input.shape[:1:-1], self.kernel_size[::-1], self.stride[::-1], strict=True):
            total = max((-(-size // stride) - 1) * stride + kernel - size, 0)
            pads += [total // 2, total - total // 2]
        return functional.conv2d(
            functional.pad(input, pads), self.weight, self.bias, self.stride, 0, self.dilation, self.groups
        )


def _norm(channels: int) -> nn.BatchNorm2d:
    return nn.BatchNorm2d(channels, eps=EPSILON)


class Block(Network):
    """Mobile inverted bottleneck: expand, depthwise, project; names as in the published state dict."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, expansion: int) -> None:
        super().__init__()
        wide = inputs * expansion
        self.expands = expansion != 1
        self.residual = stride == 1 and inputs == outputs
        if self.expands:
            self._expand_conv = SameConv(inputs, wide, 1, bias=False)
            self._bn0 = _norm(wide)
        self._depthwise_conv = SameConv(wide, wide, kernel, stride, groups=wide, bias=False)
        self._bn1 = _norm(wide)
        self._project_conv = SameConv(wide, outputs, 1, bias=False)
        self._bn2 = _norm(outputs)

    def forward(self, inputs: Tensor) -> Tensor:
        """(B, inputs, H, W) to (B, outputs, H / stride, W / stride)."""
        x = functional.relu6(self._bn0(self._expand_conv(inputs))) if self.expands else inputs
        x = functional.relu6(self._bn1(self._depthwise_conv(x)))
        x = self._bn2(self._project_conv(x))
        return x + inputs if self.residual else x


class EfficientNetLite2(Network):
    """The classifier, 6.1 M parameters."""

    def __init__(self) -> None:
        super().__init__()
        self._conv_stem = SameConv(3, _STEM, 3, 2, bias=False)
        self._bn0 = _norm(_STEM)
        blocks: list[Block] = []
        width = _STEM
        for repeats, kernel, stride, expansion, channels in _STAGES:
            for position in range(repeats):
                blocks.append(Block(width, channels, kernel, stride if position == 0 else 1, expansion))
                width = channels
        self._blocks = nn.ModuleList(blocks)
        self._conv_head = SameConv(width, POOLED, 1, bias=False)
        self._bn1 = _norm(POOLED)
        self._fc = nn.Linear(POOLED, CLASSES)

    def forward(self, pixels: Tensor) -> tuple[Tensor, Tensor]:
        """(B, 3, H, W), values (pixel - 127) / 128, to pooled features (B, 1280) and logits (B, 1000)."""
        x = functional.relu6(self._bn0(self._conv_stem(pixels)))
        for block in self._blocks:
            x = block(x)
        pooled = functional.relu6(self._bn1(self._conv_head(x))).mean((2, 3))
        return pooled, self._fc(pooled)


class NamesHead(Network):
    """A second classifier that this project trained, for drawn things that ImageNet has no classes for."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(classes, POOLED))
        self.bias = nn.Parameter(torch.zeros(classes))

    def forward(self, pooled: Tensor) -> Tensor:
        """Pooled features (..., 1280) to probabilities (..., classes); their length does not matter."""
        return functional.linear(functional.normalize(pooled, dim=-1), self.weight, self.bias).softmax(-1)


class EfficientNetLiteEncoder:
    """An `Encoder` of stills and clips: [pooled / 2 (1280), sharpened ImageNet probabilities (1000)] of the mean of two
    views, of a clip of all its frames' views; then, with a names head, its probabilities, and 1 for a clip, 0 for a
    still: stills and clips share a projector, which so has something of its own for each."""

    modalities = frozenset({Modality.IMAGE, Modality.VIDEO})

    def __init__(self, network: EfficientNetLite2, device: torch.device, head: NamesHead | None = None) -> None:
        self.dimension = DIMENSION + (len(head.bias) + 1 if head is not None else 0)
        self._head = head.eval().requires_grad_(False).to(device) if head is not None else None
        # channels last: twice as quick on a CPU, whose depthwise convolutions like it
        self._network = network.eval().requires_grad_(False).to(device, memory_format=torch.channels_last)
        self._device = device

    def embed_media(self, media: Media) -> Tensor:
        """See `Encoder`."""
        if media.modality is Modality.VIDEO:
            return self.embed_clip([frame for clip in read_frames(media.path, MOMENTS, media.part) for frame in clip])
        return self.embed(decode_image(media.path, LONGEST_SIDE))

    def embed(self, image: NDArray[np.uint8]) -> Tensor:
        """uint8 RGB (H, W, 3) of any size to (dimension,), float32 on the encoder's device."""
        return self.embed_pixels(views(image))

    def embed_clip(self, frames: Sequence[NDArray[np.uint8]]) -> Tensor:
        """Frames of a clip, each as for `embed`, to (dimension,)."""
        return self.embed_pixels(torch.cat([views(frame) for frame in frames]), moving=True)

    @torch.no_grad()
    def embed_pixels(self, pixels: Tensor, moving: bool = False) -> Tensor:
        """Views of one picture or clip (V, 3, 260, 260) to its embedding (dimension,)."""
        pooled, logits = self._network(pixels.to(self._device, memory_format=torch.channels_last))
        probabilities = (SHARPEN * logits.mean(0)).softmax(-1)
        return self.with_names(torch.cat((pooled.mean(0) / POOLED_SCALE, probabilities), dim=-1), moving)

    @torch.no_grad()
    def with_names(self, plain: Tensor, moving: bool = False) -> Tensor:
        """Embeddings without names (..., 2280) to embeddings (..., dimension)."""
        if self._head is None:
            return plain
        moves = torch.full_like(plain[..., :1], float(moving))
        return torch.cat((plain, self._head(plain[..., :POOLED]), moves), dim=-1)


def views(image: NDArray[np.uint8]) -> Tensor:
    """The whole picture, padded to a square with its border colour, and the middle of it: (2, 3, 260, 260)."""
    picture = Image.fromarray(np.ascontiguousarray(image)).convert("RGB")
    whole = square(picture)
    side = whole.width
    margins = [round(side * share) for share in MARGINS]
    cropped = [whole.crop((margin, margin, side - margin, side - margin)) for margin in margins]
    return normalise(view.resize((SIZE, SIZE), Image.Resampling.BICUBIC) for view in cropped)


def square(picture: Image.Image) -> Image.Image:
    """The picture in the middle of a square as long as its longer side, filled with the mean colour of its border."""
    if picture.width == picture.height:
        return picture
    pixels = np.asarray(picture)
    border = np.concatenate((pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1])).mean(0)
    side = max(picture.size)
    canvas = Image.new("RGB", (side, side), tuple(int(value) for value in border))
    canvas.paste(picture, ((side - picture.width) // 2, (side - picture.height) // 2))
    return canvas


def normalise(pictures: Iterable[Image.Image]) -> Tensor:
    """RGB pictures of one size to (V, 3, H, W), values (pixel - 127) / 128."""
    stacked = np.stack([np.asarray(picture, dtype=np.float32) for picture in pictures])
    return torch.from_numpy((stacked - 127.0) / 128.0).permute(0, 3, 1, 2).contiguous()


def load_network(path: Path) -> EfficientNetLite2:
    """The network with the weights of `path`. Raises AppError(MODEL) for a missing, damaged or different file."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        network = EfficientNetLite2()
        state = torch.load(path, map_location="cpu", weights_only=True)
        network.load_state_dict(state, strict=True)
    except Exception as error:  # the OS, zipfile, pickle and torch each have their own
        hint = "Run `make run` again: it installs the starter weights."
        title = "The image encoder's weights cannot be loaded"
        raise AppError(title, f"{path.name}: {error}"[:500], hint, ErrorKind.MODEL) from error
    finally:
        if enabled:
            gc.enable()
    return network


def load_head(path: Path) -> NamesHead:
    """A names head from safetensors. Raises AppError(MODEL) for a missing, damaged or different file."""
    try:
        state = {name: tensor.float() for name, tensor in load_file(path).items()}
        head = NamesHead(len(state["bias"]))
        head.load_state_dict(state, strict=True)
    except Exception as error:
        title = "The image encoder's list of names cannot be loaded"
        raise AppError(title, f"{path.name}: {error}"[:500], "Install the pack again.", ErrorKind.MODEL) from error
    return head


def load(manifest: Manifest, device: torch.device) -> EfficientNetLiteEncoder:
    """The encoder of a pack: the network's weights and, if there is a second file, the names head."""
    paths = paths_of(manifest)
    return EfficientNetLiteEncoder(load_network(paths[0]), device, load_head(paths[1]) if len(paths) > 1 else None)
