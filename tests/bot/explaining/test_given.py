"""What a person may say of an item, in which words, and what is said back when it is none of them."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.explaining.given import FACTS, FactsError, read_facts
from rules.facts import UNKNOWN, Candidate, Changer, Facts, Member, Person, Review
from rules.forms import Form

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


def refused(document: Any) -> list[str]:
    with pytest.raises(FactsError) as caught:
        read_facts(document)
    return [str(mistake) for mistake in caught.value.mistakes]


def test_what_is_not_said_is_unknown() -> None:
    assert read_facts({}) == Facts()


def test_every_fact_that_a_person_may_write_is_taken() -> None:
    said = read_facts(
        {
            "kind": "pull_request",
            "number": 7,
            "title": "Fix",
            "body": "",
            "state": "open",
            "draft": False,
            "author": "@alice",
            "actor": {"login": "bob", "association": "member"},
            "labels": ["bug"],
            "assignees": ["bob"],
            "milestone": None,
            "files": ["a.py"],
            "head": "fix",
            "base": "main",
            "additions": 3,
            "deletions": 0,
            "reviews": [{"author": "bob", "state": "approved"}],
            "comments": 1,
            "reactions": 0,
            "stage": "Drafting",
            "fields": {"Media": "article"},
            "locked": True,
            "checks": "success",
            "check_runs": {"build": "Failure"},
            "linked": 2,
            "human_at": "2026-01-30",
            "codeowners": "* @alice",
            "documents": {"OWNERS": "* @bob"},
            "forms": {"bug.yml": "name: Bug\nbody: []", "config.yml": "a: b"},
            "event_label": "bug",
            "event_comment": None,
            "created_at": "2026-01-31",
            "updated_at": "2026-01-31T09:00:00Z",
            "now": "2026-01-31T09:00:00+02:00",
            "repo": "acme/widgets",
            "requested": ["bob"],
            "people": [{"login": "carol", "roles": ["editor"]}],
            "teams": {"acme/docs": ["carol"]},
            "undone": [{"label": "Bug"}],
            "sections": {"welcome": "Hello"},
        }
    )
    assert said == Facts(
        kind="pull_request",
        number=7,
        title="Fix",
        body="",
        state="open",
        draft=False,
        author=Person(login="alice"),
        actor=Person(login="bob", association="MEMBER", new=False),
        labels=("bug",),
        assignees=("bob",),
        milestone=None,
        files=("a.py",),
        head="fix",
        base="main",
        additions=3,
        deletions=0,
        reviews=(Review(author="bob", state="APPROVED"),),
        comments=1,
        reactions=0,
        stage="Drafting",
        fields={"Media": "article"},
        locked=True,
        checks="success",
        check_runs={"build": "failure"},
        linked=2,
        human_at=datetime(2026, 1, 30, tzinfo=UTC),
        codeowners="* @alice",
        documents={"OWNERS": "* @bob"},
        forms=(Form(path=".github/ISSUE_TEMPLATE/bug.yml", name="Bug"),),
        event_label="bug",
        event_comment=None,
        created_at=datetime(2026, 1, 31, tzinfo=UTC),
        updated_at=datetime(2026, 1, 31, 9, tzinfo=UTC),
        now=datetime(2026, 1, 31, 9, tzinfo=timezone(timedelta(hours=2))),
        repo="acme/widgets",
        requested=("bob",),
        people=(Member(login="carol", roles=("editor",)),),
        teams={"acme/docs": ("carol",)},
        undone=frozenset({("label", "bug")}),
        sections={"welcome": "Hello"},
    )


def test_what_stands_alone_is_a_list_of_one() -> None:
    assert read_facts({"labels": "bug", "files": "a.py"}) == Facts(labels=("bug",), files=("a.py",))


@pytest.mark.parametrize(
    ("author", "person"),
    [
        ("dependabot[bot]", Person(login="dependabot[bot]", bot=True, new=False)),
        ({"login": "a", "new": True}, Person(login="a", new=True)),
        ({"login": "a", "association": "CONTRIBUTOR"}, Person(login="a", association="CONTRIBUTOR", new=False)),
        ({"login": "a", "association": "none"}, Person(login="a", association="NONE")),
        ({"login": "a", "association": "owner", "new": True}, Person(login="a", association="OWNER", new=True)),
        (
            {"login": "a", "roles": "editor", "may": ["triage"]},
            Person(login="a", roles=("editor",), may=frozenset({"triage"})),
        ),
    ],
)
def test_a_person_is_a_login_or_what_is_known_of_them(author: Any, person: Person) -> None:
    assert read_facts({"author": author}) == Facts(author=person)


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ({"lables": ["bug"]}, "there is no fact `lables`; did you mean `labels`?"),
        ({"title": 3}, '`title` takes a text, not 3; quote it: "3"'),
        ({"title": None}, "`title` takes a text, not nothing"),
        ({"draft": "yes"}, "`draft` takes true or false, not “yes”"),
        ({"number": "7"}, "`number` takes a whole number, not “7”"),
        ({"number": True}, "`number` takes a whole number, not true"),
        ({"number": 10**40}, f"`number` takes a whole number, not {10**40}"),
        ({"labels": None}, "`labels` takes a list, not nothing; write [] for none"),
        ({"labels": ["bug", 3]}, '`labels.2` takes a text, not 3; quote it: "3"'),
        ({"labels": {"bug": True}}, "`labels` takes a text, not a mapping"),
        ({"kind": "pull request"}, "`kind` takes issue, pull_request or discussion, not “pull request”;"),
        ({"state": "opne"}, "`state` takes open, closed or merged, not “opne”; did you mean `open`?"),
        ({"created_at": "soon"}, "`created_at` takes a date or time, not “soon”; write 2026-01-31 or"),
        ({"created_at": 2026}, "`created_at` takes a date or time, not 2026;"),
        ({"now": "0001-01-01T00:00:00+14:00"}, "`now` takes a date or time, not “0001-01-01T00:00:00+14:00”;"),
        ({"author": 3}, "`author` takes a GitHub login, not 3"),
        ({"author": {"new": True}}, "`author` takes a login, or {login, association, new, roles}, not a mapping"),
        ({"author": {"login": "a", "nwe": True}}, "`author` has no `nwe`; did you mean `new`?"),
        ({"author": {"login": "a", "new": 1}}, "`author.new` takes true or false, not 1"),
        ({"author": {"login": "a", "association": "membr"}}, "`author.association` takes owner, member,"),
        ({"reviews": ["alice"]}, "`reviews.1` takes {author, state}, not “alice”"),
        ({"reviews": [{"author": "a", "state": "ok"}]}, "`reviews.1.state` takes approved, changes_requested,"),
        ({"teams": ["a"]}, "`teams` takes names with values, not a list"),
        (["labels"], "facts are names with values, not a list; write `labels: [bug]`"),
        ("labels", "facts are names with values, not “labels”;"),
    ],
)
def test_a_mistake_names_the_fact_and_what_it_takes(document: Any, told: str) -> None:
    (mistake,) = refused(document)
    assert mistake[: len(told)] == told


def test_every_mistake_is_told_at_once_with_its_place() -> None:
    with pytest.raises(FactsError) as caught:
        read_facts({"lables": [], "title": "fine", "reviews": [{"author": "a", "state": 1}]})
    assert [(each.path, each.key) for each in caught.value.mistakes] == [
        (("lables",), True),
        (("reviews", 0, "state"), False),
    ]


def test_a_document_full_of_mistakes_is_refused_without_reading_all_of_it() -> None:
    assert len(refused({f"fact {number}": None for number in range(10_000)})) == 20


def test_a_long_value_is_not_thrown_back_whole() -> None:
    assert refused({"draft": "x" * 10_000}) == [f"`draft` takes true or false, not “{'x' * 60}…”"]


@given(st.dictionaries(st.sampled_from(sorted(FACTS)), ANYTHING, max_size=4))
def test_whatever_is_written_is_taken_or_refused_in_words(document: dict[str, Any]) -> None:
    try:
        facts = read_facts(document)
        left = {name for name in document if getattr(facts, name) is UNKNOWN}
    except FactsError as error:
        left = {mistake.path[0] for mistake in error.mistakes} - document.keys()
    assert left == set()


def test_people_are_told_as_the_people_file_tells_them() -> None:
    told = read_facts({"people": [{"github": "@carol", "country": "at"}, {"login": "bob", "capacity": 2}]})
    assert told.people == (Member(login="carol", country="AT"), Member(login="bob", capacity=2))
    with pytest.raises(FactsError) as caught:
        read_facts({"people": [{"github": "carol"}, {"github": "bob", "country": "UK"}]})
    assert [(wrong.path, wrong.message, wrong.help) for wrong in caught.value.mistakes] == [
        (("people",), "`people` takes entries of the people file, not a list", "2.country: `UK` is no country's code")
    ]


def test_those_who_may_be_chosen_are_told_by_login() -> None:
    told = read_facts({"candidates": {"Carol": {"open_items": 3}, "bob": {"limited": True, "id": 7}}})
    assert told.candidates == {"carol": Candidate(open_items=3, id=0), "bob": Candidate(limited=True, id=7)}


def test_how_often_people_changed_files_is_told_by_login_and_path() -> None:
    told = read_facts({"changers": {"ben": {"docs/a.md": 1}, "Ada": {"docs/a.md": 2, "docs/b.md": 1}}})
    assert told.changers == (
        Changer(login="Ada", files={"docs/a.md": 2, "docs/b.md": 1}),
        Changer(login="ben", files={"docs/a.md": 1}),
    )
