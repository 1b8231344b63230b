"""Moments and numbers as people say them."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime


def moment_words(moment: datetime, today: datetime | None = None) -> str:
    """``14:32`` of today, yesterday and a weekday with it, else the date. `moment` has a time zone."""
    there = moment.astimezone()
    days = ((today or datetime.now()).date() - there.date()).days
    time = QLocale().toString(QTime(there.hour, there.minute), QLocale.FormatType.ShortFormat)
    date = QDate(there.year, there.month, there.day)
    if days == 0:
        return _tr("Today, {time}").format(time=time)
    if days == 1:
        return _tr("Yesterday, {time}").format(time=time)
    if 1 < days < 7:
        weekday = QLocale().dayName(date.dayOfWeek())
        return _tr("{weekday}, {time}").format(weekday=weekday, time=time)
    return QLocale().toString(date, QLocale.FormatType.ShortFormat)


def full_moment_words(moment: datetime) -> str:
    """Date and time in full."""
    there = moment.astimezone()
    date = QLocale().toString(QDate(there.year, there.month, there.day), QLocale.FormatType.LongFormat)
    time = QLocale().toString(QTime(there.hour, there.minute), QLocale.FormatType.ShortFormat)
    return _tr("{date}, {time}").format(date=date, time=time)


def counted(one: str, many: str, count: int) -> str:
    """`one`, or `many` with its ``{count}``."""
    return one if count == 1 else many.format(count=QLocale().toString(count))


def _tr(text: str) -> str:
    return QCoreApplication.translate("history", text)
