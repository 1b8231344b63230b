"""Notifications over a real bus, to a service that is as strict about types as the desktops' are."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from modaverse_desktop.ui.attention.notifications import Notifications
from tests.ui.attention.desktop_service import Bus, DesktopService

pytestmark = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="there is no dbus-daemon")


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    made = Bus()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", made.address)
    yield made
    made.stop()


@pytest.fixture
def service(bus: Bus) -> Iterator[DesktopService]:
    made = DesktopService(bus.address)
    yield made
    made.stop()


@pytest.fixture
def notifications(qtbot: QtBot) -> Iterator[Notifications]:
    made = Notifications("ModaVerse", "modaverse-desktop")
    yield made
    made.leave()


def show(notifications: Notifications, key: str = "c", body: str = "Make <b>tea</b> & cake") -> None:
    notifications.show(key, "Done", body, "Show")


def test_a_notification_says_what_and_from_whom(
    qtbot: QtBot, service: DesktopService, notifications: Notifications
) -> None:
    show(notifications)
    qtbot.waitUntil(lambda: bool(service.shown))
    number, application, earlier, _icon, title, body, actions, hints, _timeout = service.shown[0]
    assert (number, application, earlier, title) == (1, "ModaVerse", 0, "Done")
    assert body == "Make &lt;b&gt;tea&lt;/b&gt; &amp; cake"
    assert actions == ["default", "Show"]
    assert hints == {"desktop-entry": ("s", "modaverse-desktop")}


def test_news_about_the_same_takes_the_place_of_the_old(
    qtbot: QtBot, service: DesktopService, notifications: Notifications
) -> None:
    for key in ("a", "b", "a"):
        show(notifications, key)
    qtbot.waitUntil(lambda: len(service.shown) == 3)
    assert [shown[0] for shown in service.shown] == [1, 2, 1]


def test_a_click_tells_which_and_brings_the_leave_to_take_the_focus(
    qtbot: QtBot, service: DesktopService, notifications: Notifications
) -> None:
    show(notifications, "a")
    show(notifications, "b")
    qtbot.waitUntil(lambda: len(service.shown) == 2)
    with qtbot.waitSignal(notifications.clicked) as clicked:
        service.click(77, "others")
        service.click(2, "token")
    assert clicked.args == ["b", "token"]
    with qtbot.waitSignal(notifications.clicked) as clicked:
        service.click(1)
    assert clicked.args == ["a", ""]


def test_what_was_told_is_taken_away_again(qtbot: QtBot, service: DesktopService, notifications: Notifications) -> None:
    show(notifications, "a")
    show(notifications, "b")
    qtbot.waitUntil(lambda: len(service.shown) == 2)
    notifications.withdraw()
    qtbot.waitUntil(lambda: sorted(service.closed) == [1, 2])


def test_without_a_service_nothing_happens(bus: Bus, notifications: Notifications) -> None:
    show(notifications)
    show(notifications)


@pytest.mark.parametrize("address", ["", "unix:path=/nowhere", "nonsense"])
def test_without_a_bus_nothing_happens(
    monkeypatch: pytest.MonkeyPatch, notifications: Notifications, address: str
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    show(notifications)
    notifications.withdraw()
