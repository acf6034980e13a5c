"""Forks, and what GitHub's comparison tells of them."""

from bot.sandbox.testing import Raw


def test_a_fork_is_a_copy_with_its_own_branches(hub: Raw) -> None:
    assert hub.rest("GET", "/repos/acme/site/forks").json() == []
    hub.act("maria", "fork", repo="acme/site")
    hub.act("ben", "fork", repo="acme/site")
    hub.control("clock", {"now": "2026-03-02T09:10:00Z", "running": False})
    hub.act("ben", "push_files", repo="ben/site", files={"LICENSE": "MIT"})
    ben, maria = hub.rest("GET", "/repos/acme/site/forks").json()
    assert [(each["full_name"], each["fork"]) for each in (ben, maria)] == [("ben/site", True), ("maria/site", True)]
    assert (maria["pushed_at"] <= maria["created_at"], ben["pushed_at"] > ben["created_at"]) == (True, True)
    assert (maria["license"], ben["license"]["spdx_id"]) == (None, "MIT")
    assert hub.events()[-1] == "fork"


def test_a_branch_of_a_fork_is_compared_from_where_they_parted(hub: Raw) -> None:
    hub.act("maria", "fork", repo="acme/site")
    same = hub.rest("GET", "/repos/acme/site/compare/main...maria:main").json()
    hub.act("olga", "push_files", repo="acme/site", files={"ours.md": "Ours"})
    hub.act("maria", "push_files", repo="maria/site", files={"theirs.md": "Theirs", ".github/pathways.yml": None})
    parted = hub.rest("GET", "/repos/acme/site/compare/main...maria:main").json()
    behind = hub.rest("GET", "/repos/maria/site/compare/main...main").json()
    told = [(each["status"], each["ahead_by"], each["behind_by"]) for each in (same, parted, behind)]
    assert told == [("identical", 0, 0), ("diverged", 1, 1), ("identical", 0, 0)]
    files = [(each["filename"], each["status"]) for each in parted["files"]]
    assert files == [(".github/pathways.yml", "removed"), ("theirs.md", "added")]
    assert [hub.rest("GET", f"/repos/acme/site/compare/main...{head}").status_code for head in ("no", "ben:main")] == [
        404,
        404,
    ]
