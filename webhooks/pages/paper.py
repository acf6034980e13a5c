"""Turns what is to be shown into HTML. Every value is escaped, and cleaned of what nobody can see."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from bot.backtest.page import FIGURES
from webhooks.pages import text
from webhooks.pages.assets import Assets


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page, or the part of it that changes.

    Attributes:
        etag: what tells it from every other.
    """

    body: bytes
    etag: str


class Paper:
    """The templates."""

    def __init__(self, assets: Assets) -> None:
        self._environment = Environment(
            loader=ChoiceLoader([PackageLoader("webhooks.pages"), FIGURES]),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=text.clean,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        tools = {
            name: getattr(text, name) for name in ("ago", "coded", "counted", "day", "exactly", "lasting", "machine")
        }
        self._environment.globals |= {**tools, "asset": assets.url}

    def sheet(self, template: str, *, part: bool = False, **values: Any) -> Sheet:
        """A page; or, with `part`, only what changes in it, for the script that keeps it fresh."""
        layout = "part.html" if part else "base.html"
        body = self._environment.get_template(template).render(layout=layout, **values).encode()
        return Sheet(body, f'"{sha256(body).hexdigest()[:24]}"')
