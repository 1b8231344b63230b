"""ImageBind's vision and audio towers, written anew: no torchvision, torchaudio, pytorchvideo or decord.

Source: Girdhar et al., *ImageBind: One Embedding Space To Bind Them All* (CVPR 2023), and the names and shapes in the
published checkpoint.
"""

from modaverse_desktop.engine.encoders.imagebind.melspectrogram import mel_clips
from modaverse_desktop.engine.encoders.imagebind.network import ImageBind

__all__ = ["ImageBind", "mel_clips"]
