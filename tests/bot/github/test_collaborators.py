"""GitHub is asked once in a few minutes what somebody may do."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from bot.errors import Gone, Retryable
from bot.github.collaborators import KEPT, Collaborators
from bot.item import RepoRef

REPO = RepoRef(7, 5, "R_5", "orchard/tools")


class Requester:
    """GitHub's answers by address."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.told, self.asked = told, list[str]()

    def requestJsonAndCheck(self, verb: str, address: str) -> tuple[dict[str, Any], Any]:  # noqa: N802 - PyGithub's name
        self.asked.append(f"{verb} {address}")
        if isinstance(self.told[address], Exception):
            raise self.told[address]
        return {}, self.told[address]


class Tokens:
    """Runs what it is given at once."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.requester = Requester(
            {f"/repos/orchard/tools/collaborators/{who}/permission": one for who, one in told.items()}
        )

    async def rest(self, installation: int, work: Callable[[Any], Any]) -> Any:
        assert installation == REPO.installation
        return work(self)


def known(clock: Any, **told: Any) -> tuple[Collaborators, Requester]:
    tokens: Any = Tokens(told)
    return Collaborators(tokens, clock), tokens.requester


@pytest.mark.parametrize(
    ("told", "role"),
    [
        ({"permission": "write", "role_name": "maintain"}, "maintain"),
        ({"permission": "read", "role_name": "triage"}, "triage"),
        ({"permission": "write", "role_name": "release-crew"}, "write"),
        ({"permission": "admin"}, "admin"),
        ({"permission": "something new", "role_name": None}, "none"),
        (Gone("nobody"), "none"),
    ],
)
async def test_the_role_is_githubs_own_else_what_it_is_based_on(clock: Any, told: Any, role: str) -> None:
    collaborators, _ = known(clock, ada=told)
    assert await collaborators.role(REPO, "ada") == role


async def test_it_is_kept_for_a_few_minutes_or_until_something_changed(clock: Any) -> None:
    collaborators, requester = known(clock, ada={"permission": "read"}, Ada={"permission": "read"})
    for login in ("ada", "Ada"):
        await collaborators.role(REPO, login)
    assert len(requester.asked) == 1
    clock.forward(int((KEPT - timedelta(seconds=1)).total_seconds() * 1_000))
    await collaborators.role(REPO, "ada")
    assert len(requester.asked) == 1
    clock.forward(1_000)
    await collaborators.role(REPO, "ada")
    collaborators.forget()
    await collaborators.role(REPO, "ada")
    assert len(requester.asked) == 3


async def test_an_answer_that_was_on_its_way_when_something_changed_is_not_kept(clock: Any) -> None:
    collaborators, requester = known(clock, ada={"permission": "admin"})
    ask = requester.requestJsonAndCheck

    def change(verb: str, address: str) -> tuple[dict[str, Any], Any]:
        collaborators.forget()
        return ask(verb, address)

    requester.requestJsonAndCheck = change  # type: ignore[method-assign]  # what happens meanwhile
    assert await collaborators.role(REPO, "ada") == "admin"
    requester.requestJsonAndCheck = ask  # type: ignore[method-assign]  # as it was
    requester.told = {address: {"permission": "read"} for address in requester.told}
    assert [await collaborators.role(REPO, "ada") for _ in range(2)] == ["read", "read"]
    assert len(requester.asked) == 2


async def test_a_failure_is_not_kept(clock: Any) -> None:
    collaborators, requester = known(clock, ada=Retryable("later"))
    for _ in range(2):
        with pytest.raises(Retryable):
            await collaborators.role(REPO, "ada")
    assert len(requester.asked) == 2
