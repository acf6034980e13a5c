import json
from typing import Any

from bot.asking.obeying import lacking_leave, needs_of_calls
from bot.commands import NAMES
from bot.hearing.calls import hear
from bot.messages import say
from bot.plan import Plan, make_plan
from bot.planning.occasion import Occasion
from rules.facts import Board, Card, Facts, Member, Person
from rules.language import load

FILE: dict[str, Any] = {
    "project": {"purpose": "Tests", "people": "people.yml"},
    "roles": {"triager": {"may": "triage"}},
    "rules": [{"name": "one", "on": "command.label", "do": [{"assign": "cem"}]}],
}
ITEM = Facts(
    kind="issue", repo="acme/garden", number=7, title="It breaks", body="", state="open", author=Person(login="alice"),
    labels=(), assignees=(), undone=frozenset(), sections={}, people=(Member(login="tess", roles=("triager",)),),
    reacted=frozenset(), stage=None, card=None, board=Board(problem="none"),
)  # fmt: skip


def occasion(*lines: str, by: str = "tess", said: str = "IC_1", cause: str = "c1") -> Occasion:
    heard = hear(lines, NAMES, "fingerpost[bot]")
    return Occasion(cause, "issue_comment.created", actor=Person(login=by), heard=heard, said=said)


def plan(*lines: str, facts: Facts = ITEM, file: Any = FILE, **asked: str) -> Plan:
    return make_plan(load(json.dumps(file)), facts, [occasion(*lines, **asked)])


def done(found: Plan) -> list[str]:
    return [action.describe() for action in found.actions]


def test_rules_hear_what_was_done_and_only_that() -> None:
    assert done(plan("/label bug")) == ["+bug", "react with +1", "assign cem"]
    assert done(plan("/label bug", by="stranger"))[0] == "react with confused"


def test_what_is_asked_on_a_page_marks_no_text() -> None:
    pressed = occasion("/label bug", "/label stage/Done", said="")._replace(event=None, aside=True)
    found, book = make_plan(load(json.dumps(FILE)), ITEM, [pressed]), load(json.dumps(FILE))
    assert [action.do for action in found.actions] == ["label", "comment", "assign"]
    assert needs_of_calls([pressed], book) == {"sections", "labels", "undone"}


def test_the_ledger_knows_a_command_by_its_name_and_its_place_in_the_comment() -> None:
    found = plan("/label bug", "/unlabel docs", "/label urgent", facts=ITEM.but(labels=("docs",)))
    signed = [(one.rule, one.position, one.cause) for one in found.actions if one.rule.startswith("/")]
    assert signed == [("/label", 0, "c1"), ("/unlabel", 1, "c1"), ("/label", 2, "c1"), ("/", 0, "c1")]
    assert found.asked == (("c1", "label", "tess"), ("c1", "unlabel", "tess"))


def test_what_is_done_and_what_is_not_both_show() -> None:
    found = plan("/label bug", "/lable docs", "/label stage/Done")
    assert found.actions[1].targets == ("+1 on IC_1", "confused on IC_1")
    assert str(found.facts.sections) == str(
        {
            "/": "The label `stage/Done` has a command of its own: `/stage Done`.\n\n"
            "I do not know `/lable`. Did you mean `/label`?"
        }
    )
    held = [(one.do, one.rule, one.position) for one in found.held_back]
    assert held == [("command", "/label", 1)]


def test_what_stands_in_the_way_of_a_goal_is_told() -> None:
    file = {**FILE, "board": {"stages": {"A": {}, "B": {}}}, "roles": {"triager": {"may": ["triage", "stage"]}}}
    found = plan("/stage B", facts=ITEM.but(stage="Elsewhere"), file=file)
    why = "the card stands in Elsewhere, a column that the rules do not name"
    assert str(found.facts.sections) == str({"/": f"`/stage`: {why}."})
    assert (done(found)[0], found.asked) == ("react with confused", ())


def test_what_nobody_could_tell_is_said() -> None:
    found = plan("/label bug", facts=ITEM.but(undone=Facts().undone))
    told = say("not-known", command="/label")
    assert (found.facts.sections, done(found)[0]) == ({"/": told}, "react with confused")


def test_the_item_itself_carries_the_sign_where_its_own_text_asks() -> None:
    asked = plan("/label bug", said="")
    assert asked.facts.reacted == frozenset({"+1"})
    again = plan("/label bug", said="", facts=asked.facts.but(labels=()))
    assert done(again) == ["+bug"]


