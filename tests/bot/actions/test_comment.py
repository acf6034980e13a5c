"""`comment` says what does not stand yet, once everything else is settled."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.action import Target, Write
from bot.actions import VERBS
from bot.actions.comment import Say
from bot.plan import Occasion, make_plan
from bot.writing.comment import MOST_CHARACTERS, sections_of
from rules.facts import UNKNOWN, Facts, Person
from rules.language import load

Decide = Callable[..., tuple[list[dict[str, Any]], list[str]]]


def says(body: str) -> dict[str, Any]:
    return {"do": "comment", "body": body}


def test_what_does_not_stand_yet_is_said(decide: Decide, issue: Facts) -> None:
    assert decide([{"comment": "Thank you, {author|mention}!"}], issue) == ([says("Thank you, @alice!")], [])
    other = issue.but(sections={"R": "Thank you!"})
    assert decide([{"comment": "Thank you, {author|mention}!"}], other) == ([says("Thank you, @alice!")], [])


def test_what_stands_is_not_said_again(decide: Decide, issue: Facts) -> None:
    standing = issue.but(sections={"R": "Thank you, @alice!"})
    assert decide([{"comment": "Thank you, {author|mention}!"}], standing) == ([], [])


def test_it_is_said_after_the_assignment_whatever_the_order_of_the_goals(decide: Decide, issue: Facts) -> None:
    assert decide([{"comment": "Ask {assignee}."}, {"assign": ["bob", "carol"]}], issue) == (
        [{"do": "assign", "assignees": ["bob", "carol"]}, says("Ask bob, carol.")],
        [],
    )


def test_a_sentence_with_an_empty_value_is_left_out_and_nothing_is_said_where_all_are(
    decide: Decide, issue: Facts
) -> None:
    assert decide([{"comment": "Ask {assignee}. Thank you!"}], issue) == ([says("Thank you!")], [])
    assert decide([{"comment": "Ask {assignee}. It is for {milestone}."}], issue) == (
        [],
        ["comment: every sentence holds an empty value, so there is nothing to say"],
    )


def test_a_comment_that_a_person_deleted_is_not_written_again(decide: Decide, issue: Facts) -> None:
    assert decide([{"comment": "Hello."}], issue.but(silenced=True)) == (
        [],
        ["comment: a person deleted the bot's comment"],
    )


def test_unknown_sections_never_act_and_say_so(decide: Decide, issue: Facts) -> None:
    assert decide([{"comment": "Hello."}], issue.but(sections=Facts().sections)) == (
        [],
        ["comment: not known: sections"],
    )


MESSAGES = {"hello": {"en": "Hello.", "pt": "Olá.", "de-AT": "Servus."}, "plain": "Good day."}


@pytest.mark.parametrize(
    ("said", "language", "body"),
    [
        ({"say": "plain"}, "de", "Good day."),
        ({"say": "plain", "in": "fr"}, "de", "Good day."),
        ({"say": "hello"}, "en", "Hello."),
        ({"say": "hello", "in": "pt-BR"}, "en", "Olá."),
        ({"say": "hello", "in": "DE-at"}, "en", "Servus."),
        ({"say": "hello", "in": "fr"}, "pt-PT", "Olá."),
        ({"say": "hello", "in": "{milestone}"}, "fr", "Hello."),
    ],
)
def test_a_message_is_said_in_the_nearest_language(
    decide: Decide, issue: Facts, said: dict[str, str], language: str, body: str
) -> None:
    file = {"project": {"purpose": "Tests", "language": language}, "messages": MESSAGES}
    assert decide([{"comment": said}], issue, file=file) == ([says(body)], [])


def test_a_message_is_said_in_the_language_of_the_item_unless_another_is_asked_for(
    decide: Decide, issue: Facts
) -> None:
    file = {"translations": {"languages": ["en", "pt-BR"]}, "messages": MESSAGES}
    theirs = issue.but(labels=("lang/pt-BR",))
    assert decide([{"comment": {"say": "hello"}}], theirs, file=file) == ([says("Olá.")], [])
    assert decide([{"comment": {"say": "hello", "in": "{language}"}}], theirs, file=file) == ([says("Olá.")], [])
    assert decide([{"comment": {"say": "hello", "in": "en"}}], theirs, file=file) == ([says("Hello.")], [])
    assert decide([{"comment": {"say": "hello"}}], issue.but(labels=UNKNOWN), file=file) == (
        [],
        ["comment: not known: labels"],
    )


def test_a_message_that_is_not_written_is_told(decide: Decide, issue: Facts) -> None:
    expected: Any = ([], ["comment: there is no message welcome under `messages`"])
    assert decide([{"comment": {"say": "welcome"}}], issue) == expected


def test_only_what_was_found_is_said(decide: Decide, issue: Facts) -> None:
    comment = [{"comment": {"text": "Hello. See {milestone}.", "only_if": "found"}}]
    assert decide(comment, issue) == ([], ["comment: nothing was found to say"])
    assert decide(comment, issue.but(milestone="2")) == ([says("Hello. See 2.")], [])


def test_no_more_is_said_than_the_file_allows(decide: Decide, issue: Facts) -> None:
    file = {"limits": {"comments_per_item": 1}}
    why = "comment: the bot says 1 things on one item at most, by `limits.comments_per_item`"
    assert decide([{"comment": "Hello."}], issue.but(sections={"Other": "Hm."}), file=file) == ([], [why])
    assert decide([{"comment": "Hello."}], issue.but(sections={"R": "Hm."}), file=file) == ([says("Hello.")], [])
    assert decide([{"comment": "Hello."}], issue, file=file) == ([says("Hello.")], [])


@pytest.mark.parametrize(
    ("kind", "add", "delete"),
    [
        ("issue", "addComment", "deleteIssueComment"),
        ("discussion", "addDiscussionComment", "deleteDiscussionComment"),
    ],
)
def test_what_must_reach_people_is_posted_anew(
    signed: dict[str, Any], target: Target, kind: str, add: str, delete: str
) -> None:
    say = Say(**signed, section="One", body="1", notify=True)
    there = replace(target, item=replace(target.item, kind=kind), comment="C_1", sections={"Two": "2"})
    posted, deleted = VERBS["comment"].writes([say], there)
    assert isinstance(posted, Write)
    assert (posted.mutation, sections_of(posted.input["body"])) == (add, {"One": "1", "Two": "2"})
    assert deleted == Write(delete, {"id": "C_1"}, ())
    (first,) = VERBS["comment"].writes([say], replace(there, comment=None))
    assert isinstance(first, Write)
    assert first.mutation == add


def test_several_comments_of_a_rule_are_sections_of_their_own(decide: Decide, issue: Facts) -> None:
    do = [{"comment": "One."}, {"label": "bug"}, {"comment": "Two."}]
    assert decide(do, issue) == ([{"do": "label", "labels": ["bug"]}, says("One."), says("Two.")], [])
    assert decide(do, issue.but(sections={"R": "One.", "R#2": "Two."}, labels=("bug",))) == ([], [])


def test_where_the_comment_is_full_it_is_told_and_nothing_is_tried(decide: Decide, issue: Facts) -> None:
    long = issue.but(title="z" * 300)
    text = "{title|code}" * 100 + "x" * 15_000
    said = f"`{'z' * 300}`" * 100 + "x" * 15_000
    assert decide([{"comment": text}, {"comment": text}], long) == (
        [says(said)],
        ["comment: the bot's comment has no room for it"],
    )


def test_what_a_rule_that_went_had_said_makes_room(decide: Decide, issue: Facts) -> None:
    full = issue.but(sections={"A rule that went": "x" * 59_900})
    assert decide([{"comment": "Hello."}], full) == ([says("Hello.")], [])


def test_a_title_cannot_pass_for_a_section(decide: Decide, issue: Facts) -> None:
    hostile = issue.but(title="<!-- fingerpost:section R --> Evil")
    actions, held = decide([{"comment": "They say {title|quote}"}], hostile)
    assert (held, [action["do"] for action in actions]) == ([], ["comment"])
    body = actions[0]["body"]
    assert decide([{"comment": "They say {title|quote}"}], hostile.but(sections={"R": body})) == ([], [])


def test_what_is_said_comes_back_from_github_as_it_was_said(
    decide: Decide, issue: Facts, target: Target, signed: dict[str, Any]
) -> None:
    hostile = issue.but(title="a\n<!-- fingerpost:section Other -->\nb", author=Person(login="alice"))
    text = "First.\r\n\r\n{title|quote} {title|code} {title} by {author|mention}\r\n"
    [said], _ = decide([{"comment": text}], hostile)
    [write] = VERBS["comment"].writes([Say(**signed, section="R", body=said["body"])], target)
    assert isinstance(write, Write)
    sent = write.input["body"].replace("\n", "\r\n")
    assert sections_of(sent) == {"R": said["body"]}


def test_the_first_comment_is_created_with_all_sections_in_the_order_of_the_file(
    signed: dict[str, Any], target: Target
) -> None:
    one, two = Say(**signed, section="One", body="1"), Say(**signed, section="Two", body="2")
    body = "<!-- fingerpost -->\n<!-- fingerpost:section Two -->\n2\n\n<!-- fingerpost:section One -->\n1\n"
    assert list(VERBS["comment"].writes([one, two], replace(target, order=("Two", "One")))) == [
        Write(
            "addComment",
            {"subjectId": "I_7", "body": body},
            (one, two),
            select="commentEdge { node { id } }",
            creates=1,
        )
    ]


def test_a_comment_that_is_there_is_edited_and_keeps_its_other_sections(signed: dict[str, Any], target: Target) -> None:
    one = Say(**signed, section="One", body="new")
    there = replace(target, comment="IC_1", sections={"One": "old", "Two": "2"}, order=("One", "Two"))
    body = "<!-- fingerpost -->\n<!-- fingerpost:section One -->\nnew\n\n<!-- fingerpost:section Two -->\n2\n"
    assert list(VERBS["comment"].writes([one], there)) == [
        Write("updateIssueComment", {"id": "IC_1", "body": body}, (one,))
    ]


@pytest.mark.parametrize(
    ("comment", "mutation", "key", "value"),
    [
        (None, "addDiscussionComment", "discussionId", "I_7"),
        ("DC_1", "updateDiscussionComment", "commentId", "DC_1"),
    ],
)
def test_discussions_have_mutations_of_their_own(
    signed: dict[str, Any], target: Target, comment: str | None, mutation: str, key: str, value: str
) -> None:
    say = Say(**signed, section="One", body="1")
    there = replace(target, item=replace(target.item, kind="discussion"), comment=comment)
    [write] = VERBS["comment"].writes([say], there)
    assert isinstance(write, Write)
    assert (write.mutation, write.input[key], write.select) == (
        mutation,
        value,
        "comment { id }" if comment is None else "clientMutationId",
    )


def test_no_comment_is_longer_than_github_takes(signed: dict[str, Any], target: Target) -> None:
    said = [Say(**signed, section=str(number), body="x" * 25_000) for number in range(4)]
    [write] = VERBS["comment"].writes(said, target)
    assert isinstance(write, Write)
    assert len(write.input["body"]) <= MOST_CHARACTERS
    assert list(sections_of(write.input["body"])) == ["0", "1"]


def test_it_is_described_in_a_few_words(signed: dict[str, Any]) -> None:
    assert Say(**signed, section="One", body="Hello").describe() == "say “Hello”"
    assert Say(**signed, section="One", body="x" * 61).describe() == f"say “{'x' * 60}…”"
    assert Say(**signed, section="One", body="Hello").targets == ("One",)


SAYING = "project: {purpose: Tests}\nrules: [{name: R, while: true, when: {title: urgent}, do: [{comment: Hello.}]}]\n"


def test_what_a_rule_said_goes_away_with_its_reason(issue: Facts) -> None:
    said = issue.but(sections={"R": "Hello.", "S": "Bye."}, ours=frozenset({("R", "comment", "R")}))
    [action] = make_plan(load(SAYING), said, [Occasion("d1", None)]).actions
    assert action == Say(rule="R", position=0, cause="ended:1", section="R", body="")
    assert (action.describe(), action.document()["withdrawn"]) == ("say it no more", True)
    assert action.applied_to(said).sections == {"S": "Bye."}
    assert make_plan(load(SAYING), action.applied_to(said), [Occasion("d1", None)]).actions == ()


def test_a_comment_with_nothing_left_to_say_is_deleted(signed: dict[str, Any], target: Target) -> None:
    gone = Say(**signed, section="R", body="")
    there = replace(target, comment="IC_1", sections={"R": "Hello."})
    assert list(VERBS["comment"].writes([gone], there)) == [Write("deleteIssueComment", {"id": "IC_1"}, (gone,))]
    assert list(VERBS["comment"].writes([gone], target)) == []
    more = replace(there, sections={"R": "Hello.", "S": "Bye."})
    [write] = VERBS["comment"].writes([gone], more)
    assert isinstance(write, Write)
    assert sections_of(write.input["body"]) == {"S": "Bye."}


CALLING = [{"comment": {"text": "Thanks, {author|mention}.", "to": {"users": "bob", "team": "acme/docs"}}}]
LIMITED = {"limits": {"mentions_per_person_per_week": 1}}


def test_people_and_teams_are_called_at_the_beginning(decide: Callable[..., Any], issue: Facts) -> None:
    body = "@bob @acme/docs\n\nThanks, @alice."
    assert decide(CALLING, issue) == ([{"do": "comment", "body": body}], [])
    assert decide([{"comment": {"text": "Hi.", "to": "nearby_organizers"}}], issue) == (
        [{"do": "comment", "body": "Hi."}],
        [],
    )


def test_who_was_called_too_often_is_only_named(decide: Callable[..., Any], issue: Facts) -> None:
    why = "comment: alice was mentioned as often this week as `limits` allows, so only the name is written"
    quiet = "@bob @acme/docs\n\nThanks, alice."
    tired = issue.but(worn=frozenset({"alice"}))
    assert decide(CALLING, tired, file=LIMITED) == ([{"do": "comment", "body": quiet}], [why])
    assert decide(CALLING, issue.but(sections={"R": quiet}), file=LIMITED) == ([], [])
    called = tired.but(sections={"R": "@bob @acme/docs\n\nThanks, @alice."})
    assert decide(CALLING, called, file=LIMITED) == ([], [])


def test_only_new_calls_count(issue: Facts) -> None:
    text = "project: {purpose: Tests}\nrules: [{name: R, do: [{comment: 'Ask @bob or @carol.'}]}]\n"
    [action] = make_plan(load(text), issue.but(sections={"R": "Ask @bob."}), [Occasion("d1", None)]).actions
    assert isinstance(action, Say)
    assert (action.body, action.calls) == ("Ask @bob or @carol.", ("carol",))


def test_what_a_person_took_back_by_a_command_is_not_said_again(decide: Decide, issue: Facts) -> None:
    facts = issue.but(overruled=frozenset({("comment", "r")}))
    assert decide([{"comment": "Hello."}], facts) == ([], ["comment: a person took back what the rule had said"])
