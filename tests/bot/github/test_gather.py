"""Facts from GitHub: exactly those that are wanted; a part that fails leaves its facts unknown."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from bot.errors import Gone, PermissionMissing, Retryable
from bot.github import gather as module
from bot.github.answer import Answer
from bot.github.author import author_of
from bot.github.document import Fault
from bot.github.gather import Question, gather
from bot.github.names import Names
from rules.facts import UNKNOWN, Review
from rules.language import load

US = "fingerpost[bot]"
BOOK = load("""
project: {purpose: We mend}
board: {project: 1, stages: {Triage: {}, Done: {}}}
rules: [{name: a, do: [{label: b}]}]
""")
CORE = frozenset({"labels"})


async def look(github: Any, item: Any, needs: frozenset[str] = CORE, **more: Any) -> Any:
    return await gather(github.graphql, Question(item, needs, BOOK, US, **more))


def opened(github: Any, verb: str, login: str = "newcomer", **what: Any) -> Any:
    """A new item's address."""
    made = github.act(login, verb, repo="orchard/tools", title="It breaks", **what)
    kind = {"open_issue": "issue", "open_pull_request": "pull_request", "open_discussion": "discussion"}[verb]
    return github.item(made["number"], kind=kind)


def says(github: Any, item: Any, body: str, *, ours: bool = True) -> str:
    """A comment, by the bot or by a person; gives its id."""
    if not ours:
        return str(github.act("newcomer", "comment", item=str(item), body=body)["node_id"])
    return str(github.act(US, "comment", item=str(item), body=body)["node_id"])


async def test_an_issue_tells_its_core(github: Any) -> None:
    found = await look(github, github.item())
    facts = found.facts
    told = (facts.kind, facts.repo, facts.number, facts.title, facts.body, facts.state, facts.draft)
    assert told == ("issue", "orchard/tools", 1, "It breaks", "Often.", "open", False)
    assert (facts.labels, facts.assignees, facts.milestone, facts.comments) == (("bug",), (), "Spring", 0)
    assert isinstance(facts.created_at, datetime)
    assert facts.created_at.tzinfo is not None
    assert (facts.author.login, facts.author.association, facts.author.bot) == ("newcomer", "NONE", False)
    assert found.url.endswith("/orchard/tools/issues/1")


async def test_what_was_not_asked_for_is_unknown(github: Any) -> None:
    facts = (await look(github, github.item())).facts
    names = ("files", "reviews", "requested", "undone", "sections", "stage", "head", "additions")
    assert {name: getattr(facts, name) for name in names} == dict.fromkeys(names, UNKNOWN)
    assert facts.author.new is UNKNOWN
    assert (facts.card, facts.silenced) == (None, False)


async def test_a_pull_request_tells_its_branches_files_and_reviews(github: Any) -> None:
    item = opened(github, "open_pull_request", "ben", files=["a.py", "docs/b.md"], branches={"draft": True})
    github.act("ben", "request_review", item=str(item), reviewers=["cem", "@orchard/docs"])
    github.act("ada", "review", item=str(item), state="request_changes")
    github.act("ada", "review", item=str(item), state="approve")
    facts = (await look(github, item, frozenset({"files", "reviews", "requested"}))).facts
    assert (facts.draft, facts.base, facts.files) == (True, "main", ("a.py", "docs/b.md"))
    assert facts.reviews == (Review(author="ada", state="APPROVED"),)
    assert sorted(facts.requested) == ["cem", "orchard/docs"]
    assert isinstance(facts.additions, int)


@pytest.mark.parametrize(("count", "asked"), [(100, 1), (101, 2), (250, 3)])
async def test_many_files_are_asked_for_page_by_page(github: Any, count: int, asked: int) -> None:
    item = opened(github, "open_pull_request", "ben", files=[f"f{n}.py" for n in range(count)])
    found = await look(github, item, frozenset({"files"}))
    assert (len(set(found.facts.files)), github.asked) == (count, asked)


async def test_files_beyond_the_limit_are_not_asked_for(github: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_FILES", 150)
    item = opened(github, "open_pull_request", "ben", files=[f"f{n}.py" for n in range(250)])
    assert len((await look(github, item, frozenset({"files"}))).facts.files) == 200


async def test_a_discussion_tells_its_core_and_has_no_timeline(github: Any) -> None:
    item = opened(github, "open_discussion")
    github.act("ada", "close", item=str(item))
    facts = (await look(github, item, frozenset({"undone", "sections"}))).facts
    assert (facts.kind, facts.state, facts.undone, facts.sections) == ("discussion", "closed", frozenset(), {})


async def test_what_people_undid_is_told(github: Any) -> None:
    github.act("ada", "unlabel", item="orchard/tools#1", labels="bug")
    facts = (await look(github, github.item(), frozenset({"undone"}))).facts
    assert facts.undone == {("label", "bug")}


async def test_a_deleted_item_is_gone(github: Any) -> None:
    item = github.item()
    github.act("ada", "delete_item", item=str(item))
    with pytest.raises(Gone, match="orchard/tools#1 does not exist any more"):
        await look(github, item)


async def test_a_node_of_another_kind_is_gone(github: Any) -> None:
    with pytest.raises(Gone):
        await look(github, replace(github.item(), kind="discussion"))


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (None, Gone),
        (Fault("NOT_FOUND", "Could not resolve"), Gone),
        (Fault("FORBIDDEN", "Resource not accessible"), PermissionMissing),
        (Fault("", "Something went wrong"), Retryable),
    ],
)
def test_an_item_that_is_not_told_is_gone_only_where_github_says_so(
    github: Any, fault: Fault | None, error: type[Exception]
) -> None:
    assert type(module._absent(fault, github.item())) is error


# Who is new


