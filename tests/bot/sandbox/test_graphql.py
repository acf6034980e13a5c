"""GraphQL: names, node ids, errors, pages."""

import base64

from bot.sandbox.testing import Raw


def test_a_missing_thing_is_null_with_githubs_words(hub: Raw) -> None:
    answer = hub.graphql(
        """{ repository(owner: "acme", name: "site") {
               issue(number: 99) { id }
               pullRequest(number: 1) { id }
               issueOrPullRequest(number: 98) { __typename }
               discussion(number: 97) { id } }
             nobody: user(login: "nobody") { id }
             nothing: organization(login: "nothing") { id } }"""
    )

    assert answer["data"]["repository"] == dict.fromkeys(answer["data"]["repository"])
    assert {error["message"] for error in answer["errors"]} == {
        "Could not resolve to an Issue with the number of 99.",
        "Could not resolve to a PullRequest with the number of 1.",
        "Could not resolve to an issue or pull request with the number of 98.",
        "Could not resolve to a Discussion with the number of 97.",
        "Could not resolve to a User with the login of 'nobody'.",
        "Could not resolve to an Organization with the login of 'nothing'.",
    }
    assert {error["type"] for error in answer["errors"]} == {"NOT_FOUND"}


def test_many_nodes_come_in_order_and_each_missing_one_is_null(hub: Raw) -> None:
    known = hub.item("acme/site#1")["node_id"]

    answer = hub.graphql("query($ids:[ID!]!){nodes(ids:$ids){id}}", ids=["I_kwDOnothing", known])

    assert answer["data"] == {"nodes": [None, {"id": known}]}
    (error,) = answer["errors"]
    assert error["path"] == ["nodes", 0]
    assert error["message"] == "Could not resolve to a node with the global id of 'I_kwDOnothing'"


def test_old_and_new_node_ids_name_the_same_thing(hub: Raw) -> None:
    item = hub.item("acme/site#1")
    old = base64.b64encode(f"05:Issue{item['id']}".encode()).decode()

    answer = hub.graphql("query($i:ID!){node(id:$i){id ... on Issue{number}}}", i=old)

    assert answer == {"data": {"node": {"id": item["node_id"], "number": 1}}}


def test_a_node_id_of_another_kind_is_not_accepted(hub: Raw) -> None:
    item = hub.item("acme/site#1")
    wrong = item["node_id"].replace("I_", "PR_")

    answer = hub.graphql("query($i:ID!){node(id:$i){id}}", i=wrong)

    assert answer["data"] == {"node": None}


def test_an_unknown_field_is_refused_before_anything_runs(hub: Raw) -> None:
    answer = hub.graphql('{repository(owner:"acme",name:"site"){stars}}')

    assert "data" not in answer
    assert answer["errors"][0]["message"] == "Field 'stars' doesn't exist on type 'Repository'"
    assert answer["errors"][0]["extensions"] == {
        "code": "undefinedField",
        "typeName": "Repository",
        "fieldName": "stars",
    }


def test_records_need_boundaries_but_a_count_does_not(hub: Raw) -> None:
    without = hub.graphql('{repository(owner:"acme",name:"site"){labels{nodes{name}}}}')
    counted = hub.graphql('{repository(owner:"acme",name:"site"){labels{totalCount}}}')
    many = hub.graphql('{repository(owner:"acme",name:"site"){labels(first:101){nodes{name}}}}')

    assert without["errors"][0]["type"] == "MISSING_PAGINATION_BOUNDARIES"
    assert counted["data"]["repository"]["labels"] == {"totalCount": 2}
    assert many["errors"][0]["type"] == "EXCESSIVE_PAGINATION"


def test_more_than_a_hundred_files_are_read_page_by_page(hub: Raw) -> None:
    files = [f"docs/{number:03}.md" for number in range(250)]
    hub.act("maria", "open_pull_request", repo="acme/site", title="Many", files=files)
    query = """query($after:String){repository(owner:"acme",name:"site"){pullRequest(number:2){changedFiles additions
               files(first:100,after:$after){totalCount nodes{path} pageInfo{hasNextPage endCursor}}}}}"""
    read: list[str] = []
    after = None
    pages = 0
    while True:
        pull = hub.graphql(query, after=after)["data"]["repository"]["pullRequest"]
        read += [node["path"] for node in pull["files"]["nodes"]]
        after = pull["files"]["pageInfo"]["endCursor"]
        pages += 1
        if not pull["files"]["pageInfo"]["hasNextPage"]:
            break

    assert (pages, read) == (3, files)
    assert (pull["changedFiles"], pull["additions"], pull["files"]["totalCount"]) == (250, 250, 250)


