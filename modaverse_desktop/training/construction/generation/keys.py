"""Where the key of a chat model comes from: the environment, or the system's keyring if its package is there."""

from __future__ import annotations

import importlib
import importlib.util
import os
from urllib.parse import urlsplit

from modaverse_desktop.core.errors import AppError, ErrorKind

SERVICE = "modaverse-desktop"
_HERE = ("127.0.0.1", "localhost", "::1")


def find_key(address: str, variable: str) -> str:
    """The key for an address; empty for a server on this machine that has none.

    Raises AppError(USAGE) saying where to put it. Keyring: service `SERVICE`, user the address.
    """
    if key := os.environ.get(variable, "").strip() or _from_keyring(address):
        return key
    if urlsplit(address).hostname in _HERE:
        return ""
    title = f"There is no key for {address}"
    hint = f"Set the environment variable {variable}, or store it once with `keyring set {SERVICE} {address}`."
    raise AppError(title, f"Neither {variable} nor the keyring has one", hint, ErrorKind.USAGE)


def hidden(text: str, key: str) -> str:
    """The text without the key: servers like to repeat it in their errors."""
    return text.replace(key, "…") if key else text


def _from_keyring(address: str) -> str:
    if importlib.util.find_spec("keyring") is None:
        return ""
    try:
        return importlib.import_module("keyring").get_password(SERVICE, address) or ""
    except Exception:  # half installed, locked, no service running: each has its own, and there is the environment
        return ""
