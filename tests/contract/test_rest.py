"""Whatever the bot sends over REST is an operation of GitHub's, and the simulated GitHub answers as described."""

import re
from pathlib import Path
from typing import Any

import pytest

from bot.assembly import bot_for
from bot.clock import SystemClock
from bot.github import rest
from bot.github.app import delivered, hook_config, installed, registered
from bot.github.auth import AppTokens
from bot.github.forks import read_adaptations
from bot.github.outside import Onlooker
from bot.item import ItemRef, RepoRef
from bot.sandbox.testing import APP, Running, SandboxClient, private_pem, running_sandbox
from bot.sandbox.world.records import Repository
from bot.settings import load
from bot.store.executor import open_store
from rules.home import HOME
from tests.contract.listening import listening_to
from tests.contract.reading import callers
from tests.contract.rest import Exchange, answer_problems, request_problems

pytestmark = pytest.mark.contract

LARGE = "project: {purpose: To be large}\nrules: []\n" + "# a long comment\n" * 50_000
COMMUNITY: dict[str, Any] = {
    "organizations": [{"login": "acme", "owners": ["olga"], "teams": [{"slug": "docs"}]}],
    "repositories": [{"name": "acme/site", "files": {".github/pathways.yml": LARGE}}],
    "installations": [{"account": "acme", "id": 77}],
}
MEMBERSHIP = "/orgs/acme/teams/docs/memberships/olga"
PLACES = {
    "bot.github.auth._learn_login": "GET /app",
    "bot.github.auth._ask": "POST /app/installations/…/access_tokens",
    "bot.github.blobs.blob_of": "GET /repositories/…/git/blobs/…",
    "bot.github.auth.installed": "GET /repos/acme/site/installation",
    "bot.github.app.registered": "GET /app",
    "bot.github.app.installed": "GET /app/installations",
    "bot.github.app.hook_config": "GET /app/hook/config",
    "bot.github.app.delivered": "GET /app/hook/deliveries",
    "bot.github.rest.installations": "GET /app/installations",
    "bot.github.rest.repositories": "GET /installation/repositories",
    "bot.github.rest.permission": "GET /repos/acme/site/collaborators/olga/permission",
    "bot.github.rest.put_unless_there": f"GET {MEMBERSHIP}, PUT {MEMBERSHIP}",
    "bot.github.rest.login_of": "GET /user/…",
    "bot.github.forks.read_adaptations": "GET /repositories/…/forks",
    "bot.github.rest.attempts": "GET /app/hook/deliveries",
    "bot.github.rest.ask_again": "POST /app/hook/deliveries/…/attempts",
}
"""The places that speak REST, and what they say."""
MISTAKEN = "GET /app/installations 200: 0/account: "  # as in test_sandbox_rest.py: the description is at fault there
PASSING_ON = {"bot.github.auth.call", "bot.github.auth.rest", "bot.github.auth._proved"}
"""The places that say only what others give them to say."""


@pytest.fixture
async def heard(tmp_path: Path) -> list[Exchange]:
    """What a bot says to GitHub that begins with nothing, finds a rule file too large for GraphQL, and looks round."""
    with running_sandbox(COMMUNITY) as running, listening_to(running.url) as (url, heard):
        given = {
            "FINGERPOST_HOME": str(tmp_path),
            "GITHUB_APP_ID": str(APP.id),
            "GITHUB_PRIVATE_KEY": private_pem(),
            "GITHUB_WEBHOOK_SECRET": "secret",
            "GITHUB_API_URL": url,
        }
        [repo] = running.sandbox.world.every(Repository)
        node = running.sandbox.world.node_id(repo)
        clock = SystemClock()
        store = await open_store(f"sqlite:///{tmp_path / 'fingerpost.db'}", clock)
        async with bot_for(load(given, env_file=None), clock)(store) as bot:
            await bot.hub.tokens.login()
            in_force = await bot.hub.rulebooks.in_force(ItemRef(77, repo.id, node, "acme/site", 1, "I_1", "issue"))
            await Onlooker(bot.hub.tokens, bot.hub.graphql, bot.hub.names).place("acme/site")
            for about in (registered, installed, hook_config, delivered):
                await about(bot.hub.tokens)
            await rest.installations(bot.hub.tokens, 1)
            await rest.repositories(bot.hub.tokens, 77, 1)
            await rest.permission(bot.hub.tokens, 77, "acme/site", "olga")
            await rest.put_unless_there(bot.hub.tokens, 77, MEMBERSHIP, {"role": "member"})
            await rest.login_of(bot.hub.tokens, 77, running.sandbox.world.logins["olga"])
            await read_adaptations(bot.hub.tokens, RepoRef(77, repo.id, node, "acme/site"), HOME)
            await _what_did_not_come(bot.hub.tokens, running)
        await store.close()
    assert in_force is not None
    return [each for each in heard if each.path != "/graphql"]


async def _what_did_not_come(tokens: AppTokens, running: Running) -> None:
    """Looks through the deliveries, and asks for one again."""
    act = {"do": "open_issue", "as": "olga", "repo": "acme/site", "title": "It is lost"}
    async with SandboxClient(running.url) as github:
        await github.post("act", act)
    *_, lost = running.sandbox.log.by_id.values()
    at = SystemClock().now()
    await rest.attempts(tokens)
    await rest.ask_again(tokens, rest.Attempt(id=lost.id, guid=lost.guid, event=lost.event, delivered_at=at))


def test_every_place_that_speaks_rest_is_heard(heard: list[Exchange]) -> None:
    said = [f"{each.method} {re.sub('[0-9a-f]{40}|[0-9]+', '…', each.path)}" for each in heard]
    speaking = {place for callee in ("call", "rest", "_proved", "_guarded") for place in callers(callee)}
    assert (said, speaking - PASSING_ON) == (", ".join(PLACES.values()).split(", "), set(PLACES))


def test_every_request_is_as_described(heard: list[Exchange]) -> None:
    assert [problem for each in heard for problem in request_problems(each)] == []


def test_the_simulated_github_answers_as_described(heard: list[Exchange]) -> None:
    found = [problem for each in heard for problem in answer_problems(each)]
    assert [problem for problem in found if not problem.startswith(MISTAKEN)] == []
