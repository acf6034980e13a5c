"""A backtest as a page that stands alone: no script, no request, readable in the dark and on paper."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined


def page_of(document: Mapping[str, Any]) -> str:
    """The page of a report's document."""
    return str(_template().render(**document))


@cache
def _template() -> Any:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(files("bot.backtest").joinpath("page.html").read_text(encoding="utf-8"))
