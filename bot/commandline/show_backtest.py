"""A backtest as a table on the terminal: the sum, what differs most, the surprises, and what to know about it."""

from collections.abc import Iterable, Mapping
from typing import Any

from rich.table import Table

from bot.commandline.terminal import console
from bot.explaining.visible import one_line

_SHOWN = 25


def show_backtest(document: Mapping[str, Any]) -> None:
    """Print a report's document."""
    out = console()
    sums = f"{document['items']:,} items played, {document['changed']:,} of them come out otherwise."
    out.print(f"{document['repository']}: {sums}")
    if document["effects"]:
        out.print(_effects(document["effects"][:_SHOWN]))
    if document["surprises"]:
        out.print("\nMost surprising:")
    for change in document["surprises"]:
        sign = "+" if change["comes"] else "-"
        told = f"{sign}{change['do']} {change['target']} (rule {change['rule']}, on {change['on']})"
        out.print(f"  #{change['item']} {one_line(change['title'], 60)}: {one_line(told)} {one_line(change['url'])}")
    if document["pings"]:
        out.print(_people(document["pings"]))
    if document["labels"]:
        out.print(_scores(document["labels"][:_SHOWN]))
    for sentence in _remarks(document):
        out.print(sentence)


def _remarks(document: Mapping[str, Any]) -> Iterable[str]:
    yield from (f"Over the limit: {one_line(sentence)}" for sentence in document["exceeded"])
    yield from (f"Not held against the rules: {one_line(sentence)}." for sentence in document["shared"])
    for one in document["unsure"]:
        why = "GitHub does not tell that of the past"
        yield f"Not sure of rule “{one_line(one['rule'])}” on {one['items']:,} items: {why}."
    if document["not_played"]:
        rules = one_line(", ".join(document["not_played"]), 500)
        yield f"Not played: {rules} (schedules, commands, whole repositories)."
    yield f"As it is now, not as it was then: {', '.join(document['as_now'])}."
    yield f"As if there were none: {', '.join(document['as_empty'])}."


def _effects(rows: Iterable[Mapping[str, Any]]) -> Table:
    table = _table("what", "old", "new", "no longer", "only now")
    table.add_column("for example")
    for row in rows:
        examples = " ".join(f"#{change['item']}" for change in row["examples"])
        figures = [f"{row[name]:,}" for name in ("old", "new", "gone", "come")]
        table.add_row(one_line(f"{row['do']} {row['target']}", 60), *figures, examples)
    return table


def _people(rows: Iterable[Mapping[str, Any]]) -> Table:
    table = _table("called", "old", "new", "in a week at most")
    for row in rows:
        table.add_row(one_line(row["login"]), f"{row['old']:,}", f"{row['new']:,}", f"{row['busiest_week']:,}")
    return table


def _scores(rows: Iterable[Mapping[str, Any]]) -> Table:
    table = _table("label", "put on", "still there", "precision", "recall")
    for row in rows:
        parts = ["-" if row[name] is None else f"{row[name]:.0%}" for name in ("precision", "recall")]
        table.add_row(one_line(row["label"], 60), f"{row['put']:,}", f"{row['kept']:,}", *parts)
    return table


def _table(first: str, *figures: str) -> Table:
    table = Table(first, box=None, pad_edge=False)
    for name in figures:
        table.add_column(name, justify="right")
    return table
