"""From payloads to lanes and events: what is used, what is ignored and why, and what a payload tells."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.events import Event, decode
from bot.hearing.routing import ABOUT_A_COMMIT, ABOUT_AN_ACCOUNT, ABOUT_AN_ITEM, LATER, route
from bot.item import Ignored, ItemRef, Routed
from rules.facts import UNKNOWN, Facts, Person

INSTALLATION = {"id": 5}
REPOSITORY = {
    "id": 12,
    "node_id": "R_12",
    "full_name": "acme/garden",
    "private": False,
    "default_branch": "main",
}
ALICE = {"login": "alice", "type": "User"}
MONA = {"login": "mona", "type": "User"}
CREATED, UPDATED, SAID = "2026-01-05T09:00:00Z", "2026-01-05T09:30:00Z", "2026-01-05T09:31:00Z"
AT: dict[str, Any] = {
    "created_at": datetime(2026, 1, 5, 9, 0, tzinfo=UTC),
    "updated_at": datetime(2026, 1, 5, 9, 30, tzinfo=UTC),
}
SHA, LONG_SHA = "0123456789" * 4, "0123456789abcdef" * 4
NO_APP = "it names no installation, so it was not sent to an App"


def item(**more: Any) -> dict[str, Any]:
    return {
        "number": 7,
        "node_id": "I_7",
        "title": "A crash",
        "body": "It fails.",
        "html_url": "https://github.com/acme/garden/issues/7",
        "state": "open",
        "user": ALICE,
        "author_association": "NONE",
        "labels": [{"name": "bug"}],
        "assignees": [MONA],
        "milestone": {"title": "1.0"},
        "comments": 3,
        "created_at": CREATED,
        "updated_at": UPDATED,
        **more,
    }


def pull(**more: Any) -> dict[str, Any]:
    return item(
        node_id="PR_7",
        draft=True,
        merged=False,
        head={"ref": "fix"},
        base={"ref": "main"},
        additions=10,
        deletions=2,
        requested_reviewers=[MONA, None],
        requested_teams=[{"slug": "docs", "name": "Docs"}],
        **more,
    )


def payload(action: str | None = None, **parts: Any) -> dict[str, Any]:
    told = {} if action is None else {"action": action}
    return {**told, "installation": INSTALLATION, "repository": REPOSITORY, "sender": MONA, **parts}


def event(name: str, **parts: Any) -> Event:
    action = name.partition(".")[2] or None
    return decode("d1", name, json.dumps(payload(action, **parts)).encode())


# Routing


@pytest.mark.parametrize(
    ("name", "action", "parts", "lane"),
    [
        ("issues", "opened", {"issue": item()}, "12#7"),
        ("issue_comment", "created", {"issue": item()}, "12#7"),
        ("pull_request", "opened", {"pull_request": pull()}, "12#7"),
        ("pull_request_review", "submitted", {"pull_request": pull()}, "12#7"),
        ("pull_request_review_comment", "created", {"pull_request": pull()}, "12#7"),
        ("pull_request_review_thread", "resolved", {"pull_request": pull()}, "12#7"),
        ("discussion", "created", {"discussion": item()}, "12#7"),
        ("discussion_comment", "created", {"discussion": item()}, "12#7"),
        ("label", "edited", {}, "12#*"),
        ("milestone", "closed", {}, "12#*"),
        ("push", None, {"ref": "refs/heads/main"}, "12#*"),
        ("repository", "renamed", {}, "12#*"),
        ("member", "added", {}, "installation:5"),
        ("membership", "added", {}, "installation:5"),
        ("organization", "member_added", {"repository": None}, "installation:5"),
        ("team", "edited", {"repository": None}, "installation:5"),
        ("installation", "created", {"repository": None}, "installation:5"),
        ("installation_repositories", "added", {"repository": None}, "installation:5"),
        ("check_run", "completed", {"check_run": {"head_sha": SHA}}, f"12@{SHA}"),
        ("check_suite", "completed", {"check_suite": {"head_sha": LONG_SHA}}, f"12@{LONG_SHA}"),
        ("status", None, {"sha": SHA}, f"12@{SHA}"),
        (
            "projects_v2_item",
            "edited",
            {"projects_v2_item": {"content_node_id": "I_7"}, "repository": None},
            "node:I_7",
        ),
    ],
)
def test_an_event_that_is_used_waits_in_the_lane_of_its_subject(
    name: str, action: str | None, parts: dict[str, Any], lane: str
) -> None:
    routed = Routed(lane, 5, f"{name}.{action}" if action else name)
    assert route(name, action, payload(action, **parts)) == routed


@pytest.mark.parametrize(
    ("name", "parts", "reason"),
    [
        ("check_run", {}, "it names no commit"),
        ("check_suite", {"check_suite": {"head_sha": "HEAD"}}, "it names no commit"),
        ("status", {"sha": f"{SHA}0"}, "it names no commit"),
        ("fork", {}, "no rule of this version acts on a fork"),
        ("watch", {}, "this bot does not use the event watch"),
        ("ping", {}, "this bot does not use the event ping"),
        ("issues", {"installation": None, "issue": item()}, NO_APP),
        ("team", {"installation": None}, NO_APP),
        ("issues", {"repository": None, "issue": item()}, "it names no repository"),
        ("label", {"repository": None}, "it names no repository"),
        ("issues", {}, "it names no issue"),
        ("pull_request_review", {}, "it names no pull request"),
        ("discussion_comment", {"issue": item()}, "it names no discussion"),
        ("push", {"ref": "refs/heads/other"}, "it did not change the default branch, and rules come from nowhere else"),
        ("push", {"ref": "refs/tags/main"}, "it did not change the default branch, and rules come from nowhere else"),
        ("push", {}, "it did not change the default branch, and rules come from nowhere else"),
        (
            "push",
            {"ref": "refs/heads/None", "repository": {"id": 12}},
            "it did not change the default branch, and rules come from nowhere else",
        ),
        ("projects_v2_item", {}, "the card names no issue or pull request"),
        (
            "projects_v2_item",
            {"projects_v2_item": {"content_node_id": "DI_7", "content_type": "DraftIssue"}},
            "a draft card is no issue yet",
        ),
    ],
)
def test_an_event_that_is_not_used_is_ignored_with_its_reason(name: str, parts: dict[str, Any], reason: str) -> None:
    assert route(name, "edited", payload("edited", **parts)) == Ignored(reason)


@pytest.mark.parametrize("wrong", [None, True, False, 0, -7, 7.0, "7", [7], {"id": 7}, 2**63, 10**40])
def test_a_number_that_is_none_routes_nothing(wrong: Any) -> None:
    assert route("issues", "opened", payload(issue=item(number=wrong))) == Ignored("it names no issue")
    assert route("issues", "opened", payload(issue=item(), repository={"id": wrong})) == Ignored(
        "it names no repository"
    )
    assert route("issues", "opened", payload(issue=item(), installation={"id": wrong})) == Ignored(NO_APP)


def test_the_largest_number_that_a_database_keeps_is_one() -> None:
    largest = 2**63 - 1
    assert route("issues", "opened", payload(issue=item(number=largest))) == Routed(f"12#{largest}", 5, "issues.opened")


@pytest.mark.parametrize("wrong", [None, "", "x" * 201, 7, ["I_7"], {"id": "I_7"}])
def test_a_card_whose_subject_is_no_node_id_is_ignored(wrong: Any) -> None:
    card = payload(projects_v2_item={"content_node_id": wrong})
    assert route("projects_v2_item", "edited", card) == Ignored("the card names no issue or pull request")


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "number", "node_id", "ref", "login", "name"]), inner, max_size=3)
    ),
    max_leaves=6,
)
PARTS = [
    *("action", "installation", "repository", "sender", "issue", "pull_request", "discussion", "comment", "review"),
    *("projects_v2_item", "label", "changes", "ref"),
]
HOSTILE = st.dictionaries(st.sampled_from(PARTS), JUNK, max_size=6)
NAMES = st.sampled_from(
    sorted({*ABOUT_AN_ITEM, *ABOUT_AN_ACCOUNT, *LATER, *ABOUT_A_COMMIT, "push", "label", "projects_v2_item"})
)


@given(NAMES, st.none() | st.text(max_size=5), HOSTILE)
def test_no_payload_makes_routing_fail(name: str, action: str | None, parts: dict[str, Any]) -> None:
    found = route(name, action, parts)
    assert isinstance(found, Routed | Ignored)


@given(NAMES, HOSTILE, st.booleans())
def test_a_payload_is_decoded_or_refused_with_a_sentence(name: str, parts: dict[str, Any], whole: bool) -> None:
    given_ = {**payload(issue=item(), pull_request=pull(), discussion=item()), **parts} if whole else parts
    body = json.dumps(given_).encode()
    try:
        found = decode("d1", f"{name}.opened", body)
    except ValueError as error:
        assert str(error).startswith("the payload ")  # noqa: PT017 - to be decoded is as good
    else:
        assert found.delivery == "d1"


# Decoding


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "the payload cannot be read: it is not JSON"),
        (b"[]", "the payload cannot be read: an object with keys belongs there"),
        (b"\xff", "the payload cannot be read: it is not JSON"),
        (b"[" * 100_000, "the payload cannot be read: it is not JSON"),
        (b"{}", "the payload names no installation"),
        (b'{"installation": {}}', "the payload cannot be read: `installation.id`: it is missing"),
        (b'{"installation": {"id": null}}', "the payload cannot be read: `installation.id`: it is missing"),
        (b'{"installation": {"id": 5}}', "the payload names no repository"),
        (
            b'{"installation": {"id": 5}, "repository": {"id": 1, "node_id": "R", "full_name": "a/b"}}',
            "the payload holds no issue",
        ),
    ],
)
def test_a_payload_without_what_identifies_its_subject_is_refused_with_the_place(body: bytes, says: str) -> None:
    with pytest.raises(ValueError, match="the payload") as refused:
        decode("d1", "issues.opened", body)
    assert str(refused.value).startswith(says)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match=r"issue\.updated_at"):
        event("issues.edited", issue=item(updated_at="2026-01-05T09:30:00"))


def test_an_issue_tells_its_facts() -> None:
    found = event("issues.edited", issue=item())
    assert found == Event(
        delivery="d1",
        name="issues.edited",
        installation=5,
        actor=Person(login="mona"),
        at=AT["updated_at"],
        repo_id=12,
        repo="acme/garden",
        private=False,
        item=ItemRef(5, 12, "R_12", "acme/garden", 7, "I_7", "issue"),
        facts=Facts(
            kind="issue",
            repo="acme/garden",
            number=7,
            title="A crash",
            body="It fails.",
            state="open",
            ended=None,
            draft=False,
            author=Person(login="alice", association="NONE"),
            labels=("bug",),
            assignees=("mona",),
            milestone="1.0",
            comments=3,
            event_label=None,
            event_comment=None,
            human_at=AT["updated_at"],
            **AT,
        ),
        url="https://github.com/acme/garden/issues/7",
        updated_at=AT["updated_at"],
    )


def test_how_an_issue_ended_is_told_and_a_pull_request_has_no_such_word() -> None:
    closed = {"state": "closed", "state_reason": "completed"}
    assert event("issues.closed", issue=item(**closed)).facts.ended == "completed"
    assert event("pull_request.closed", pull_request=pull(**closed)).facts.ended is None


def test_a_pull_request_tells_its_branches_lines_and_reviewers() -> None:
    facts = event("pull_request.synchronize", pull_request=pull()).facts
    told = (facts.kind, facts.draft, facts.head, facts.base, facts.additions, facts.deletions, facts.requested)
    assert told == ("pull_request", True, "fix", "main", 10, 2, ("mona", "acme/docs"))
    assert (facts.files, facts.reviews, facts.stage) == (UNKNOWN, UNKNOWN, UNKNOWN)


def test_a_comment_on_a_pull_request_tells_that_it_is_one_but_neither_branches_nor_reviewers() -> None:
    found = event("issue_comment.created", issue=item(node_id="PR_7", pull_request={"url": "u", "merged_at": None}))
    assert found.item == ItemRef(5, 12, "R_12", "acme/garden", 7, "PR_7", "pull_request")
    facts = found.facts
    assert (facts.head, facts.base, facts.requested, facts.draft) == (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)
    assert (facts.kind, facts.state, facts.labels) == ("pull_request", "open", ("bug",))


def test_a_milestone_of_a_pull_request_is_an_event_of_the_pull_request() -> None:
    subject = item(node_id="PR_7", pull_request={"url": "u"})
    assert event("issues.milestoned", issue=subject).name == "pull_request.milestoned"
    assert event("issues.milestoned", issue=item()).name == "issues.milestoned"
    assert event("issue_comment.created", issue=subject).name == "issue_comment.created"


@pytest.mark.parametrize(
    ("name", "parts", "state"),
    [
        ("pull_request.closed", {"pull_request": pull(state="closed")}, "closed"),
        ("pull_request.closed", {"pull_request": {**pull(state="closed"), "merged": True}}, "merged"),
        (
            "issue_comment.created",
            {"issue": item(state="closed", pull_request={"merged_at": "2026-01-05T09:00:00Z"})},
            "merged",
        ),
        ("issues.closed", {"issue": item(state="closed")}, "closed"),
    ],
)
def test_a_merged_pull_request_is_told_from_a_closed_one(name: str, parts: dict[str, Any], state: str) -> None:
    assert event(name, **parts).facts.state == state


def test_the_lock_the_reactions_and_what_the_event_brought_are_told() -> None:
    told = event(
        "issue_comment.created",
        issue=item(locked=True, reactions={"total_count": 4, "heart": 4}),
        comment={"user": MONA, "body": "Me too", "created_at": SAID},
    ).facts
    assert (told.locked, told.reactions, told.event_comment, told.event_label) == (True, 4, "Me too", None)
    assert event("issues.labeled", issue=item(), label={"name": "bug"}).facts.event_label == "bug"
    assert event("issues.opened", issue=item(reactions={})).facts.reactions == 0


def test_only_what_a_person_did_is_an_act_of_a_person() -> None:
    bot = {"login": "helper[bot]", "type": "Bot"}
    said = {"user": MONA, "body": "", "created_at": SAID}
    assert event("issue_comment.created", issue=item(), comment=said).facts.human_at == datetime(
        2026, 1, 5, 9, 31, tzinfo=UTC
    )
    assert event("issue_comment.created", issue=item(), comment=said, sender=bot).facts.human_at is UNKNOWN


def test_a_discussion_has_its_own_kind_and_neither_draft_nor_assignees() -> None:
    plain = {key: value for key, value in item().items() if key not in {"labels", "assignees", "milestone"}}
    found = event("discussion_comment.created", discussion=plain)
    assert found.item is not None
    assert found.item.kind == found.facts.kind == "discussion"
    assert (found.facts.draft, found.facts.assignees, found.facts.milestone) == (False, (), None)


def test_what_a_payload_leaves_out_is_unknown_and_what_it_leaves_empty_is_empty() -> None:
    bare = event("issues.edited", issue={"number": 7, "node_id": "I_7"}).facts
    assert (bare.labels, bare.comments, bare.created_at, bare.updated_at) == (UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)
    assert bare.author == Person(login="ghost")
    empty = event("issues.edited", issue=item(body=None, labels=[None], assignees=None, milestone=None)).facts
    assert (empty.body, empty.labels, empty.assignees, empty.milestone) == ("", (), (), None)


def test_whoever_deleted_their_account_is_a_ghost() -> None:
    found = event("issues.edited", issue=item(user=None), sender=None)
    assert found.actor == Person(login="ghost")
    assert found.facts.author == Person(login="ghost", association="NONE")


@pytest.mark.parametrize(
    "account",
    [{"login": "dependabot[bot]", "type": "Bot"}, {"login": "dependabot[bot]"}, {"login": "app", "type": "Bot"}],
)
def test_a_bot_is_told_from_a_person_and_is_never_new(account: dict[str, str]) -> None:
    found = event("issues.edited", issue=item(user=account), sender=account)
    assert found.facts.author == Person(login=account["login"], bot=True, association="NONE", new=False)
    assert found.actor == Person(login=account["login"], bot=True, association="NONE", new=False)


@pytest.mark.parametrize(
    ("association", "new"),
    [
        ("MEMBER", False),
        ("OWNER", False),
        ("CONTRIBUTOR", False),
        ("NONE", UNKNOWN),
        ("FIRST_TIME_CONTRIBUTOR", UNKNOWN),
    ],
)
def test_the_bond_tells_who_cannot_be_new_and_leaves_the_rest_to_history(association: str, new: Any) -> None:
    author = event("issues.edited", issue=item(author_association=association)).facts.author
    assert author == Person(login="alice", association=association, new=new)


@pytest.mark.parametrize(
    ("name", "parts", "association"),
    [
        ("issue_comment.created", {"comment": {"user": MONA, "author_association": "MEMBER"}}, "MEMBER"),
        ("issue_comment.edited", {"comment": {"user": ALICE, "author_association": "NONE"}}, UNKNOWN),
        ("issue_comment.deleted", {"comment": {"user": None, "author_association": "NONE"}}, UNKNOWN),
        ("issues.edited", {"issue": item(user=MONA, author_association="OWNER")}, "OWNER"),
        ("issues.labeled", {}, UNKNOWN),
    ],
)
def test_the_bond_of_whoever_acts_is_known_where_they_wrote_it(
    name: str, parts: dict[str, Any], association: Any
) -> None:
    found = event(name, **{"issue": item(), **parts})
    assert (found.actor.login, found.actor.association) == ("mona", association)


def test_a_review_tells_the_bond_of_the_reviewer_and_when_it_was_given() -> None:
    review = {"user": MONA, "author_association": "MEMBER", "submitted_at": SAID}
    found = event("pull_request_review.submitted", pull_request=pull(), review=review)
    assert found.actor == Person(login="mona", association="MEMBER", new=False)
    assert found.at == datetime(2026, 1, 5, 9, 31, tzinfo=UTC)


@pytest.mark.parametrize(
    ("comment", "at"),
    [
        ({"created_at": CREATED, "updated_at": SAID}, datetime(2026, 1, 5, 9, 31, tzinfo=UTC)),
        ({"created_at": CREATED}, AT["created_at"]),
        ({}, None),
    ],
)
def test_an_event_happened_when_the_comment_says(comment: dict[str, str], at: datetime | None) -> None:
    assert event("issue_comment.created", issue=item(), comment=comment).at == at


# The first word on an item

NOTHING_YET: dict[str, Any] = {
    "reviews": (),
    "undone": frozenset(),
    "sections": {},
    "card": None,
    "stage": None,
    "reactions": 0,
    "comments": 0,
}


@pytest.mark.parametrize(
    ("name", "subject"),
    [("issues.opened", "issue"), ("pull_request.opened", "pull_request"), ("discussion.created", "discussion")],
)
def test_nothing_can_have_happened_to_an_item_that_was_just_opened(name: str, subject: str) -> None:
    found = event(name, **{subject: item()})
    assert found.first
    assert {fact: getattr(found.facts, fact) for fact in NOTHING_YET} == NOTHING_YET


@pytest.mark.parametrize("changes", [{"old_issue": {"number": 3}}, {"old_repository": {"id": 3}}])
def test_an_issue_that_was_transferred_has_a_past(changes: dict[str, Any]) -> None:
    found = event("issues.opened", issue=item(), changes=changes)
    assert not found.first
    assert (found.facts.undone, found.facts.sections, found.facts.comments) == (UNKNOWN, UNKNOWN, 3)


def test_other_changes_give_an_issue_no_past() -> None:
    assert event("issues.opened", issue=item(), changes={}).first
    assert not event("issues.edited", issue=item(), changes={"title": {"from": "x"}}).first


@pytest.mark.parametrize("labels", [[{"name": "Stage/Backlog"}], None])
def test_an_item_opened_with_a_stage_label_or_unknown_ones_may_be_at_a_stage(labels: Any) -> None:
    assert event("issues.opened", issue=item(labels=labels)).facts.stage is UNKNOWN


# Events about something else


@pytest.mark.parametrize(
    ("name", "parts", "note"),
    [
        ("label.edited", {}, "the labels' ids are asked for again"),
        ("milestone.closed", {}, "the milestones' ids are asked for again"),
        ("push", {"ref": "refs/heads/main"}, "the rule file is read again"),
        ("repository.renamed", {}, "what is known of the repository is read again"),
        ("member.added", {}, "who belongs where is asked for again"),
    ],
)
def test_an_event_about_a_repository_says_what_it_leads_to(name: str, parts: dict[str, Any], note: str) -> None:
    assert event(name, **parts) == Event(
        "d1", name, 5, Person(login="mona"), repo_id=12, repo="acme/garden", private=False, note=note
    )


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("membership.added", "who belongs where is asked for again"),
        ("organization.renamed", "who belongs where is asked for again"),
        ("team.edited", "who belongs where is asked for again"),
        ("installation.created", "the installation's token and rules are read again"),
        ("installation_repositories.added", "the installation's token and rules are read again"),
        ("projects_v2_item.edited", ""),
    ],
)
def test_an_event_without_a_repository_is_taken_for_private(name: str, note: str) -> None:
    assert event(name, repository=None) == Event("d1", name, 5, Person(login="mona"), private=True, note=note)
