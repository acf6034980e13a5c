"""An item comes in: labels, comment, people and card go out, for as few requests as GitHub allows."""

from typing import Any

BOARD = """
board:
  project: 1
  stages: {Triage: {}, Doing: {}, Review: {}, Done: {done: true}}
"""
WELCOME = f"""{BOARD}
rules:
  - name: welcome
    on: issues.opened
    do:
      - label: bug
      - comment: "Thank you, {{author}}."
      - assign: ben
      - stage: Triage
"""
REVIEW = f"""{BOARD}
rules:
  - name: sources
    on: pull_request.opened
    when: {{files: "src/**"}}
    do:
      - label: bug
      - comment: "Thank you, {{author}}."
      - request_review: [cem]
      - stage: Review
"""
NEW_LABEL = """
labels: {first steps: {color: "00ff00", about: A good one to begin with}}
rules:
  - {name: steps, on: issues.opened, do: [{label: first steps}]}
"""


async def test_an_opened_issue_costs_two_requests_once_token_and_names_are_cached(story: Any) -> None:
    await story.begin(WELCOME)
    await story.opens()
    await story.works()
    # Cold: who the App is, a token; the rules, the board, the names; and the two mutations.
    assert await story.cost() == {"rest": 2, "query": 3, "mutation": 2}
    second = await story.opens(title="It breaks again")
    await story.works()
    assert await story.cost() == {"mutation": 2}
    assert await story.seen(second) == {
        "labels": ["bug"],
        "assignees": ["ben"],
        "comments": ["Thank you, newcomer."],
        "card": ["Triage"],
    }


async def test_a_pull_request_with_changed_files_and_a_reviewer_costs_three(story: Any) -> None:
    await story.begin(REVIEW)
    await story.proposes()
    await story.works()
    await story.cost()
    second = await story.proposes(title="Mend more")
    await story.works()
    assert await story.cost() == {"query": 1, "mutation": 2}
    assert await story.seen(second) == {
        "labels": ["bug"],
        "assignees": [],
        "comments": ["Thank you, ben."],
        "card": ["Review"],
        "requests": ["cem"],
    }


async def test_a_missing_label_costs_one_request_more_and_gets_the_look_of_the_rule_file(story: Any) -> None:
    await story.begin(NEW_LABEL)
    await story.opens("ada")
    await story.works()
    # Cold: who the App is, a token; the rules, the names; the creation, the label.
    assert await story.cost() == {"rest": 2, "query": 2, "mutation": 2}
    await story.opens("ada")
    await story.works()
    assert await story.cost() == {"mutation": 1}
    state = await story.github.get("state")
    assert state["repositories"]["orchard/tools"]["labels"]["first steps"] == "00ff00"


async def test_an_event_that_no_rule_hears_costs_nothing(story: Any) -> None:
    await story.begin(WELCOME)
    item = await story.opens()
    await story.works()
    await story.cost()
    await story.act("ada", "edit", item=item, title="It really breaks")
    await story.act("ada", "label", item=item, labels="urgent")
    await story.works()
    assert await story.cost() == {}


async def test_a_payload_that_rules_everything_out_costs_nothing(story: Any) -> None:
    await story.begin("rules: [{name: crash, on: issues.opened, when: {title: crash}, do: [{label: bug}]}]")
    await story.opens(title="A crash")
    await story.works()
    await story.cost()
    item = await story.opens(title="A wish")
    await story.works()
    assert await story.cost() == {}
    assert (await story.seen(item))["labels"] == []


async def test_a_goal_that_is_reached_already_costs_no_write(story: Any) -> None:
    await story.begin("rules: [{name: bugs, on: [issues.opened, issues.edited], do: [{label: bug}]}]")
    item = await story.opens("ada", labels=["bug"])
    await story.works()
    await story.cost()
    await story.act("ada", "edit", item=item, title="It breaks often")
    await story.works()
    assert await story.cost() == {"query": 1}
    assert await story.did() == []