async def test_an_authors_history_is_asked_for_where_it_is_wanted(github: Any) -> None:
    found = await look(github, github.item(), frozenset({"author.new"}), author="newcomer")
    assert (found.facts.author.new, github.asked) == (True, 1)


@pytest.mark.parametrize(("numbers", "new"), [([], True), ([2], True), ([1], False), ([None, 1], False)])
def test_who_has_an_earlier_item_is_not_new(numbers: list[int | None], new: bool) -> None:
    node = {"author": {"__typename": "User", "login": "newcomer"}, "authorAssociation": "NONE", "number": 2}
    earlier = {"nodes": [number and {"number": number} for number in numbers]}
    person = author_of(node, Answer({"earlier": earlier}), None)
    assert person.new is new


@pytest.mark.parametrize(("known", "new"), [(True, False), (None, UNKNOWN)])
async def test_an_author_who_is_known_is_not_asked_about(github: Any, known: bool | None, new: Any) -> None:
    found = await look(github, github.item(), frozenset({"author.new"}), known_person=known)
    assert found.facts.author.new is new


async def test_a_member_is_never_new(github: Any) -> None:
    item = opened(github, "open_issue", "ada")
    assert (await look(github, item, frozenset({"author.new"}), author="ada")).facts.author.new is False


def test_a_bot_is_never_new() -> None:
    node = {"author": {"__typename": "Bot", "login": "renovate"}, "authorAssociation": "NONE", "number": 1}
    person = author_of(node, Answer({}), None)
    assert (person.login, person.bot, person.new) == ("renovate[bot]", True, False)


def test_an_author_who_left_is_a_ghost() -> None:
    person = author_of({"author": None, "number": 1}, Answer({}), None)
    assert (person.login, person.association, person.new) == ("ghost", "NONE", UNKNOWN)


# The bot's own comment

MARKED = "<!-- fingerpost -->\n<!-- fingerpost:section a -->\nHello.\n"


@pytest.mark.parametrize("verb", ["open_issue", "open_pull_request", "open_discussion"])
async def test_our_comment_is_known_by_marker_and_by_authorship(github: Any, verb: str) -> None:
    item = opened(github, verb)
    says(github, item, MARKED.replace("Hello", "A copy"), ours=False)
    says(github, item, "Something else of ours")
    mine = says(github, item, MARKED)
    double = says(github, item, MARKED)
    found = await look(github, item, frozenset({"sections"}))
    assert (found.facts.sections, found.comment, found.doubles) == ({"a": "Hello."}, mine, (double,))


async def test_without_a_comment_of_ours_there_are_no_sections(github: Any) -> None:
    found = await look(github, github.item(), frozenset({"sections"}))
    assert (found.facts.sections, found.facts.silenced, found.comment) == ({}, False, None)


async def test_a_known_comment_is_asked_for_by_its_id(github: Any) -> None:
    item = github.item()
    mine = says(github, item, MARKED)
    found = await look(github, item, frozenset({"sections"}), comment=mine)
    assert (found.facts.sections, found.facts.silenced, found.comment) == ({"a": "Hello."}, False, mine)
    unasked = await look(github, item, CORE, comment=mine)
    assert (unasked.facts.sections, unasked.comment) == (UNKNOWN, mine)


async def test_a_known_comment_that_is_gone_was_deleted_by_a_person(github: Any) -> None:
    item = github.item()
    made = github.act(US, "comment", item=str(item), body=MARKED)
    github.act("ada", "delete_comment", comment=made["id"])
    found = await look(github, item, frozenset({"sections"}), comment=made["node_id"])
    assert (found.facts.sections, found.facts.silenced, found.comment) == ({}, True, made["node_id"])


def test_a_known_comment_that_could_not_be_told_is_unknown(github: Any) -> None:
    question = Question(github.item(), frozenset({"sections"}), BOOK, US, comment="IC_1")
    answer = Answer({"comment": None}, (Fault("", "Something went wrong", ("comment",)),))
    assert module._comments(question, {}, answer) is None


# The card


async def test_a_card_tells_its_column_and_so_the_stage(github: Any) -> None:
    item, names = github.item(), Names(github.graphql, github.clock)
    assert BOOK.board
    board = await names.board(item, BOOK.board)
    needs = frozenset({"card", "stage"})
    absent = (await look(github, item, needs, board=board)).facts
    assert (absent.card, absent.stage, absent.board) == (None, None, board.facts)
    github.act("ada", "add_card", item=str(item))
    bare = (await look(github, item, needs, board=board)).facts
    assert (bare.card.status, bare.stage) == (None, None)
    github.act("ada", "move_card", item=str(item), option="Done")
    github.act("ada", "archive_card", item=str(item))
    moved = (await look(github, item, needs, board=board)).facts
    assert (moved.card.status, moved.card.archived, moved.stage) == ("Done", True, "Done")


async def test_where_the_card_was_not_asked_for_neither_it_nor_the_stage_is_known(github: Any) -> None:
    item, names = github.item(), Names(github.graphql, github.clock)
    assert BOOK.board
    facts = (await look(github, item, CORE, board=await names.board(item, BOOK.board))).facts
    assert (facts.card, facts.stage) == (UNKNOWN, UNKNOWN)


async def test_without_a_usable_board_a_label_tells_the_stage(github: Any) -> None:
    item, names = github.item(), Names(github.graphql, github.clock)
    assert BOOK.board
    board = await names.board(item, BOOK.board.model_copy(update={"project": 7}))
    github.act("ada", "create_label", repo="orchard/tools", name="stage/Done")
    github.act("ada", "label", item=str(item), labels="stage/Done")
    facts = (await look(github, item, frozenset({"stage"}), board=board)).facts
    assert (facts.card, facts.stage) == (None, "Done")
