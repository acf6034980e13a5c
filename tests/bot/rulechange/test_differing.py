"""What differs between two rule files and between the messages that they say, in sentences."""

from bot.rulechange.differing import UNREADABLE, rewordings, told
from rules.facts import UNKNOWN

FOLDER = ".github/pathways/messages"
OLD = "project: {purpose: p}\nrules: [{name: A, on: issues.opened, do: [{label: a}]}]\n"


def test_what_differs_is_told_rule_by_rule() -> None:
    assert told(OLD, OLD.replace("label: a", "label: b")) == ("`A`: labels `b` instead of `a`",)
    assert told(OLD, OLD) == ()


def test_with_a_file_that_cannot_be_read_nothing_is_compared() -> None:
    assert told("rules: [", OLD) == told(UNKNOWN, OLD) == (UNREADABLE,)


def test_the_first_file_is_new_altogether() -> None:
    assert told("", OLD) == (
        "New rule `A`: hears `issues.opened`; labels `a`",
        "`project` is new: `{purpose: p}`",
    )


def test_messages_are_new_reworded_or_gone() -> None:
    before = {f"{FOLDER}/a.en.md": "A", f"{FOLDER}/b.en.md": "B", f"{FOLDER}/c.pt-BR.md": "C"}
    after = {f"{FOLDER}/a.en.md": "A", f"{FOLDER}/b.en.md": "B!", f"{FOLDER}/d.en.md": "D", f"{FOLDER}/odd.md": "?"}
    assert rewordings(before, after) == (
        "The message `b` in `en` says something else",
        "The message `c` in `pt-BR` is gone",
        "The message `d` in `en` is new",
    )


def test_of_very_many_messages_the_first_are_told() -> None:
    found = rewordings({}, {f"{FOLDER}/m{n}.en.md": "M" for n in range(53)})
    assert (len(found), found[-1]) == (51, "and 3 more messages")
