"""What tells a desktop and a shell of the application: menu entry, icons, file types, AppStream, manual, completion.

All of it comes from `facts` and from the command line's own parser.
"""

from __future__ import annotations

import argparse
import gzip
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import facts

sys.path.insert(0, str(facts.ROOT))


def write_share(folder: Path) -> None:
    """Write everything below `folder`, laid out as in /usr/share. The icons need Qt."""
    texts = {
        f"applications/{facts.APP}.desktop": desktop_entry(),
        f"mime/packages/{facts.APP}.xml": mime_types(),
        f"metainfo/{facts.COMPONENT}.metainfo.xml": metainfo(),
        f"bash-completion/completions/{facts.COMMAND}": completion("bash"),
        f"zsh/site-functions/_{facts.COMMAND}": completion("zsh"),
    }
    for name, text in texts.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    manual = folder / "man" / "man1" / f"{facts.COMMAND}.1.gz"
    manual.parent.mkdir(parents=True, exist_ok=True)
    manual.write_bytes(gzip.compress(manual_page().encode(), 9, mtime=0))
    write_icons(folder / "icons" / "hicolor")


def desktop_entry() -> str:
    """For the menu. The program is named without a path: whoever installs elsewhere puts one before it."""
    types = ";".join((*facts.MEDIA_TYPES, facts.PACK_TYPE))
    lines = {
        "Type": "Application",
        "Name": facts.TITLE,
        "GenericName": "Media converter",
        "GenericName[vi]": "Chuyển đổi phương tiện",
        "Comment": facts.SUMMARY,
        "Comment[vi]": facts.SUMMARY_VI,
        "Exec": f"{facts.APP} %F",
        "TryExec": facts.APP,
        "Icon": facts.APP,
        "Terminal": "false",
        "Categories": "Graphics;AudioVideo;",
        "MimeType": f"{types};",
        "Keywords": "picture;image;sound;video;model;offline;",
        "StartupNotify": "true",
        "StartupWMClass": facts.COMMAND,
    }
    return "[Desktop Entry]\n" + "".join(f"{key}={value}\n" for key, value in lines.items())


def mime_types() -> str:
    """The type of model packs, and how their files are named."""
    root = ElementTree.Element("mime-info", xmlns="http://www.freedesktop.org/standards/shared-mime-info")
    kind = ElementTree.SubElement(root, "mime-type", type=facts.PACK_TYPE)
    ElementTree.SubElement(kind, "comment").text = "ModaVerse model pack"
    ElementTree.SubElement(kind, "comment", {"xml:lang": "vi"}).text = "Gói mô hình ModaVerse"
    ElementTree.SubElement(kind, "icon", name=facts.APP)
    ElementTree.SubElement(kind, "glob", pattern=f"*{facts.PACK_SUFFIX}")
    return _xml(root)


def metainfo() -> str:
    """For software centres."""
    root = ElementTree.Element("component", type="desktop-application")

    def add(
        name: str, text: str = "", parent: ElementTree.Element | None = None, **attributes: str
    ) -> ElementTree.Element:
        element = ElementTree.SubElement(root if parent is None else parent, name, attributes)
        element.text = text or None
        return element

    add("id", facts.COMPONENT)
    add("name", facts.TITLE)
    add("summary", facts.SUMMARY)
    ElementTree.SubElement(root, "summary", {"xml:lang": "vi"}).text = facts.SUMMARY_VI
    add("metadata_license", "CC0-1.0")
    add("project_license", str(facts.project()["license"]))
    add("name", facts.MAINTAINER.split(" <")[0], add("developer", id="org.modaverse"))
    description = add("description")
    for paragraph in facts.DESCRIPTION:
        add("p", paragraph, description)
    add("launchable", f"{facts.APP}.desktop", type="desktop-id")
    provides = add("provides")
    add("binary", facts.APP, provides)
    add("binary", facts.COMMAND, provides)
    add("mediatype", facts.PACK_TYPE, provides)
    date = f"{datetime.fromtimestamp(facts.epoch(), UTC):%Y-%m-%d}"
    add("release", parent=add("releases"), version=facts.version(), date=date)
    add("content_rating", type="oars-1.1")
    return _xml(root)


def completion(shell: str) -> str:
    """What a shell needs to complete the words after `modaverse`."""
    import shtab

    return shtab.complete(_parser(), shell=shell)


def manual_page() -> str:
    """The page of the manual, in troff."""
    from argparse_manpage.manpage import Manpage

    date = f"{datetime.fromtimestamp(facts.epoch(), UTC):%Y-%m-%d}"
    about = {
        "project_name": facts.TITLE,
        "version": facts.version(),
        "manual_title": "ModaVerse Desktop",
        "date": date,
        "description": "\n\n".join(facts.DESCRIPTION),
    }
    columns = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "80"  # argparse breaks its lines by it
    try:
        return str(Manpage(_parser(), about))
    finally:
        del os.environ["COLUMNS"]
        if columns is not None:
            os.environ["COLUMNS"] = columns


def write_icons(folder: Path) -> None:
    """Our icon as it is and in the sizes that desktops ask for, as a hicolor theme."""
    drawing = (facts.ROOT / "resources" / "icons" / "modaverse.svg").read_bytes()
    scalable = folder / "scalable" / "apps" / f"{facts.APP}.svg"
    scalable.parent.mkdir(parents=True, exist_ok=True)
    scalable.write_bytes(drawing)
    for side in facts.ICON_SIZES:
        file = folder / f"{side}x{side}" / "apps" / f"{facts.APP}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(icon(drawing, side))


def icon(drawing: bytes, side: int) -> bytes:
    """An SVG as a PNG of `side` by `side` pixels."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(drawing)).render(painter)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data.data())


def _parser() -> argparse.ArgumentParser:
    from modaverse_desktop.cli.arguments import parser

    return parser()


def _xml(root: ElementTree.Element) -> str:
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'