def test_a_comment_that_a_person_deleted_comes_back_for_an_answer_alone() -> None:
    silenced = ITEM.but(silenced=True)
    assert done(plan("/lable bug", facts=silenced)) == ["react with confused"]
    [said] = [one for one in plan("/help", facts=silenced).actions if one.do == "comment"]
    assert said.document()["body"].startswith("**tess**, this is what")


def test_an_answer_stays_until_the_next_one_and_a_refusal_until_somebody_is_understood() -> None:
    before = ITEM.but(sections={"/": "No.", "/?": "Yes.", "one": "Hello."})
    assert plan("/label bug", facts=before).facts.sections == {"/?": "Yes.", "one": "Hello."}


def test_the_same_refusal_is_not_written_again() -> None:
    once = plan("/label bug", by="stranger")
    again = plan("/label bug", by="stranger", facts=once.facts, cause="c2")
    assert done(again) == ["react with confused"]


def test_somebodys_own_command_wins_against_the_rules_of_the_same_look() -> None:
    rule = {"name": "never", "on": "issue_comment.created", "do": [{"unlabel": ["bug", "docs"]}]}
    found = plan("/label bug", facts=ITEM.but(labels=("docs",)), file={**FILE, "rules": [rule]})
    assert done(found) == ["+bug", "react with +1", "-docs"]
    assert [one.document() for one in found.conflicts] == [
        {"rule": "never", "do": "unlabel", "place": "label bug", "winner": "/label"}
    ]


def test_an_item_of_another_kind_has_no_such_thing() -> None:
    found = plan("/accept", facts=ITEM.but(kind="discussion"))
    assert found.facts.sections == {"/": "`/accept` means something only on: issues, pull requests."}


def test_only_what_is_asked_is_gathered() -> None:
    book = load(json.dumps(FILE))
    quiet = Occasion("c0", "issues.opened")
    assert needs_of_calls([quiet], book) == frozenset()
    assert needs_of_calls([occasion("/lable")], book) == {"sections"}
    assert needs_of_calls([occasion("/label x", said="")], book) == {"sections", "reacted", "labels", "undone"}


def test_github_is_asked_only_of_those_whom_the_people_file_does_not_let() -> None:
    book = load(json.dumps(FILE))
    asking = [
        occasion("/label x"), occasion("/label x", by="Ben"), occasion("/help", by="eve"), occasion("/pause"),
        occasion("/unlabel x", by="ben"), Occasion("c0", "issues.opened"),
    ]  # fmt: skip
    assert lacking_leave(asking, ITEM, book) == ["ben", "tess"]
    assert lacking_leave(asking[:1], ITEM, book) == []


def test_nobody_who_is_unknown_may_anything() -> None:
    found = make_plan(
        load(json.dumps(FILE)), ITEM, [Occasion("c1", None, heard=hear(["/label x"], NAMES, "f"), said="IC_1")]
    )
    assert done(found)[0] == "react with confused"


def test_of_too_many_the_rest_is_told() -> None:
    found = plan(*(f"/label l{number}" for number in range(12)))
    assert found.facts.labels == tuple(f"l{number}" for number in range(10))
    assert found.facts.sections == {"/": "I follow 10 commands of one comment at most; left out: 2."}


def test_on_a_paused_item_the_board_is_left_alone_too() -> None:
    file = {**FILE, "board": {"project": 1, "labels": True, "stages": {"A": {}, "B": {}}}}
    moved = ITEM.but(
        labels=("stage/A", "fingerpost: pause"), stage="B", card=Card(id="PVTI_1", status="B"), relabelled={},
        board=Board(options=("A", "B")),
    )  # fmt: skip
    asked = Occasion("c1", "projects_v2_item.edited")
    found = make_plan(load(json.dumps(file)), moved, [asked])
    assert (found.actions, [one.do for one in found.held_back]) == ((), ["stage"])
    free = make_plan(load(json.dumps(file)), moved.but(labels=("stage/A",)), [asked])
    assert [one.do for one in free.actions] == ["stage"]


def test_what_two_people_ask_at_once_is_answered_to_both() -> None:
    both = [
        occasion("/label bug", by="ben"), occasion("/help", by="ben", cause="c2"), occasion("/help", cause="c3"),
        occasion("/label bug", cause="c4"),
    ]  # fmt: skip
    sections: Any = make_plan(load(json.dumps(FILE)), ITEM, both).facts.sections
    assert sections["/"].startswith("**ben**: `/label` is for people who may `triage`.")
    assert [part in sections["/?"] for part in ("**ben**, this is", "**tess**, this is")] == [True, True]
