"""Compiles the bundle's modules beside their sources, since its folder may be read-only later.

What is compiled holds no path of this machine and is valid whatever the time of its source. It is kept by what it was
made of, so that a second build compiles only what has changed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import py_compile
import shutil
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from contents import compiled_in_advance

_MODE = py_compile.PycInvalidationMode.UNCHECKED_HASH


def compile_modules(inside: Path, kept: Path) -> None:
    """Compile what is below `inside`, as far as contents.py says so; `kept` is for what was compiled earlier."""
    kept.mkdir(parents=True, exist_ok=True)
    sources = {path.relative_to(inside).as_posix(): path for path in sorted(inside.rglob("*.py"))}
    wanted = {path: kept / _key(path, inside) for name, path in sources.items() if compiled_in_advance(name)}
    missing = {compiled: source for source, compiled in wanted.items() if not compiled.exists()}
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        names = [source.relative_to(inside).as_posix() for source in missing.values()]
        list(workers.map(_compile, missing.values(), missing.keys(), names, chunksize=50))
    for source, compiled in wanted.items():
        if compiled.exists():
            target = Path(importlib.util.cache_from_source(str(source)))
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(compiled, target)


def _key(source: Path, inside: Path) -> str:
    """What the compiled file depends on: the source, its name in the bundle, Python and its seed for hashes."""
    about = f"{sys.version}\0{os.environ.get('PYTHONHASHSEED', '')}\0{source.relative_to(inside).as_posix()}\0"
    return hashlib.sha256(about.encode() + source.read_bytes()).hexdigest()


def _compile(source: Path, target: Path, name: str) -> None:
    part = target.with_suffix(f".{os.getpid()}")
    try:
        py_compile.compile(str(source), str(part), name, doraise=True, invalidation_mode=_MODE)
    except py_compile.PyCompileError:  # a template, or for another Python
        return
    part.replace(target)