async def test_a_card_is_moved(story: Any) -> None:
    await story.begin(f"""{BOARD}
rules:
  - {{name: in, on: issues.opened, do: [{{stage: Triage}}]}}
  - {{name: taken, on: issues.assigned, do: [{{stage: Doing}}]}}
""")
    item = await story.opens()
    await story.works()
    await story.cost()
    await story.act("ben", "assign", item=item, assignees="ben")
    await story.works()
    assert (await story.seen(item))["card"] == ["Doing"]
    assert await story.cost() == {"query": 1, "mutation": 1}


async def test_two_rules_share_one_comment_that_is_edited_in_place(story: Any) -> None:
    await story.begin("""
rules:
  - {name: hello, on: issues.opened, do: [{comment: "Welcome."}]}
  - {name: urgent, on: issues.labeled, when: {label: urgent}, do: [{comment: "We hurry."}]}
  - {name: early, on: issues.opened, do: [{comment: "Look at the guide."}]}
""")
    item = await story.opens()
    await story.works()
    assert (await story.seen(item))["comments"] == ["Welcome. | Look at the guide."]
    await story.act("ada", "label", item=item, labels="urgent")
    await story.works()
    assert (await story.seen(item))["comments"] == ["Welcome. | We hurry. | Look at the guide."]
    assert await story.did() == ["comment", "edit_comment"]


async def test_the_bots_own_echoes_do_nothing(story: Any) -> None:
    await story.begin("""
rules:
  - {name: first, on: issues.opened, do: [{label: bug}]}
  - {name: chain, on: issues.labeled, do: [{comment: "A label came."}]}
  - {name: heard, on: issues.labeled, on_own_actions: true, do: [{assign: ben}]}
""")
    item = await story.opens()
    await story.works()
    seen = await story.seen(item)
    assert (seen["labels"], seen["comments"], seen["assignees"]) == (["bug"], [], ["ben"])
    await story.act("ada", "label", item=item, labels="docs")
    await story.works()
    assert (await story.seen(item))["comments"] == ["A label came."]


async def test_a_standing_rule_holds_whatever_happens(story: Any) -> None:
    await story.begin('rules: [{name: crash, when: {title: crash}, do: [{label: bug}, {comment: "A crash?"}]}]')
    item = await story.opens(title="A wish")
    await story.works()
    assert (await story.seen(item))["labels"] == []
    await story.act("newcomer", "edit", item=item, title="A crash")
    await story.works()
    seen = await story.seen(item)
    assert (seen["labels"], seen["comments"]) == (["bug"], ["A crash?"])
    await story.act("newcomer", "edit", item=item, body="Again and again")
    await story.works()
    assert await story.did() == ["label", "comment"]


async def test_a_standing_rules_comment_follows_the_facts(story: Any) -> None:
    await story.begin('rules: [{name: named, do: [{comment: "About {title}."}]}]')
    item = await story.opens(title="A wish")
    await story.works()
    await story.act("newcomer", "edit", item=item, title="A hope")
    await story.works()
    assert (await story.seen(item))["comments"] == ["About A hope."]
    assert await story.did() == ["comment", "edit_comment"]


async def test_a_discussion_gets_a_label_and_a_comment(story: Any) -> None:
    await story.begin('rules: [{name: talk, on: discussion.created, do: [{label: docs}, {comment: "Hi, {author}."}]}]')
    await story.discusses()
    await story.works()
    await story.cost()
    item = await story.discusses(title="What else")
    await story.works()
    seen = await story.seen(item)
    assert (seen["labels"], seen["comments"]) == (["docs"], ["Hi, newcomer."])
    assert await story.cost() == {"mutation": 1}


async def test_newcomers_are_new_once(story: Any) -> None:
    await story.begin("rules: [{name: hello, on: issues.opened, when: {author: {new: true}}, do: [{label: triage}]}]")
    first = await story.opens()
    await story.works()
    second = await story.opens(title="And again")
    member = await story.opens("ada")
    await story.works()
    labels = [(await story.seen(item))["labels"] for item in (first, second, member)]
    assert labels == [["triage"], [], []]


async def test_a_discussion_does_not_make_anybody_known(story: Any) -> None:
    await story.begin("rules: [{name: hello, on: issues.opened, when: {author: {new: true}}, do: [{label: triage}]}]")
    await story.discusses()
    await story.works()
    item = await story.opens()
    await story.works()
    assert (await story.seen(item))["labels"] == ["triage"]
