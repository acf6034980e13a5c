"""What people say where they decide: read page by page, the bot's own comments apart."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.github.answer import Answer
from bot.github.talk import MOST, read_talk
from bot.item import ItemRef
from bot.voting.telling import digest_of
from rules.facts import UNKNOWN
from rules.votes import Talk

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
VOTE = "<!-- fingerpost:vote Ask%2F0%401 -->\nIs it so?"


class Pages:
    """A GitHub that gives one page after the other, whatever it is asked."""

    def __init__(self, *pages: Any) -> None:
        self.pages, self.asked = list(pages), list[dict[str, Any]]()

    async def read(self, _installation: int, parts: Any, _deliveries: Any = ()) -> Answer:
        [part] = parts
        self.asked.append({name: value for name, (_, value) in part.variables.items()})
        return Answer({part.alias: self.pages.pop(0)})


def item(kind: str) -> ItemRef:
    return ItemRef(installation=1, repo_id=2, repo_node="R_2", repo="acme/garden", number=7, node="I_7", kind=kind)


def comment(name: str, body: str, login: str | None = "ada", *, ours: bool = False, **more: Any) -> dict[str, Any]:
    author = {"__typename": "User", "login": login} if login else None
    told = {"id": name, "author": author, "body": body, "createdAt": NOON.isoformat(), "lastEditedAt": None}
    return told | {"viewerDidAuthor": ours} | more


def page(field: str, *nodes: Any, after: str | None = None) -> dict[str, Any]:
    return {field: {"nodes": list(nodes), "pageInfo": {"hasNextPage": bool(after), "endCursor": after}}}


async def read(github: Pages, kind: str = "issue", since: datetime | None = NOON, running: str = "") -> Any:
    return await read_talk(github, item(kind), since, running, ())  # type: ignore[arg-type]  # it reads


async def test_all_pages_are_read_and_our_own_comments_are_known_by_their_sign() -> None:
    first = page(
        "timelineItems",
        comment("IC_0", "Hello.", ours=True),
        comment("IC_1", VOTE, ours=True),
        comment("IC_2", "+1"),
        after="c1",
    )
    second = page("timelineItems", comment("IC_3", VOTE, ours=True), comment("IC_4", VOTE, "eve"))
    github = Pages(first, second)
    talk = await read(github)
    assert [remark.login for remark in talk.remarks] == ["ada", "eve"]
    assert (talk.posted["Ask/0@1"].id, talk.posted["Ask/0@1"].digest, talk.doubles) == (
        "IC_1",
        digest_of(VOTE),
        ("IC_3",),
    )
    assert [(asked["after"], asked["since"]) for asked in github.asked] == [
        (None, NOON.isoformat()),
        ("c1", NOON.isoformat()),
    ]


async def test_the_reactions_to_the_decision_that_is_open_are_read() -> None:
    thumbs = [
        {"content": content, "createdAt": NOON.isoformat(), "user": {"login": login} if login else None}
        for content, login in (("THUMBS_UP", "bo"), ("THUMBS_DOWN", "cy"), ("HEART", "dee"), ("THUMBS_UP", None))
    ]
    said = page("timelineItems", comment("IC_1", VOTE, ours=True))
    github = Pages(said, page("reactions", *thumbs))
    talk = await read(github, running="Ask/0@1")
    assert [(one.login, one.text) for one in talk.posted["Ask/0@1"].reactions] == [("bo", "+1"), ("cy", "-1")]
    assert github.asked[1] == {"subject": "IC_1", "after": None}


async def test_replies_in_discussions_are_said_too() -> None:
    few = page("replies", comment("DC_2", "+1", "bo"))
    many = page("replies", comment("DC_4", "+1", "cy"), after="r1")
    said = page("comments", comment("DC_1", "-1", **few), comment("DC_3", "Hm.", "dee", **many))
    github = Pages(said, page("replies", comment("DC_4", "+1", "cy"), comment("DC_5", "+1", "eve")))
    talk = await read(github, "discussion", None)
    assert [remark.login for remark in talk.remarks] == ["ada", "bo", "dee", "cy", "eve"]
    assert github.asked[1] == {"subject": "DC_3", "after": None}


async def test_a_deleted_account_is_nobody_and_an_edit_is_known() -> None:
    said = page("timelineItems", comment("IC_1", "+1", None, lastEditedAt=NOON.isoformat()))
    [remark] = (await read(Pages(said))).remarks
    assert (remark.login, remark.edited_at) == ("ghost", NOON)


async def test_nothing_said_is_known_to_be_nothing() -> None:
    assert await read(Pages(page("timelineItems")), running="Ask/0@1") == Talk()


@pytest.mark.parametrize(
    ("kind", "pages", "running"),
    [
        ("issue", [{}], ""),
        ("issue", [None], ""),
        ("issue", [page("timelineItems", comment("IC_1", VOTE, ours=True)), {}], "Ask/0@1"),
        ("discussion", [page("comments", comment("DC_1", "-1", **page("replies", after="r1"))), {}], ""),
        ("issue", [page("timelineItems", *[comment("IC_1", "+1")] * MOST, after="c1")], ""),
    ],
)
async def test_what_cannot_be_told_as_a_whole_is_not_known(kind: str, pages: list[Any], running: str) -> None:
    assert await read(Pages(*pages), kind, running=running) is UNKNOWN
