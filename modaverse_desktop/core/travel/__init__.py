"""Packs on their way: out into a `.mvpack`, and in from one, from a folder or from an archive. See docs/mvpack.md."""
