"""What goes over REST: put where nothing is yet, and refusals that a person can do something about."""

from typing import Any

import pytest
from pydantic import SecretStr

from bot.action import Errand
from bot.actions.invite import InviteToTeam
from bot.clock import SystemClock
from bot.errors import GitHubError
from bot.github.auth import AppTokens
from bot.github.errands import Errands
from bot.sandbox.faults import Fault
from bot.sandbox.scenario import FULL_PERMISSIONS
from bot.sandbox.testing import APP, Running, private_pem, running_sandbox
from bot.sandbox.world.records import Team, User

INVITE = InviteToTeam(rule="R", position=0, cause="d1", team="acme/docs", login="maria")


def community(members: str) -> dict[str, Any]:
    return {
        "users": ["maria"],
        "organizations": [
            {"login": "acme", "owners": ["olga"], "teams": [{"slug": "docs", "members": ["olga"]}]},
        ],
        "installations": [{"account": "acme", "id": 77, "permissions": {**FULL_PERMISSIONS, "members": members}}],
    }


async def run(running: Running, path: str) -> tuple[str, list[str]]:
    """What is said of an errand, and what the simulated GitHub did for it."""
    clock = SystemClock()
    tokens = AppTokens(APP.id, SecretStr(private_pem()), running.url, clock)
    errand = Errand(path, {"role": "member"}, INVITE, "organization Members: write")
    why = await Errands(tokens).run(77, errand)
    world = running.sandbox.world
    [team] = world.every(Team)
    return why, [each.login for each in world.many(User, team.invited)]


@pytest.mark.parametrize(
    ("members", "path", "told", "invited"),
    [
        ("write", "/orgs/acme/teams/docs/memberships/maria", "", ["maria"]),
        ("write", "/orgs/acme/teams/docs/memberships/olga", "", []),
        (
            "read",
            "/orgs/acme/teams/docs/memberships/maria",
            "the App lacks a permission: organization Members: write",
            [],
        ),
        ("write", "/orgs/acme/teams/none/memberships/maria", "GitHub finds no such thing, or not for this App", []),
    ],
)
async def test_an_errand_is_done_or_says_why_not(members: str, path: str, told: str, invited: list[str]) -> None:
    with running_sandbox(community(members)) as running:
        assert await run(running, path) == (told, invited)


@pytest.mark.parametrize(("status", "told"), [(422, "GitHub refused: no room"), (403, None), (409, None)])
async def test_other_refusals_are_told_or_raised(status: int, told: str | None) -> None:
    with running_sandbox(community("write")) as running:
        path = "/orgs/acme/teams/docs/memberships/maria"
        running.sandbox.faults.append(Fault(match="PUT .*memberships", status=status, message="no room"))
        if told is None:
            with pytest.raises(GitHubError):
                await run(running, path)
        else:
            assert (await run(running, path))[0] == told
