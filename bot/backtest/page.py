"""A backtest as a page that stands alone: no script, no request, readable in the dark and on paper."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

FIGURES = PackageLoader("bot.backtest", "")
"""Has `figures.html`: a report's document as tables, for every page that shows one."""


def page_of(document: Mapping[str, Any]) -> str:
    """The page of a report's document."""
    return _template().render(report=document, **document)


@cache
def _template() -> Template:
    environment = Environment(
        loader=FIGURES, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("page.html")
