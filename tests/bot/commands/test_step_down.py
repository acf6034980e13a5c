from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.proposing.asked import branch_of
from rules.facts import Duty, Member, Tenure
from rules.proposals import Proposal

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
FILE = {
    "roles": {
        "editor": {"may": "triage"},
        "ambassador": {"otherwise": "emeritus", "seats": "meetings"},
        "emeritus": {"granted": "automatically", "requires": {"role": "ambassador", "months_in_role": 12}},
        "steward": {"may": ["everything"], "seats": ["print"]},
    },
}
AMY = Member(
    login="amy",
    roles=("ambassador", "editor"),
    seats=("meetings",),
    tenures=(Tenure(role="ambassador", since=date(2024, 1, 1)),),
    languages=("en", "ja"),
    covers=("JP",),
)
BRANCH = branch_of("acme/garden", "/step-down/0@amy")
TEXT = """# Our people
- github: amy  # since the beginning
  roles: [{ambassador: 2024-01-01}, editor]
  seats: [meetings]
- github: stella
  roles: [steward]
"""
PROPOSED = "A pull request takes this out of your entry in the people file:"
PEOPLE = (AMY, Member(login="stella", roles=("steward",), languages=("en",)), Member(login="bo"))


@pytest.fixture
def asked(said: Any, item: Any) -> Any:
    def comes(body: str, by: str = "amy", *duties: Duty, people: Any = PEOPLE, contents: str = "write") -> Any:
        there = Proposal(repository="R_1", base="main", commit="c", text=TEXT)
        given = {"contents": contents, "pull_requests": "write"}
        facts = item.but(people=people, duties={by: duties}, contributed={}, now=NOON, private=False)
        facts = facts.but(proposals={BRANCH: there}, granted=given)
        return said(body, by=by, facts=facts, file=FILE)

    return comes


def test_whoever_steps_down_is_thanked_and_told_what_is_to_be_handed_over(asked: Any) -> None:
    came = asked("/step-down", "amy", Duty(number=3, title="Mend *it*"), Duty(number=4, title="Read", review=True))
    assert came.answer.splitlines() == [
        "Thank you, **amy**, for all that you did here as ambassador, editor, meetings.",
        "",
        "You stay with us as emeritus.",
        "",
        "To be handed over:",
        "",
        "- the seat meetings: from now on it waits for somebody, as a need",
        "- #3 Mend \\*it\\*: assigned to you",
        "- #4 Read: your review is asked for",
        "- JP: nobody else covers or speaks it",
        "- ja: nobody else covers or speaks it",
        "",
        f"{PROPOSED} ambassador, editor, meetings. Nothing changes before somebody merges it.",
        "",
        "`/return` brings you back whenever you like.",
    ]


def test_a_seat_that_is_left_is_a_need(asked: Any) -> None:
    came = asked("/step-down Meetings")
    proposal = {"do": "propose", "file": "people.yml", "title": "amy steps down: meetings"}
    assert (came.done, came.signs) == ([{"do": "record", "name": "need: meetings"}, proposal], ["+1"])
    assert "as meetings." in came.answer
    assert "emeritus" not in came.answer


def test_a_role_is_left_with_its_seats_and_the_others_stay(asked: Any) -> None:
    came = asked("/step-down ambassador")
    assert came.answer.startswith("Thank you, **amy**, for all that you did here as ambassador, meetings.")
    assert asked("/step-down editor").answer.splitlines()[2] == "To be handed over:"
    assert [each["do"] for each in asked("/step-down editor").done] == ["propose"]


def test_whoever_was_there_for_a_short_time_does_not_rest(asked: Any) -> None:
    new = Member(login="amy", roles=("ambassador",), tenures=(Tenure(role="ambassador", since=date(2026, 1, 1)),))
    came = asked("/step-down", people=(new,))
    assert ("emeritus" in came.answer, "Nothing of yours is left open here." in came.answer) == (False, True)


def test_where_nobody_wrote_down_since_when_people_rest(asked: Any) -> None:
    came = asked("/step-down", people=(Member(login="amy", roles=("ambassador", "emeritus")),))
    assert came.answer.startswith("Thank you, **amy**, for all that you did here as ambassador.")
    assert [each["do"] for each in came.done] == ["propose"]


AMBASSADOR_THEN = "{ambassador: 2024-01-01 to 2026-03-02}"


@pytest.mark.parametrize(
    ("body", "roles", "seats", "former"),
    [
        ("/step-down", "{emeritus: 2026-03-02}", "", f"{AMBASSADOR_THEN}, {{editor: 2026-03-02}}"),
        ("/step-down editor", "{ambassador: 2024-01-01}", "meetings", "{editor: 2026-03-02}"),
        ("/step-down meetings", "{ambassador: 2024-01-01}, editor", "", ""),
        ("/step-down ambassador", "editor, {emeritus: 2026-03-02}", "", AMBASSADOR_THEN),
    ],
)
def test_the_change_of_the_people_file_is_proposed(asked: Any, body: str, roles: str, seats: str, former: str) -> None:
    before, _, rest = TEXT.partition("  roles: [{amb")
    after = rest.partition("- github")[2]
    entry = f"  roles: [{roles}]\n  seats: [{seats}]\n" + (f"  former: [{former}]\n" if former else "")
    assert asked(body).facts.proposals[BRANCH].head_text == f"{before}{entry}- github{after}"


def test_without_a_people_file_of_the_rules_nothing_is_proposed(said: Any, item: Any) -> None:
    facts = item.but(
        people=PEOPLE, contributed={}, duties={"amy": ()}, now=NOON, proposals={}, granted={}, private=False
    )
    came = said("/step-down", by="amy", facts=facts, file={**FILE, "project": {"purpose": "p"}})
    assert [each["do"] for each in came.done] == ["record"]


def test_where_the_app_may_write_no_files_the_lines_stand_ready_for_a_person(asked: Any) -> None:
    came = asked("/step-down editor", contents="read")
    assert "Somebody who may change the people file now takes this out of your entry: editor." in came.answer
    assert (came.done, "former: [{editor: 2026-03-02}]" in came.facts.sections["aside:/step-down/0"]) == ([], True)


def test_a_long_list_ends_somewhere(asked: Any) -> None:
    came = asked("/step-down", "amy", *(Duty(number=n, title="Work") for n in range(1, 60)))
    lines = [line for line in came.answer.splitlines() if line.startswith("- ")]
    assert (len(lines), lines[-1]) == (51, "- and 12 more")


@pytest.mark.parametrize(
    ("body", "by", "told"),
    [
        ("/step-down", "bo", "**bo**, the people file gives you no role and no seat here."),
        ("/step-down", "cy", "**cy**, the people file gives you no role and no seat here."),
        (
            "/step-down steward",
            "amy",
            "**amy**, `steward` is none of yours. You have: ambassador, editor, meetings.",
        ),
        (
            "/step-down @stella",
            "amy",
            "**amy**, `@\u200bstella` is none of yours. You have: ambassador, editor, meetings.",
        ),
    ],
)
def test_nobody_leaves_what_they_do_not_have(asked: Any, body: str, by: str, told: str) -> None:
    came = asked(body, by)
    assert (came.told, came.done, came.answer) == (told, [], "")


def test_what_github_did_not_tell_is_said(said: Any, item: Any) -> None:
    came = said("/step-down", by="amy", facts=item.but(people=PEOPLE, contributed={}, now=NOON), file=FILE)
    assert (came.answer, came.told[:31]) == ("", "`/step-down` could not be follo")
