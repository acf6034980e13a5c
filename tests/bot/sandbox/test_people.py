"""Who can be assigned, and of whom a review can be requested."""

import pytest

from bot.sandbox.testing import Raw

_ASSIGN = """mutation($i:ID!,$p:[ID!]!){addAssigneesToAssignable(input:{assignableId:$i,assigneeIds:$p}){
               assignable{assignees(first:10){nodes{login}}}}}"""
_REQUEST = """mutation($p:ID!,$u:[ID!],$t:[ID!],$union:Boolean){
                requestReviews(input:{pullRequestId:$p,userIds:$u,teamIds:$t,union:$union}){
                  pullRequest{reviewRequests(first:10){nodes{requestedReviewer{
                    ... on User{login} ... on Team{slug}}}}}}}"""


def _id(hub: Raw, login: str) -> str:
    return str(hub.graphql("query($l:String!){user(login:$l){id}}", l=login)["data"]["user"]["id"])


def _team(hub: Raw, slug: str) -> str:
    answer = hub.graphql('query($s:String!){organization(login:"acme"){team(slug:$s){id}}}', s=slug)
    return str(answer["data"]["organization"]["team"]["id"])


@pytest.fixture
def pull(hub: Raw) -> str:
    opened = hub.act("maria", "open_pull_request", repo="acme/site", title="Change", files=["a.md"])
    return str(opened["node_id"])


def test_rest_leaves_out_whom_it_cannot_assign_without_a_word(hub: Raw) -> None:
    answer = hub.rest("POST", "/repos/acme/site/issues/1/assignees", {"assignees": ["maria", "ben", "nobody"]})

    assert answer.status_code == 201
    assert [person["login"] for person in answer.json()["assignees"]] == ["ben"]


def test_graphql_refuses_somebody_who_cannot_be_assigned_and_assigns_nobody(hub: Raw) -> None:
    issue = hub.item("acme/site#1")["node_id"]

    answer = hub.graphql(_ASSIGN, i=issue, p=[_id(hub, "ben"), _id(hub, "maria")])

    assert answer["data"] == {"addAssigneesToAssignable": None}
    assert answer["errors"][0]["path"] == ["addAssigneesToAssignable"]
    assert hub.item("acme/site#1")["assignees"] == []


def test_somebody_who_commented_can_be_assigned(hub: Raw) -> None:
    hub.act("maria", "comment", item="acme/site#1", body="I can do that.")

    answer = hub.graphql(_ASSIGN, i=hub.item("acme/site#1")["node_id"], p=[_id(hub, "maria")])

    assignees = answer["data"]["addAssigneesToAssignable"]["assignable"]["assignees"]["nodes"]
    assert assignees == [{"login": "maria"}]


def test_editing_an_issue_refuses_an_assignee_who_cannot_be_one(hub: Raw) -> None:
    answer = hub.rest("PATCH", "/repos/acme/site/issues/1", {"assignees": ["maria"]})

    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"value": "maria", "resource": "Issue", "field": "assignees", "code": "invalid"}]


def test_an_item_has_ten_assignees_at_most(hub: Raw) -> None:
    people = [f"p{number}" for number in range(12)]
    for login in people:
        hub.act("olga", "set_collaborator", repo="acme/site", login=login)

    answer = hub.rest("POST", "/repos/acme/site/issues/1/assignees", {"assignees": people})

    assert [person["login"] for person in answer.json()["assignees"]] == people[:10]


def test_people_and_teams_are_asked_together(hub: Raw, pull: str) -> None:
    answer = hub.graphql(_REQUEST, p=pull, u=[_id(hub, "carl")], t=[_team(hub, "docs")], union=True)

    nodes = answer["data"]["requestReviews"]["pullRequest"]["reviewRequests"]["nodes"]
    assert [node["requestedReviewer"] for node in nodes] == [{"login": "carl"}, {"slug": "docs"}]


@pytest.mark.parametrize("union", [False, None])
def test_without_union_those_asked_before_are_replaced(hub: Raw, pull: str, union: bool | None) -> None:
    hub.act("olga", "request_review", item="acme/site#2", reviewers="carl")

    hub.graphql(_REQUEST, p=pull, u=[_id(hub, "ben")], union=union)

    assert hub.item("acme/site#2")["requests"] == ["ben"]
    assert hub.events()[-2:] == ["pull_request.review_request_removed", "pull_request.review_requested"]


def test_one_who_is_no_collaborator_fails_the_whole_request(hub: Raw, pull: str) -> None:
    hub.act("stranger", "comment", item="acme/site#1", body="Hello")

    answer = hub.graphql(_REQUEST, p=pull, u=[_id(hub, "carl"), _id(hub, "stranger")], union=True)

    assert answer["data"] == {"requestReviews": None}
    assert answer["errors"][0]["type"] == "UNPROCESSABLE"
    assert hub.item("acme/site#2")["requests"] == []


def test_one_bad_id_fails_the_whole_request(hub: Raw, pull: str) -> None:
    answer = hub.graphql(_REQUEST, p=pull, u=[_id(hub, "carl"), "U_kgDOnobody"], union=True)

    assert answer["errors"][0]["message"] == "Could not resolve to a node with the global id of 'U_kgDOnobody'"
    assert hub.item("acme/site#2")["requests"] == []


