"""Which of a board's own workflows are told, and with what they meet."""

import pytest

from bot.doctor.automation import MOST_BOARDS, Automation, boards_of, workflows_in_the_way
from rules.language import load

PAGE = "https://github.com/orgs/acme/projects/1"
MOVES = "{name: Move, on: WHEN, do: [{stage: Doing}]}"
KNOWN = (
    "Item added to project",
    "Item closed",
    "Pull request merged",
    "Item reopened",
    "Code changes requested",
    "Code review approved",
    "Pull request linked to issue",
    "Auto-close issue",
    "Auto-archive items",
    "Auto-add to project",
    "Auto-add sub-issues to project",
)


def told(rules: str, *names: str, board: str = "", key: str = "acme/1") -> list[tuple[str, str, str]]:
    stages = "{Inbox: {}, Doing: {}, Done: {done: true}}"
    text = f"project: {{purpose: p}}\nboard: {{project: 1{board}, stages: {stages}}}\nrules: [{rules}]\n"
    found = workflows_in_the_way(load(text), "acme/site", [Automation(key, PAGE, names)])
    return [(each.place, each.does, each.fix) for each in found]


def met(rules: str, *, board: str = "", key: str = "acme/1") -> list[str]:
    """The workflows, of all that there are, that are told."""
    return [does.split("”")[0].partition("“")[2] for _, does, _ in told(rules, *KNOWN, board=board, key=key)]


def on(event: str, rest: str = "") -> str:
    return f"{{name: Move, on: {event}, {rest}do: [{{stage: Doing}}]}}"


def test_a_finding_says_which_workflow_of_which_board_meets_which_rule_and_how_to_end_it() -> None:
    assert told(on("issues.closed"), "Item closed") == [
        (
            "board acme/1",
            (
                "its own workflow “Item closed” is on: when an item is closed, GitHub sets Status (to what, it tells "
                "no program), and so may the rule “Move”; what comes later stays, as if a person had chosen it"
            ),
            f"switch it off, or let it set the same as the file ({PAGE}/workflows)",
        )
    ]


@pytest.mark.parametrize(
    ("rules", "names"),
    [
        (on("issues.opened"), ["Item added to project"]),
        (on("issues.closed"), ["Item added to project", "Item closed"]),
        (on("issues"), ["Item added to project", "Item closed", "Item reopened", "Auto-archive items"]),
        (on("issues", "when: {state: open}, "), ["Item added to project", "Item reopened", "Auto-archive items"]),
        (
            on("pull_request.closed", "when: {state: merged}, "),
            ["Item added to project", "Item closed", "Pull request merged"],
        ),
        (on("pull_request.closed", "when: {state: closed}, "), ["Item added to project", "Item closed"]),
        (on("issues.reopened"), ["Item added to project", "Item reopened", "Auto-archive items"]),
        (
            on("pull_request_review.submitted"),
            ["Item added to project", "Code changes requested", "Code review approved"],
        ),
        (on("command.triage"), ["Item added to project"]),
        (on("schedule.daily"), ["Item added to project"]),
        ("{name: S, when: {label: bug}, do: [{stage: Doing}]}", ["Item added to project"]),
        (
            "{name: S, when: {reviews: {approved: 1}}, do: [{stage: Doing}]}",
            ["Item added to project", "Code changes requested", "Code review approved"],
        ),
        (
            "{name: S, when: {linked: true}, do: [{stage: Doing}]}",
            ["Item added to project", "Pull request linked to issue"],
        ),
        (
            "{name: S, when: {state: closed}, do: [{stage: Doing}]}",
            ["Item added to project", "Item closed"],
        ),
        (
            "{name: S, while: true, when: {state: open}, do: [{stage: Doing}]}",
            [
                "Item added to project",
                "Item closed",
                "Pull request merged",
                "Item reopened",
                "Auto-archive items",
            ],
        ),
        (
            '{name: L, on: issues.closed, do: [{after: "1 day", do: [{stage: Doing}]}]}',
            ["Item added to project"],
        ),
        ("{name: F, on: issues.closed, do: [{board_field: {status: Done}}]}", ["Item added to project", "Item closed"]),
        ("{name: F, on: issues.closed, do: [{board_field: {Size: L}}]}", []),
        ("{name: L, on: issues.closed, do: [{label: done}]}", []),
        ("{name: R, on: issues.closed, do: [{reopen: true}]}", ["Auto-close issue"]),
        ("{name: C, on: stage.entered, when: {stage: Done}, do: [{close: not_planned}]}", ["Auto-close issue"]),
        ("{name: C, on: issues.opened, when: {title: spam}, do: [{close: not_planned}]}", []),
        ("{name: A, on: issues.closed, do: [{archive_on: 1}]}", ["Auto-archive items"]),
        ("{name: A, on: issues.opened, do: [{add_to: 1}]}", ["Auto-add to project", "Auto-add sub-issues to project"]),
        (
            "{name: T, on: issues.closed, do: [{remove_from: 1}]}",
            ["Auto-add to project", "Auto-add sub-issues to project"],
        ),
        ("{name: T, on: issues.closed, do: [{remove_from: 2}]}", []),
        ("", []),
    ],
)
def test_a_workflow_is_told_where_it_can_meet_a_rule_and_nowhere_else(rules: str, names: list[str]) -> None:
    assert met(rules) == names


