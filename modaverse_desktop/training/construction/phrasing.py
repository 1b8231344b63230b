"""Wordings of the wish to have media described, for sets that hold captions and no questions."""

from __future__ import annotations

import random
from collections.abc import Mapping

from modaverse_desktop.core.modality import Modality

_OPENINGS = (
    "Describe {this}.", "Describe {this} in one sentence.", "Tell me about {this}.", "What is {this} about?",
    "Put {this} into words.", "Give a short description of {this}.", "Write a caption for {this}.",
    "Sum up {this} in a sentence.", "In a few words, what do you notice in {this}?", "Please describe {this} briefly.",
    "How would you describe {this} to somebody on the phone?", "What happens in {this}?",
    "Explain what {this} contains.",
)  # fmt: skip
_OWN: Mapping[Modality, tuple[str, ...]] = {
    Modality.IMAGE: ("What can be seen here?", "What does this picture show?", "What am I looking at?",
                     "What is in the photo?", "Write alt text for this image."),
    Modality.AUDIO: ("What can be heard here?", "What do you hear?", "What is that sound?",
                     "What is making this noise?", "Write a caption for somebody who cannot hear this."),
    Modality.VIDEO: ("What goes on in this clip?", "What happens here?", "What does the video show?",
                     "Retell this clip.", "Who does what in this video?"),
}  # fmt: skip
_NAMES: Mapping[Modality, tuple[str, ...]] = {
    Modality.IMAGE: ("this picture", "this image", "the photo", "the given image"),
    Modality.AUDIO: ("this sound", "this recording", "the audio", "the given audio clip"),
    Modality.VIDEO: ("this video", "this clip", "the film", "the given video"),
}


def ask_to_describe(modality: Modality, dice: random.Random) -> str:
    """A request to describe one medium, drawn by `dice`."""
    drawn = dice.choice((*_OPENINGS, *_OWN[modality]))
    return drawn.replace("{this}", dice.choice(_NAMES[modality]))
