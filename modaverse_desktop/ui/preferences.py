"""What the user's settings say about every conversion: how it begins, where its files go, how they are named."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from modaverse_desktop.core.conversion import Conversion
from modaverse_desktop.core.editing import starting_from_given, wants_change
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.core.naming import file_stem
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
        """The model's plan, started from the picture that was given where that is wanted."""
        if self._catalogue is None or not self._store.settings.edit_given or not wants_change(conversion.instruction):
            return plan
        return starting_from_given(plan, conversion.media, self._catalogue.takes)

    def stem(self, conversion: Conversion) -> str:
        """The name of its files, now."""
        return stem_for(conversion, self._store.settings.naming, datetime.now())


def stem_for(conversion: Conversion, template: str, when: datetime) -> str:
    """The name of a conversion's files: after the first thing that it makes."""
    made = [invocation for invocation in conversion.invocations if invocation.task is not Modality.TEXT]
    first = made[0] if made else None
    values = {
        "date": f"{when:%Y%m%d}",
        "time": f"{when:%H%M%S}",
        "prompt": first.prompt if first else conversion.instruction,
        "seed": first.parameters.get("seed", "") if first else "",
        "task": first.task.value if first else Modality.TEXT.value,
        "generator": (first.generator or "") if first else "",
    }
    return file_stem(template, values)
