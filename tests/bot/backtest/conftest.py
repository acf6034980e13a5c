"""A small past for the backtest's tests."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.backtest.history import Heading, History, Past

BEGAN = datetime(2026, 2, 1, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def past() -> Callable[..., Past]:
    """An item, with what happened to it as (what, who, name), an hour apart."""

    def made(*happened: tuple[str, str, str], number: int = 1, **more: Any) -> Past:
        hours = (BEGAN + timedelta(days=number, hours=hour) for hour in range(1, len(happened) + 1))
        acts = [
            {"at": at, "what": what, "by": by, "name": name, "text": name if what == "commented" else ""}
            for at, (what, by, name) in zip(hours, happened, strict=True)
        ]
        given: dict[str, Any] = {"kind": "issue", "title": "A crash", "author": "ada", "url": f"https://h/{number}"}
        created = BEGAN + timedelta(days=number)
        return Past.model_validate({"number": number, "created_at": created, "happened": acts, **given, **more})

    return made


@pytest.fixture(scope="session")
def history() -> Callable[..., History]:
    """Items in one repository."""
    return lambda *items: History(Heading(repository="o/r", fetched_at=BEGAN, bot="fingerpost[bot]"), items)