def test_the_last_records_are_read_in_their_own_order(hub: Raw) -> None:
    for word in ("one", "two", "three"):
        hub.act("maria", "comment", item="acme/site#1", body=word)

    answer = hub.graphql('{repository(owner:"acme",name:"site"){issue(number:1){comments(last:2){nodes{body}}}}}')

    assert answer["data"]["repository"]["issue"]["comments"]["nodes"] == [{"body": "two"}, {"body": "three"}]


def test_a_file_is_read_by_its_expression(hub: Raw) -> None:
    answer = hub.graphql(
        """{repository(owner:"acme",name:"site"){
             rules: object(expression:"HEAD:.github/pathways.yml"){
               ... on Blob{text byteSize isBinary isTruncated oid}}
             none: object(expression:"HEAD:nothing.yml"){oid}
             defaultBranchRef{name}}}"""
    )

    found = answer["data"]["repository"]
    assert found["rules"] == {
        "text": "rules: []\n",
        "byteSize": 10,
        "isBinary": False,
        "isTruncated": False,
        "oid": "14ba58ba31545dff7f530b7ac5065f4f2552b620",
    }
    assert (found["none"], found["defaultBranchRef"]) == (None, {"name": "main"})


def test_of_a_long_file_graphql_tells_the_beginning_and_rest_all(hub: Raw) -> None:
    whole = "#" + "é" * 300_000
    hub.act("maria", "push_files", repo="acme/site", files={"long.txt": whole})
    answer = hub.graphql(
        """{repository(owner:"acme",name:"site"){
             object(expression:"HEAD:long.txt"){ ... on Blob{text byteSize isTruncated oid}}}}"""
    )

    told = answer["data"]["repository"]["object"]
    blob = hub.rest("GET", f"/repos/acme/site/git/blobs/{told['oid']}").json()
    assert (told["text"], told["byteSize"], told["isTruncated"]) == ("#" + "é" * 255_999, 600_001, True)
    assert base64.b64decode(blob["content"]).decode() == whole


def test_the_app_is_a_bot_without_its_suffix_and_knows_its_own_comments(hub: Raw) -> None:
    hub.act("maria", "comment", item="acme/site#1", body="Mine")
    hub.rest("POST", "/repos/acme/site/issues/1/comments", {"body": "Ours"})

    answer = hub.graphql(
        """{viewer{login} repository(owner:"acme",name:"site"){issue(number:1){
             comments(first:5){nodes{viewerDidAuthor author{__typename login}}}}}}"""
    )

    assert answer["data"]["viewer"] == {"login": "fingerpost[bot]"}
    assert answer["data"]["repository"]["issue"]["comments"]["nodes"] == [
        {"viewerDidAuthor": False, "author": {"__typename": "User", "login": "maria"}},
        {"viewerDidAuthor": True, "author": {"__typename": "Bot", "login": "fingerpost"}},
    ]


def test_a_team_shows_its_members_and_who_is_away(hub: Raw) -> None:
    answer = hub.graphql(
        """{organization(login:"acme"){team(slug:"docs"){slug members(first:10){nodes{
             login status{indicatesLimitedAvailability}}}} none: team(slug:"nothing"){id}}}"""
    )

    assert answer["data"]["organization"] == {
        "team": {
            "slug": "docs",
            "members": {"nodes": [{"login": "ben", "status": {"indicatesLimitedAvailability": True}}]},
        },
        "none": None,
    }


def test_what_is_not_a_graphql_request_is_refused(hub: Raw) -> None:
    broken = hub.http.post("/graphql", content=b"{", headers=hub.headers)

    assert (broken.status_code, broken.json()["message"]) == (400, "Problems parsing JSON")
    assert "errors" in hub.graphql("{ repository(")


def test_the_budget_is_told(hub: Raw) -> None:
    answer = hub.graphql("{rateLimit{cost limit remaining}}")

    assert answer["data"]["rateLimit"] == {"cost": 1, "limit": 5000, "remaining": 4999}
