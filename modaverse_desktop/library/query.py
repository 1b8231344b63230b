"""The SQL of a filter. The newest entry comes first: numbers only grow, whatever the clock does."""

from __future__ import annotations

from dataclasses import dataclass, field

from modaverse_desktop.library.entry import Filter
from modaverse_desktop.library.search_words import match_expression


@dataclass
class Query:
    """What follows SELECT, its values, and what to order by: the number, as the index that is walked calls it."""

    table: str = "entries"
    order: str = "number"
    conditions: list[str] = field(default_factory=lambda: ["deleted IS NULL"])
    values: list[object] = field(default_factory=list[object])

    @property
    def source(self) -> str:
        """FROM and WHERE."""
        return f"FROM {self.table} WHERE {' AND '.join(self.conditions)}"

    def where(self, condition: str, *values: object) -> None:
        """One more condition."""
        self.conditions.append(condition)
        self.values.extend(values)

    def where_among(self, table: str, column: str, names: list[str]) -> None:
        """Only entries that the table has with one of these names.

        With 50,000 entries: a search finds few, so asking about each is quicker; without one, listing all is.
        """
        named = f"{column} IN ({', '.join('?' * len(names))})"
        if self.order == "number":
            self.where(f"number IN (SELECT entry FROM {table} WHERE {named})", *names)
        else:
            self.where(f"EXISTS (SELECT 1 FROM {table} WHERE {named} AND entry = number)", *names)


def query_of(wanted: Filter) -> Query:
    """The entries that are wanted."""
    query = Query()
    match = match_expression(wanted.text)
    if match is not None:
        query.table, query.order = "search JOIN entries ON number = search.rowid", "search.rowid"
        query.where("search MATCH ?", match)
    if wanted.tasks:
        query.where_among("tasks", "task", sorted(task.value for task in wanted.tasks))
    if wanted.pack is not None:
        query.where_among("packs", "pack", [wanted.pack])
    if wanted.since is not None:
        query.where("created >= ?", wanted.since.timestamp())
    if wanted.until is not None:
        query.where("created < ?", wanted.until.timestamp())
    if wanted.starred:
        query.where("starred")
    if wanted.edited:
        query.where("edited")
    return query
