"""An editor that draws every edit back, as the window does, and what lies in it."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from modaverse_desktop.core.conversion import Conversion, State
from modaverse_desktop.core.invocation import Invocation
from modaverse_desktop.core.media import Media
from modaverse_desktop.core.modality import Modality
from modaverse_desktop.service.catalogue import Catalogue
from modaverse_desktop.ui.proposal.invocation_card import InvocationCard
from modaverse_desktop.ui.proposal.proposal_editor import ProposalEditor
from modaverse_desktop.ui.theme import Shade, Theme
from tests.ui.conftest import CATALOGUE, GENERATOR

CAT = Invocation(Modality.IMAGE, "a cat")
DOG = Invocation(Modality.IMAGE, "a dog")
BARK = Invocation(Modality.AUDIO, "a bark")
ANSWER = Invocation(Modality.TEXT, "a cat")
ETCHER = replace(GENERATOR, id="etcher", name="Etcher", options=GENERATOR.options[:1], modalities=(Modality.IMAGE,))
TWO_PAINTERS = replace(CATALOGUE, generators={Modality.IMAGE: (GENERATOR, ETCHER)})


class Table:
    """An editor that draws every edit back, as the window does."""

    def __init__(
        self, qtbot: QtBot, *invocations: Invocation, catalogue: Catalogue = CATALOGUE, media: tuple[Media, ...] = ()
    ) -> None:
        self.conversion = Conversion(
            "c1", "make it", media, "starter", state=State.PROPOSED, meta_response="raw ###",
            proposal=invocations, invocations=invocations,
        )  # fmt: skip
        self.editor = ProposalEditor(Theme(Shade.LIGHT), catalogue)
        qtbot.addWidget(self.editor)
        self.edits: list[tuple[Invocation, ...]] = []
        self.approvals: list[tuple[int, ...]] = []
        self.editor.edited.connect(self._take)
        self.editor.approved.connect(self.approvals.append)
        self.editor.render(self.conversion)
        self.editor.show()

    def _take(self, invocations: tuple[Invocation, ...]) -> None:
        self.edits.append(invocations)
        self.conversion = replace(self.conversion, invocations=invocations)
        self.editor.render(self.conversion)

    def draw(self, conversion: Conversion) -> None:
        self.conversion = conversion
        self.editor.render(conversion)

    def card(self, place: int = 0) -> InvocationCard:
        return self.editor.cards()[place]

    @property
    def prompts(self) -> list[str]:
        return [invocation.prompt for invocation in self.conversion.invocations]


def choose(card: InvocationCard, name: str) -> None:
    combo = card.generator.combo
    combo.setCurrentIndex(combo.findText(name))
    combo.activated.emit(combo.currentIndex())
