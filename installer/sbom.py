"""The list of everything in the bundle in a form that programs read: CycloneDX, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import facts
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component as Listed
from cyclonedx.model.component import ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from licences import Component
from packageurl import PackageURL


def write(components: Sequence[Component], file: Path) -> None:
    """Write the list; the same components give the same bytes."""
    time = datetime.fromtimestamp(facts.epoch(), UTC)
    itself = Listed(name=facts.APP, version=facts.version(), type=ComponentType.APPLICATION, bom_ref=facts.APP)
    number = uuid5(NAMESPACE_URL, f"{facts.APP}-{facts.version()}-{facts.epoch()}")
    bom = Bom(
        components=[_listed(component) for component in components if component.name != facts.APP],
        metadata=BomMetaData(component=itself, timestamp=time),
        serial_number=number,
    )
    bom.register_dependency(itself, bom.components)
    outputter = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6)
    file.write_text(outputter.output_as_string(indent=1) + "\n", encoding="utf-8")


def _listed(component: Component) -> Listed:
    """A component as CycloneDX wants it."""
    space = {"deb": "debian"}.get(component.origin)
    url = PackageURL(component.origin, space, component.name, component.version)
    return Listed(
        name=component.name,
        version=component.version,
        type=ComponentType.LIBRARY,
        licenses=[DisjunctiveLicense(name=component.licence)] if component.licence else [],
        purl=url,
        bom_ref=url.to_string(),
    )