@pytest.mark.parametrize(
    ("board", "names"),
    [
        (", labels: true", ["Item added to project"]),
        (", linked: true", ["Item closed", "Pull request linked to issue"]),
        (", linked: true, field: Stage", []),
    ],
)
def test_settings_by_which_the_bot_moves_cards_count_as_well(board: str, names: list[str]) -> None:
    assert met("", board=board) == names


def test_rules_of_a_field_that_is_not_the_status_are_left_alone() -> None:
    assert met(on("issues.closed"), board=", field: Stage") == []


def test_on_another_board_only_those_count_that_bring_cards_and_take_them_away() -> None:
    taking = (
        "{name: T, on: issues.closed, do: [{remove_from: 'https://github.com/orgs/Other/projects/4'}, {stage: Done}]}"
    )
    assert met(taking, key="other/4") == ["Auto-add to project", "Auto-add sub-issues to project"]
    assert met(on("issues.reopened"), key="other/4") == []


def test_a_workflow_with_a_name_of_its_own_adds_items() -> None:
    [(_, does, fix)] = told("{name: T, on: issues.closed, do: [{remove_from: 1}]}", "Docs to the board")
    assert does == (
        "its own workflow “Docs to the board” is on: GitHub adds items by a filter that it tells no program, "
        "and the rule “T” takes cards off"
    )
    assert fix == f"switch it off, or narrow its filter ({PAGE}/workflows)"


def test_a_workflow_goes_past_what_a_stage_needs() -> None:
    text = "project: {purpose: p}\nboard: {project: 1, stages: {Inbox: {}, Done: {needs: {reviews: 2}}}}\nrules: []\n"
    [one] = workflows_in_the_way(load(text), "acme/site", [Automation("acme/1", "", ("Pull request merged",))])
    assert (one.does.partition("program)")[2], one.fix) == (
        ", and does not ask for what Done `needs`",
        "switch it off, or let it set a Status that needs nothing",
    )


def test_of_many_rules_a_few_are_named() -> None:
    rules = ", ".join(f"{{name: R{n}, on: issues.closed, do: [{{stage: Doing}}]}}" for n in range(5))
    [(_, does, _)] = told(rules, "Item closed")
    assert "the rule “R0”, the rule “R1”, the rule “R2” and 2 more" in does


def test_asked_about_are_the_boards_on_which_rules_act_and_not_too_many() -> None:
    goals = ", ".join(f"{{add_to: {n}}}" for n in range(1, 15))
    rules = f"rules: [{{name: A, on: issues.opened, do: [{goals}]}}]"
    book = load(f"project: {{purpose: p}}\nboard: {{project: 3, stages: {{Inbox: {{}}}}}}\n{rules}\n")
    assert boards_of(book, "Acme/site") == tuple(f"acme/{n}" for n in (3, 1, 2, *range(4, MOST_BOARDS + 1)))
    assert boards_of(load("project: {purpose: p}\nrules: []\n"), "acme/site") == ()
