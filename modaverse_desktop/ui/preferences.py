"""What the user's settings say about every conversion: how it begins, where its files go, how they are named."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from modaverse_desktop.core.chaining import as_said
from modaverse_desktop.core.conversion import Conversion
from modaverse_desktop.core.editing import changed_by, starting_from_given
from modaverse_desktop.core.naming import with_moment
from modaverse_desktop.service.queue_requests import Plan
from modaverse_desktop.service.settings_store import SettingsStore

if TYPE_CHECKING:
    from modaverse_desktop.service.catalogue import Catalogue


class Preferences:
    """As the settings are at the moment of asking."""

    def __init__(self, store: SettingsStore) -> None:
        self._store = store
        self._catalogue: Catalogue | None = None

    def know(self, catalogue: Catalogue) -> None:
        """These are the generators that there are."""
        self._catalogue = catalogue

    def output_folder(self) -> Path:
        """Where artifacts go."""
        return self._store.settings.output_folder

    def notifies(self) -> bool:
        """Whether the desktop is told of what is done."""
        return self._store.settings.notify

    def approves_text(self) -> bool:
        """Whether an answer in words is kept without being asked about."""
        return self._store.settings.approve_text

    def records(self) -> bool:
        """Whether artifacts say how they were made."""
        return self._store.settings.metadata

    def plan_of(self, conversion: Conversion, plan: Plan) -> Plan:
        """The model's plan, started from the picture that was given where that is wanted, and from its own first step
        where the words say so."""
        if self._catalogue is None:
            return plan
        changed = changed_by(conversion.instruction, edits=self._store.settings.edit_given)
        plan = starting_from_given(plan, conversion.media, self._catalogue.takes, changed)
        return as_said(plan, conversion.instruction, conversion.media, self._catalogue.takes)

    def naming(self) -> str:
        """What names artifacts, now."""
        return with_moment(self._store.settings.naming, datetime.now())
