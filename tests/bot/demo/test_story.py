"""The play as data: every act can be done, the rules are rules, and it is told in order."""

import inspect
import re

import pytest
import yaml

from bot.demo import story as data
from bot.demo.story import Act, Story, edited_rules, load_story, rules, scenario
from bot.sandbox.acts import items, places
from bot.sandbox.acts.registry import VERBS
from bot.sandbox.scenario import read_scenario
from bot.sandbox.world.pulls import STATES
from rules.diagnostics import RuleFileError
from rules.language import load

STORY = load_story()
ACTS = [act for chapter in STORY.chapters for step in chapter.steps for act in step.acts]
ONE_SCREEN = 55


def _brief(act: Act) -> str:
    return f"{act.who} {act.do}"


def _columns() -> list[str]:
    return list(scenario()["organizations"][0]["projects"][0]["fields"][0]["options"])


@pytest.mark.parametrize("act", ACTS, ids=_brief)
def test_every_act_is_one_that_the_simulated_github_knows(act: Act) -> None:
    assert items.open_issue is VERBS["open_issue"]
    assert places.push_files is VERBS["push_files"]
    names = {other.named: "o/r#1" for other in ACTS if other.named}
    order = act.order(STORY.repository, names)
    verb = VERBS[order.pop("do")]
    order.pop("as")
    bound = inspect.signature(verb).bind(None, **order)
    assert set(bound.arguments) - {"scene"} == set(order)


@pytest.mark.parametrize("act", [act for act in ACTS if act.item], ids=_brief)
def test_an_item_is_named_before_anything_happens_to_it(act: Act) -> None:
    assert act.item in [other.named for other in ACTS[: ACTS.index(act)]]


def test_where_only_time_goes_by_an_item_is_named_that_it_is_about() -> None:
    about = [step.about for chapter in STORY.chapters for step in chapter.steps if not step.acts]
    assert about == ["priya", "bicycles", "bicycles"]
    assert set(about) <= {act.named for act in ACTS}


def test_no_two_items_have_one_name() -> None:
    names = [act.named for act in ACTS if act.named]
    assert sorted(set(names)) == sorted(names)


def test_cards_are_moved_to_columns_that_the_board_has() -> None:
    moved = {(act.model_extra or {})["option"] for act in ACTS if act.do == "move_card"}
    assert moved - set(_columns()) == set()


def test_reviews_are_of_a_kind_that_github_has() -> None:
    states = {(act.model_extra or {})["state"].upper() for act in ACTS if act.do == "review"}
    assert states - set(STATES) == set()


def test_the_days_and_their_steps_come_one_after_the_other() -> None:
    moments = [STORY.moment(chapter, step) for chapter in STORY.chapters for step in chapter.steps]
    assert moments == sorted(set(moments))


def test_the_story_begins_when_the_community_has_been_there_for_five_minutes() -> None:
    first = STORY.moment(STORY.chapters[0], STORY.chapters[0].steps[0])
    clock = read_scenario(scenario()).clock
    assert clock is not None
    assert (first - clock).total_seconds() == 300


def test_a_heading_says_which_day_it_is() -> None:
    assert [STORY.heading(chapter) for chapter in STORY.chapters[:3]] == [
        "Day 1, Monday 2 March",
        "Day 2, Tuesday 3 March",
        "Day 3, Wednesday 4 March",
    ]


def test_there_are_between_40_and_60_acts_and_one_power_cut() -> None:
    cuts = [step for chapter in STORY.chapters for step in chapter.steps if step.power_fails]
    assert (40 <= STORY.acts <= 60, len(cuts)) == (True, 1)


def test_the_rules_fit_on_one_screen_and_hold_no_mistake() -> None:
    assert len(rules().splitlines()) <= ONE_SCREEN
    assert max(map(len, rules().splitlines())) <= 120
    assert load(rules()).project.people == "community/people.yml"


def test_the_boards_columns_are_the_stages_of_the_rules_in_order() -> None:
    assert list(load(rules()).stages) == _columns()


def test_the_community_has_the_rules_and_the_people_file_that_they_name() -> None:
    files = read_scenario(scenario()).repositories[0].files
    assert files[".github/pathways.yml"] == rules()
    roles = {role for entry in yaml.safe_load(files["community/people.yml"]) for role in entry["roles"]}
    named = set(re.findall(r"role: (\w+)", rules()))
    assert named - roles == set()


def test_the_first_edit_of_the_rules_is_refused_and_the_second_mends_it() -> None:
    broken, mended = [act.edits_rules for act in ACTS if act.edits_rules]
    assert broken
    assert mended
    with pytest.raises(RuleFileError) as refused:
        load(edited_rules(broken))
    assert [problem.message for problem in refused.value.diagnostics] == ["unknown key `titel`"]
    assert len(load(edited_rules(mended)).rules) == len(load(rules()).rules)


def test_an_edit_of_something_that_the_rules_do_not_hold_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="do not hold 'nowhere'"):
        edited_rules({"nowhere": "somewhere"})


def test_an_order_names_the_repository_and_the_real_item() -> None:
    given = {"as": "ada", "do": "comment", "item": "freezer", "body": "Yes"}
    act = Act.model_validate(given)
    assert act.order("o/r", {"freezer": "o/r#7"}) == {**given, "item": "o/r#7"}
    opened = Act.model_validate({"as": "ada", "do": "open_issue", "title": "Idea", "named": "freezer"})
    assert opened.order("o/r", {}) == {"as": "ada", "do": "open_issue", "title": "Idea", "repo": "o/r"}


def test_another_text_is_another_edition(monkeypatch: pytest.MonkeyPatch) -> None:
    before = data.edition()
    monkeypatch.setattr(data, "_read", lambda name: f"{name} rewritten")
    assert before != data.edition()


def test_how_many_acts_there_are() -> None:
    chapter = STORY.chapters[0]
    assert Story(begins=STORY.begins, repository="o/r", chapters=(chapter, chapter)).acts == 6
