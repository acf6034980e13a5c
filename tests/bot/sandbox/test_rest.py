"""REST: files with tags, pages, redirects, labels by name, and the addresses in answers."""

import base64

from bot.sandbox.testing import Raw


def test_a_file_that_did_not_change_is_304_and_costs_nothing(hub: Raw) -> None:
    path = "/repos/acme/site/contents/.github/pathways.yml"
    first = hub.rest("GET", path)
    again = hub.rest("GET", path, if_none_match=first.headers["etag"])
    hub.act("olga", "push_files", repo="acme/site", files={".github/pathways.yml": "rules: [x]\n"})
    changed = hub.rest("GET", path, if_none_match=first.headers["etag"])

    assert base64.b64decode(first.json()["content"]) == b"rules: []\n"
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["x-ratelimit-remaining"] == first.headers["x-ratelimit-remaining"]
    assert (changed.status_code, base64.b64decode(changed.json()["content"])) == (200, b"rules: [x]\n")


def test_a_pull_requests_version_of_a_file_is_read_by_its_sha(hub: Raw) -> None:
    hub.act("maria", "open_pull_request", repo="acme/site", title="Rules", files={".github/pathways.yml": "new\n"})
    sha = hub.item("acme/site#2")["head_sha"]

    at_head = hub.rest("GET", f"/repos/acme/site/contents/.github/pathways.yml?ref={sha}").json()
    at_main = hub.rest("GET", "/repos/acme/site/contents/.github/pathways.yml").json()
    blob = hub.rest("GET", f"/repos/acme/site/git/blobs/{at_head['sha']}").json()

    assert base64.b64decode(at_head["content"]) == base64.b64decode(blob["content"]) == b"new\n"
    assert base64.b64decode(at_main["content"]) == b"rules: []\n"


def test_a_renamed_repository_is_found_by_its_old_name(hub: Raw) -> None:
    node = hub.item("acme/site#1")["node_id"]
    number = hub.rest("GET", "/repos/acme/site").json()["id"]
    hub.act("olga", "rename_repository", repo="acme/site", name="home")

    moved = hub.rest("GET", "/repos/acme/site/labels?per_page=1")
    wrote = hub.rest("POST", "/repos/acme/site/issues/1/labels", {"labels": ["bug"]})
    followed = hub.http.get(moved.headers["location"], headers=hub.headers)

    assert moved.status_code == 301
    assert moved.headers["location"] == f"{hub.running.url}/repositories/{number}/labels?per_page=1"
    assert wrote.status_code == 307
    assert len(followed.json()) == 1
    assert hub.graphql("query($i:ID!){node(id:$i){... on Issue{repository{nameWithOwner}}}}", i=node) == {
        "data": {"node": {"repository": {"nameWithOwner": "acme/home"}}}
    }
    assert hub.graphql('{repository(owner:"acme",name:"site"){name}}')["data"] == {"repository": {"name": "home"}}


def test_lists_come_in_pages_that_link_to_each_other(hub: Raw) -> None:
    for number in range(5):
        hub.act("maria", "comment", item="acme/site#1", body=str(number))

    first = hub.rest("GET", "/repos/acme/site/issues/1/comments?per_page=2")
    last = hub.http.get(first.links["last"]["url"], headers=hub.headers)

    assert [comment["body"] for comment in first.json()] == ["0", "1"]
    assert first.links["next"]["url"] == f"{hub.running.url}/repos/acme/site/issues/1/comments?per_page=2&page=2"
    assert [comment["body"] for comment in last.json()] == ["4"]
    assert "next" not in last.links


def test_a_label_is_found_in_any_case_and_a_new_name_makes_one(hub: Raw) -> None:
    answer = hub.rest("POST", "/repos/acme/site/issues/1/labels", {"labels": ["BUG", "brand new"]})

    assert [(label["name"], label["color"]) for label in answer.json()] == [("bug", "ededed"), ("brand new", "ededed")]
    assert hub.rest("GET", "/repos/acme/site/labels/Brand%20New").status_code == 200
    assert (
        hub.rest("DELETE", "/repos/acme/site/issues/1/labels/needs%20triage").json()["message"]
        == "Label does not exist"
    )