def test_rest_refuses_the_whole_request_in_githubs_words(hub: Raw, pull: str) -> None:
    body = {"reviewers": ["carl"], "team_reviewers": ["hidden"]}

    answer = hub.rest("POST", "/repos/acme/site/pulls/2/requested_reviewers", body)

    assert pull
    assert answer.status_code == 422
    assert answer.json()["message"] == (
        "Reviews may only be requested from collaborators. One or more of the users or teams you specified is not "
        "a collaborator of the acme/site repository."
    )
    assert hub.item("acme/site#2")["requests"] == []


def test_the_author_is_not_asked_for_a_review(hub: Raw) -> None:
    hub.act("carl", "open_pull_request", repo="acme/site", title="Mine", files=["a.md"])

    answer = hub.rest("POST", "/repos/acme/site/pulls/2/requested_reviewers", {"reviewers": ["carl"]})

    assert (answer.status_code, answer.json()["message"]) == (
        422,
        "Review cannot be requested from pull request author.",
    )


def test_a_review_ends_its_request_and_counts_as_the_latest(hub: Raw, pull: str) -> None:
    hub.act("olga", "request_review", item="acme/site#2", reviewers=["carl", "ben"])
    hub.act("carl", "review", item="acme/site#2", state="request_changes")
    hub.act("carl", "review", item="acme/site#2", state="approve")

    answer = hub.graphql(
        """query($p:ID!){node(id:$p){... on PullRequest{reviewDecision
             reviewRequests(first:5){nodes{requestedReviewer{... on User{login}}}}
             latestReviews(first:5){nodes{state author{login}}}
             reviews(first:5){totalCount}}}}""",
        p=pull,
    )

    assert answer["data"]["node"] == {
        "reviewDecision": "APPROVED",
        "reviewRequests": {"nodes": [{"requestedReviewer": {"login": "ben"}}]},
        "latestReviews": {"nodes": [{"state": "APPROVED", "author": {"login": "carl"}}]},
        "reviews": {"totalCount": 2},
    }


def test_the_timeline_says_who_did_what(hub: Raw, pull: str) -> None:
    hub.act("olga", "label", item="acme/site#2", labels="bug")
    hub.act("olga", "request_review", item="acme/site#2", reviewers="@acme/docs")
    hub.act("ben", "unlabel", item="acme/site#2", labels="bug")

    answer = hub.graphql(
        """query($p:ID!){node(id:$p){... on PullRequest{
             timelineItems(last:10,itemTypes:[LABELED_EVENT,UNLABELED_EVENT,REVIEW_REQUESTED_EVENT]){nodes{
               __typename
               ... on LabeledEvent{actor{login} label{name}}
               ... on UnlabeledEvent{actor{login} label{name}}
               ... on ReviewRequestedEvent{actor{login} requestedReviewer{... on Team{slug}}}}}}}}""",
        p=pull,
    )

    assert answer["data"]["node"]["timelineItems"]["nodes"] == [
        {"__typename": "LabeledEvent", "actor": {"login": "olga"}, "label": {"name": "bug"}},
        {"__typename": "ReviewRequestedEvent", "actor": {"login": "olga"}, "requestedReviewer": {"slug": "docs"}},
        {"__typename": "UnlabeledEvent", "actor": {"login": "ben"}, "label": {"name": "bug"}},
    ]


@pytest.mark.parametrize(
    ("login", "association"),
    [("olga", "MEMBER"), ("carl", "COLLABORATOR"), ("maria", "NONE")],
)
def test_an_author_stands_to_the_repository_as_github_says(hub: Raw, login: str, association: str) -> None:
    hub.act(login, "open_issue", repo="acme/site", title="Hello")

    assert hub.rest("GET", "/repos/acme/site/issues/2").json()["author_association"] == association


def test_a_newcomer_becomes_a_contributor_by_a_merge(hub: Raw, pull: str) -> None:
    assert pull
    first = hub.rest("GET", "/repos/acme/site/pulls/2").json()["author_association"]
    hub.act("carl", "merge", item="acme/site#2")
    then = hub.rest("GET", "/repos/acme/site/pulls/2").json()["author_association"]

    assert (first, then) == ("FIRST_TIME_CONTRIBUTOR", "CONTRIBUTOR")


@pytest.mark.parametrize(
    ("repo", "login", "role", "old_word"),
    [
        ("site", "carl", "write", "write"),
        ("site", "olga", "admin", "admin"),
        ("site", "maria", "read", "read"),
        ("secret", "maria", "none", "none"),
    ],
)
def test_what_somebody_may_do_is_told_by_the_role_and_by_the_old_word(
    hub: Raw, repo: str, login: str, role: str, old_word: str
) -> None:
    answer = hub.rest("GET", f"/repos/acme/{repo}/collaborators/{login}/permission")

    assert answer.status_code == 200
    assert (answer.json()["role_name"], answer.json()["permission"]) == (role, old_word)


def test_what_nobody_may_do_is_not_found(hub: Raw) -> None:
    assert hub.rest("GET", "/repos/acme/site/collaborators/nobody/permission").status_code == 404
