"""What GitHub is told of an App that it is to register: its manifest. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.doctor.registration import PERMISSIONS, WEBHOOK_PATH, Permission, events_for

SET_UP = "/setup"
SIGNED_IN = "/sign-in/back"
LONGEST_NAME = 34
"""GitHub takes no longer names."""
_ABOUT = "Shows contributors the way, by rules that live in the community's own repository."


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody decided about their App.

    Attributes:
        url: where GitHub and people will reach this program.
        back: where the browser comes back to: the address by which the person is here now.
        organization: whose the App will be; empty for the person's own.
        optional: the optional permissions that were asked for, by `key_of`.
    """

    name: str
    url: str
    back: str
    organization: str = ""
    optional: frozenset[str] = frozenset()


def key_of(permission: Permission) -> str:
    """What tells a permission at its level from every other, `contents-write`."""
    return f"{permission.key}-{permission.level}"


def optional_permissions() -> Mapping[str, Permission]:
    """Those that a person may leave out."""
    return {key_of(each): each for each in PERMISSIONS if each.optional}


def permissions_of(optional: Collection[str]) -> dict[str, str]:
    """What the App asks for: what it cannot do without, and what was chosen."""
    return {each.key: each.level for each in PERMISSIONS if not each.optional or key_of(each) in optional}


def asked_for(optional: Collection[str]) -> tuple[Permission, ...]:
    """The permissions that the App asks for, each once, with all that it is for."""
    asked = [each for each in PERMISSIONS if not each.optional or key_of(each) in optional]
    first = {each.key: each for each in reversed(asked)}
    return tuple(
        replace(first[key], level=level, why="; ".join(each.why for each in asked if each.key == key))
        for key, level in permissions_of(optional).items()
    )


def manifest_of(plan: Plan) -> dict[str, Any]:
    """The manifest as GitHub takes it."""
    permissions = permissions_of(plan.optional)
    return {
        "name": plan.name,
        "description": _ABOUT,
        "url": plan.url,
        "hook_attributes": {"url": f"{plan.url}{WEBHOOK_PATH}", "active": True},
        "redirect_url": f"{plan.back}{SET_UP}/back",
        "callback_urls": [f"{plan.url}{SIGNED_IN}"],
        "setup_url": f"{plan.back}{SET_UP}",
        "public": False,
        "default_permissions": permissions,
        "default_events": list(events_for(permissions)),
    }
