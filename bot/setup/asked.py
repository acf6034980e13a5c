"""What somebody answers before the App is registered, checked: its name, whose it is, where it is reached. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

from bot import setting_values as values
from bot.setup.manifest import LONGEST_NAME, Plan, optional_permissions

PUBLIC_API = "https://api.github.com"
_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})")
_NAME = re.compile(rf"[^\x00-\x1f<>]{{1,{LONGEST_NAME}}}")


@dataclass(frozen=True, slots=True)
class Answers:
    """What was written into the form, and what is wrong with it, by field.

    Attributes:
        keeps: whether the credentials go into a file of this machine.
    """

    name: str = ""
    organization: str = ""
    url: str = ""
    api_url: str = PUBLIC_API
    optional: frozenset[str] = frozenset()
    keeps: bool = True
    problems: Mapping[str, str] = field(default_factory=dict)

    def plan(self, back: str) -> Plan:
        """The App that is meant.

        Args:
            back: the address by which the person is here now.
        """
        return Plan(self.name, self.url, back, self.organization, self.optional)


def answers(form: Mapping[str, str], suggested_name: str) -> Answers:
    """What a form says.

    Args:
        form: its fields.
        suggested_name: the App's, where none is given; names are unique on GitHub.
    """
    problems: dict[str, str] = {}

    def checked(key: str, check: Callable[[object], str], default: str) -> str:
        text = form.get(key, "").strip() or default
        try:
            return check(text)
        except ValueError as error:
            problems[key] = str(error)
            return text

    api_url = checked("api_url", values.api_url, PUBLIC_API)
    return Answers(
        name=checked("name", _name, suggested_name),
        organization=checked("organization", _organization, ""),
        url=checked("url", _reachable if _is_hosted(api_url) else values.public_url, ""),
        api_url=api_url,
        optional=frozenset(key for key in optional_permissions() if form.get(key)),
        keeps=form.get("keeps", "file") == "file",
        problems=problems,
    )


def _name(value: object) -> str:
    if not _NAME.fullmatch(str(value)):
        raise ValueError(f"GitHub takes names of up to {LONGEST_NAME} characters; give a shorter one")
    return str(value)


def _organization(value: object) -> str:
    text = str(value).removeprefix("@")
    if text and not _LOGIN.fullmatch(text):
        raise ValueError("not the name of an organisation; write it as in its address, github.com/NAME")
    return text


def _is_hosted(api_url: str) -> bool:
    """Whether GitHub itself runs it, and so looks at us from outside."""
    return api_url == PUBLIC_API or values.is_tenant(urlsplit(api_url).hostname or "")


def _reachable(value: object) -> str:
    """A public address that GitHub's own servers can reach."""
    url = values.public_url(value)
    host = urlsplit(url).hostname or ""
    try:
        private = not ip_address(host).is_global
    except ValueError:
        private = host == "localhost" or "." not in host or host.endswith((".local", ".localhost", ".internal"))
    if private:
        raise ValueError(
            "GitHub cannot reach this machine by that; give the address that the internet knows it by, "
            "such as https://bot.example.org, or that of a tunnel"
        )
    return url
