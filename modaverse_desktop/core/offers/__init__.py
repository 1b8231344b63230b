"""Models on the user's disk that are no packs yet: found where they lie, described as far as their files tell."""

from __future__ import annotations

from modaverse_desktop.core.offers.adding import add_offer, hashed
from modaverse_desktop.core.offers.describing import describe_model
from modaverse_desktop.core.offers.offer import Offer
from modaverse_desktop.core.offers.places import find_offers, usual_places

__all__ = ["Offer", "add_offer", "describe_model", "find_offers", "hashed", "usual_places"]