def test_a_label_that_exists_in_another_case_cannot_be_made(hub: Raw) -> None:
    answer = hub.rest("POST", "/repos/acme/site/labels", {"name": "Bug", "color": "00ff00"})

    assert answer.status_code == 422
    assert answer.json()["message"] == "Validation Failed"
    assert answer.json()["errors"] == [{"resource": "Label", "field": "name", "code": "already_exists"}]


def test_a_comment_that_is_too_long_is_refused(hub: Raw) -> None:
    answer = hub.rest("POST", "/repos/acme/site/issues/1/comments", {"body": "x" * 65_537})

    assert answer.status_code == 422
    assert answer.json()["message"] == "Validation Failed"
    assert answer.json()["errors"] == [
        {
            "resource": "IssueComment",
            "code": "unprocessable",
            "field": "data",
            "message": "Body is too long (maximum is 65536 characters)",
        }
    ]


def test_addresses_carry_the_host_by_which_the_caller_came(hub: Raw) -> None:
    plain = hub.rest("GET", "/repos/acme/site").json()
    enterprise = hub.rest("GET", "/api/v3/repos/acme/site").json()

    assert plain["url"] == f"{hub.running.url}/repos/acme/site"
    assert enterprise["url"] == f"{hub.running.url}/api/v3/repos/acme/site"
    graphql = hub.http.post("/api/graphql", json={"query": "{viewer{login}}"}, headers=hub.headers)
    assert graphql.json() == {"data": {"viewer": {"login": "fingerpost[bot]"}}}


def test_a_check_is_begun_and_finished(hub: Raw) -> None:
    hub.act("maria", "open_pull_request", repo="acme/site", title="Rules", files=["a.md"])
    sha = hub.item("acme/site#2")["head_sha"]

    run = hub.rest("POST", "/repos/acme/site/check-runs", {"name": "rules", "head_sha": sha, "status": "in_progress"})
    done = hub.rest("PATCH", f"/repos/acme/site/check-runs/{run.json()['id']}", {"conclusion": "success"})
    listed = hub.rest("GET", f"/repos/acme/site/commits/{sha}/check-runs").json()

    assert (run.status_code, run.json()["conclusion"]) == (201, None)
    assert (done.json()["status"], done.json()["conclusion"]) == ("completed", "success")
    assert listed["total_count"] == 1


def test_a_file_is_proposed_by_branch_and_pull_request(hub: Raw) -> None:
    sha = hub.rest("GET", "/repos/acme/site/git/ref/heads/main").json()["object"]["sha"]
    branch = hub.rest("POST", "/repos/acme/site/git/refs", {"ref": "refs/heads/setup", "sha": sha})
    text = base64.b64encode(b"new: true\n").decode()
    put = hub.rest("PUT", "/repos/acme/site/contents/a.yml", {"message": "Add", "content": text, "branch": "setup"})
    pull = hub.rest("POST", "/repos/acme/site/pulls", {"title": "Set up", "head": "setup", "base": "main"})
    files = hub.rest("GET", f"/repos/acme/site/pulls/{pull.json()['number']}/files").json()

    assert (branch.status_code, put.status_code, pull.status_code) == (201, 201, 201)
    assert [(file["filename"], file["status"]) for file in files] == [("a.yml", "added")]


def test_asking_for_the_limit_costs_nothing(hub: Raw) -> None:
    first = hub.rest("GET", "/rate_limit").json()["resources"]["core"]["remaining"]
    second = hub.rest("GET", "/rate_limit").json()["resources"]["core"]["remaining"]

    assert first == second == 5000


def test_what_is_not_there_is_not_found(hub: Raw) -> None:
    paths = ["/repos/acme/nothing", "/repos/acme/site/issues/99", "/nothing", "/repos/acme/site/contents/none.md"]

    assert [hub.rest("GET", path).status_code for path in paths] == [404] * 4
    assert hub.http.get("/repos/acme/site/labels").json()["message"] == "Requires authentication"
