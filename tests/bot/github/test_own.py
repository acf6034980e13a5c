"""What only goals ask of an item is asked only where it is needed, and read carefully."""

import pytest

from bot.github.own import own_facts, own_part
from bot.item import ItemRef
from bot.writing.opened import signed
from rules.facts import Card, OwnCheck

ISSUE = ItemRef(1, 2, "R_2", "acme/garden", 7, "I_7", "issue")


def test_only_what_is_needed_is_asked() -> None:
    part = own_part(ISSUE, frozenset({"pinned", "labels", "commit"}))
    assert part is not None
    assert part.text == "node(id: $item) { ... on Issue { isPinned } }"
    assert part.variables == {"item": ("ID!", "I_7")}
    assert own_part(ISSUE, frozenset({"labels"})) is None


def test_what_is_told_becomes_facts() -> None:
    told = {
        "isPinned": True,
        "reactionGroups": [
            {"content": "EYES", "viewerHasReacted": True},
            {"content": "HEART", "viewerHasReacted": False},
        ],
        "projectItems": {
            "nodes": [
                None,
                {"id": "PVTI_1", "isArchived": True, "project": {"number": 3, "owner": {"login": "Acme"}}},
            ]
        },
        "headRefOid": "abc",
        "timelineItems": {"nodes": [{"fromRepository": {"nameWithOwner": "acme/old"}}, {"fromRepository": None}, None]},
    }
    assert own_facts(told, ISSUE, "fingerpost[bot]") == {
        "pinned": True,
        "reacted": frozenset({"eyes"}),
        "cards": {"acme/3": Card(id="PVTI_1", archived=True)},
        "commit": "abc",
        "came_from": ("acme/old",),
    }


@pytest.mark.parametrize("answer", [None, {}])
def test_what_is_not_told_stays_unknown(answer: object) -> None:
    assert own_facts(answer, ISSUE, "fingerpost[bot]") == {}


def test_only_its_own_checks_are_told() -> None:
    run = {"id": "CR_1", "name": "Ready", "status": "COMPLETED", "conclusion": "FAILURE", "externalId": "abc"}
    begun = {"id": "CR_2", "name": "Later", "status": "IN_PROGRESS", "conclusion": None, "externalId": None}
    suites = [
        {"app": {"slug": "fingerpost"}, "checkRuns": {"nodes": [run, None, begun]}},
        {"app": {"slug": "builder"}, "checkRuns": {"nodes": [{**run, "name": "build"}]}},
        {"app": None, "checkRuns": {"nodes": [{**run, "name": "old"}]}},
        None,
    ]
    told = {"commits": {"nodes": [{"commit": {"checkSuites": {"nodes": suites}}}, None]}}
    assert own_facts(told, ISSUE, "fingerpost[bot]") == {
        "own_checks": {
            "ready": OwnCheck(id="CR_1", conclusion="failure", digest="abc"),
            "later": OwnCheck(id="CR_2", conclusion="in_progress"),
        }
    }


@pytest.mark.parametrize(
    ("suite", "statuses", "told"),
    [
        ("COMPLETED", ["COMPLETED", "COMPLETED"], ["failure", "failure"]),
        ("QUEUED", ["COMPLETED", "IN_PROGRESS"], ["queued", "queued"]),
        ("QUEUED", ["COMPLETED", "QUEUED"], ["failure", "queued"]),
    ],
)
def test_checks_of_which_all_wait_although_none_does_are_wanted_again(
    suite: str, statuses: list[str], told: list[str]
) -> None:
    runs = [
        {"id": f"CR_{n}", "name": f"c{n}", "status": each, "conclusion": "FAILURE" if each == "COMPLETED" else None}
        | {"externalId": "abc"}
        for n, each in enumerate(statuses)
    ]
    suites = [{"status": suite, "app": {"slug": "fingerpost"}, "checkRuns": {"nodes": runs}}]
    node = {"commits": {"nodes": [{"commit": {"checkSuites": {"nodes": suites}}}]}}
    found = own_facts(node, ISSUE, "fingerpost[bot]")
    assert [(one.conclusion, one.digest) for one in found["own_checks"].values()] == [(each, "abc") for each in told]
    echoed = own_facts(node, ISSUE, "fingerpost[bot]", echo=True)["own_checks"].values()
    assert [one.conclusion for one in echoed] == ["failure" if s == "COMPLETED" else s.lower() for s in statuses]


def test_what_was_opened_for_it_is_known_by_the_sign_in_the_bots_own_issues() -> None:
    mine = {"viewerDidAuthor": True, "body": signed("Please.", "acme/garden#7", "Ask docs/0", elsewhere=False)}
    other = {"viewerDidAuthor": True, "body": signed("", "acme/garden#8", "b/1", elsewhere=False)}
    copied = {"viewerDidAuthor": False, "body": signed("", "acme/garden#7", "c/1", elsewhere=False)}
    plain = {"viewerDidAuthor": True, "body": "See #7"}
    nodes = [{"source": one} for one in (mine, other, copied, plain, None)]
    told = {"crossed": {"nodes": [*nodes, None]}}
    assert own_facts(told, ISSUE, "fingerpost[bot]") == {"opened": frozenset({"Ask docs/0"})}


def test_everybody_who_wrote_a_commit_is_told_once_and_addresses_without_an_account_are_not() -> None:
    pull = ItemRef(1, 2, "R_2", "acme/garden", 7, "PR_7", "pull_request")

    def actor(login: str | None) -> dict[str, object]:
        return {"user": {"login": login} if login else None}

    first = [{"commit": {"author": actor(login)}} for login in ("ada", None)]
    last = {"commit": {"authors": {"nodes": [actor("ada"), None, actor("ben"), actor(None)]}}}
    told = {"authored": {"nodes": [*first, None, {"commit": {"author": None}}]}, "together": {"nodes": [None, last]}}
    assert own_facts(told, pull, "fingerpost[bot]") == {"committers": ("ada", "ben")}
    assert own_facts({**told, "together": None}, pull, "fingerpost[bot]") == {}
