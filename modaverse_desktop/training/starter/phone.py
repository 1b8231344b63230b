"""How instructions are really typed: without capitals, with slips of the finger, in the short forms of phones."""

from __future__ import annotations

import random
import re

_QUESTION = re.compile(
    r"(what|how|can|could|would|is|are|do|does|did|who|which|why|when|where|may|will|should)\b", re.I
)
_SHORT = {
    "you": ("u",),
    "your": ("ur",),
    "are": ("r",),
    "please": ("pls", "plz", "plss", "pleeease"),
    "thanks": ("thx", "ty"),
    "thank you": ("thx", "ty"),
    "want to": ("wanna",),
    "going to": ("gonna",),
    "let me": ("lemme",),
    "give me": ("gimme",),
    "what is": ("whats", "wats", "what's"),
    "what's": ("wats", "whats"),
    "what": ("wat", "wut"),
    "this": ("dis", "ths"),
    "that": ("dat",),
    "the": ("da", "teh"),
    "picture": ("pic", "pictur", "picutre"),
    "photo": ("foto", "pic"),
    "video": ("vid", "vidoe"),
    "image": ("img", "imgae"),
    "because": ("cuz", "bc"),
    "with": ("w/", "wit"),
    "and": ("n", "&", "an"),
    "for": ("4",),
    "to": ("2",),
    "my": ("ma",),
    "love": ("luv",),
    "something": ("smth",),
    "tomorrow": ("tmrw",),
    "write": ("writ", "wirte"),
    "draw": ("drw", "drwa", "darw", "dra"),
    "play": ("ply", "plai"),
    "sound": ("soud", "sond", "snd"),
    "make": ("mak", "mkae"),
    "hear": ("here", "heer"),
    "animate": ("animat", "anmate"),
    "describe": ("discribe", "descibe"),
    "show": ("shw", "sho"),
    "doing": ("doin",),
    "really": ("rly",),
    "know": ("kno",),
    "why": ("y",),
    "dog": ("doggo", "dogg"),
    "cat": ("kitty", "catt"),
    "about": ("abt",),
    "someone": ("sb",),
    "could": ("cud",),
    "would": ("wud",),
    "can": ("cn",),
}
_EMOJI = ("🙏", "😀", "😊", "❤️", "👍", "🙂", ":)", ":-)", "<3", "😂", "🎉", "!!", "...")


def vary(text: str, dice: random.Random) -> str:
    """Now and then without capitals or punctuation, with a slip of the finger, as on a phone, or shouted."""
    if not text:
        return text
    text = text[:1].upper() + text[1:] if dice.random() < 0.45 else text
    if dice.random() < 0.35 and text[-1:].isalpha():
        text += "?" if _QUESTION.match(text) else "."
    if dice.random() < 0.08:
        text = text.rstrip("?.!")
    if dice.random() < 0.12:
        return phone(text, dice)
    if dice.random() < 0.14:
        text = slip(text, dice)
    return text.upper() if dice.random() < 0.02 else text


def phone(text: str, dice: random.Random) -> str:
    """Small letters, short forms, no apostrophes, seldom a stop; at times no articles, a slip, something at the end."""
    text = text.lower()
    if dice.random() < 0.25:
        text = re.sub(r"\b(an?|the) ", "", text)
    for word, shorts in _SHORT.items():
        if dice.random() < 0.6:
            text = re.sub(rf"(?<![\w'-]){word}(?![\w'-])", dice.choice(shorts), text)
    text = text.replace("'", "") if dice.random() < 0.8 else text
    text = text.replace(",", "") if dice.random() < 0.6 else text
    text = text.rstrip(".?!") if dice.random() < 0.8 else text
    if dice.random() < 0.4:
        text = slip(text, dice)
    return f"{text} {dice.choice(_EMOJI)}" if dice.random() < 0.2 else text


def slip(text: str, dice: random.Random) -> str:
    """One letter missing, doubled or swapped with the next; often in the first word, which matters the most."""
    first = text.find(" ") if dice.random() < 0.3 else -1
    at = dice.randrange(max(1, (first if first > 1 else len(text)) - 1))
    kind = dice.random()
    if kind < 0.4:
        return text[:at] + text[at + 1 :]
    if kind < 0.6:
        return text[:at] + text[at : at + 1] + text[at:]
    return text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]
