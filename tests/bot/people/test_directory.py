"""The people file: what it says, and what is wrong with it."""

from datetime import date

import pytest

from bot.people.directory import MOST_PEOPLE, Directory, examine, read_people, wrong_in
from rules.facts import Away, Member, Tenure

WHOLE = """
- github: "@jmaier"
  id: 583231
  name: Johanna Maier
  roles: [ambassador]
  seats: meetings
  since: 2024-05-01
  employer: Acme
  covers: [AT, ch, "region:DACH", Nordics]
  country: at
  timezone: Europe/Vienna
  languages: [de, en]
  topics: [operations, storage]
  offers: [speaker]
  capacity: 3
  away: 2026-07-01 to 2026-08-15
  opted_out: true
"""
FIRST = "write the first day, then the last one"
MANY = f"[&a {'z' * 100}, &b [{', '.join(['*a'] * 100)}], [{', '.join(['*b'] * 100)}]]"
"""What nobody should write out."""
SPAN = "write `away: 2026-07-01 to 2026-08-15`, or a list of such"


def test_people_come_in_the_order_of_the_file_with_their_roles() -> None:
    text = """
- github: "@mona"
  roles: [maintainer, editor]
- github: bob
  roles: editor
  country: AT
- github: carol
  roles:
"""
    assert read_people(text) == Directory(
        (
            Member(login="mona", roles=("maintainer", "editor")),
            Member(login="bob", roles=("editor",), country="AT"),
            Member(login="carol"),
        )
    )


def test_an_entry_tells_all_that_a_person_says_of_themselves() -> None:
    assert read_people(WHOLE).members == (
        Member(
            login="jmaier",
            id=583231,
            name="Johanna Maier",
            roles=("ambassador",),
            seats=("meetings",),
            tenures=(Tenure(role="ambassador", since=date(2024, 5, 1)),),
            employer="Acme",
            languages=("de", "en"),
            topics=("operations", "storage"),
            country="AT",
            zone="Europe/Vienna",
            covers=("AT", "CH", "DACH", "Nordics"),
            capacity=3,
            away=(Away(since=date(2026, 7, 1), until=date(2026, 8, 15)),),
            opted_out=True,
        ),
    )


@pytest.mark.parametrize(
    ("roles", "held", "told"),
    [
        ("{roles: editor}", ["editor"], []),
        (
            "{roles: [editor, friend], since: 2024-05-01}",
            ["editor", "friend"],
            ["editor 2024-05-01", "friend 2024-05-01"],
        ),
        ("{roles: {editor: 2025-01-31}, since: 2024-05-01}", ["editor"], ["editor 2025-01-31"]),
        ("{roles: [friend, {editor: 2025-01-31}]}", ["friend", "editor"], ["editor 2025-01-31"]),
        ("{former: editor}", [], ["editor None None"]),
        ("{former: {editor: 2023-02-01 to 2024-01-31}}", [], ["editor 2023-02-01 2024-01-31"]),
        ("{former: [{editor: 2024-01-31}, friend]}", [], ["editor None 2024-01-31", "friend None None"]),
    ],
)
def test_a_role_may_have_its_own_days_and_be_over(roles: str, held: list[str], told: list[str]) -> None:
    [member] = read_people(f"- {roles[0]}github: bob, {roles[1:]}").members
    days = [f"{one.role} {one.since}" + (f" {one.until}" if one.over else "") for one in member.tenures]
    assert (list(member.roles), days) == (held, told)


@pytest.mark.parametrize(
    ("roles", "told"),
    [
        ("roles: {editor: soon}", "`soon` is no day; write it as 2026-07-01"),
        ("former: {editor: long}", "these are no days; write `former: {editor: 2024-05-01 to 2026-08-15}`"),
        ("former: {editor: 2024-05-01 to 2023-05-01}", f"it ends on 2023-05-01, before it begins; {FIRST}"),
        ("roles: [[editor]]", "a text belongs there"),
    ],
)
def test_days_of_a_role_that_are_none_are_told(roles: str, told: str) -> None:
    read = read_people(f"- {{github: bob, {roles}}}")
    assert (read.members, told in read.problem) == ((), True), read.problem


def test_a_key_of_the_communitys_own_is_no_mistake() -> None:
    assert read_people("- github: bob\n  mastodon: '@bob@example.org'\n") == Directory((Member(login="bob"),))


@pytest.mark.parametrize(
    ("written", "spans"),
    [
        ("2026-07-01 to 2026-08-15", [(date(2026, 7, 1), date(2026, 8, 15))]),
        ("until 2026-08-15", [(None, date(2026, 8, 15))]),
        ("from 2026-07-01", [(date(2026, 7, 1), None)]),
        ("2026-07-01", [(date(2026, 7, 1), date(2026, 7, 1))]),
        ("true", [(None, None)]),
        ("false", []),
        ("", []),
        ("{from: 2026-07-01, until: 2026-07-03}", [(date(2026, 7, 1), date(2026, 7, 3))]),
        ("[{until: 2026-07-03}, 2026-12-24]", [(None, date(2026, 7, 3)), (date(2026, 12, 24), date(2026, 12, 24))]),
    ],
)  # fmt: skip
def test_days_away_may_be_written_in_several_ways(written: str, spans: list[tuple[date | None, date | None]]) -> None:
    (bob,) = read_people(f"- github: bob\n  away: {written}\n").members
    assert [(away.since, away.until) for away in bob.away] == spans


def test_norway_stays_a_text_and_the_united_kingdom_is_called_by_its_code() -> None:
    (nora,) = read_people("- github: nora\n  country: NO\n").members
    assert nora.country == "NO"
    assert read_people("- github: will\n  country: UK\n") == Directory(
        problem="line 2: country: `UK` is no country's code; did you mean GB?"
    )


@pytest.mark.parametrize("text", ["", "# nobody yet\n", "[]"])
def test_an_empty_file_is_an_empty_directory(text: str) -> None:
    assert read_people(text) == Directory()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("- github: bob\n- name: carol\n", "line 2: github: "),
        ("- github: bob\n- github: not a login\n", "line 2: github: "),
        ("people: [bob]\n", "line 1: the file: "),
        ("- bob\n", "line 1: the entry: "),
    ],
)
def test_an_entry_that_is_none_is_told_with_its_place_and_how_to_write_it(text: str, place: str) -> None:
    found = read_people(text)
    assert found.members == ()
    assert found.problem.startswith(place)
    assert found.problem.endswith("; each entry begins with `- github: LOGIN`")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("roles: [[editor]]", "roles: a text belongs there"),
        ("langauges: de", "there is no key `langauges`; did you mean `languages`?"),
        ("Roles: editor", "there is no key `Roles`; did you mean `roles`?"),
        ("languages: German", "languages: `German` is no language's tag; write it by BCP 47: de, pt-BR, zh-CN"),
        ("languages: [jp]", "languages: `jp` is no language; did you mean `ja`?"),
        ("timezone: Europe/Berln", "timezone: there is no time zone `Europe/Berln`; did you mean `Europe/Berlin`?"),
        ("country: Autria", "country: `Autria` is no country's code; did you mean AT?"),
        ("country: XX", "country: `XX` is no country's code; write the two letters of ISO 3166: AT, BR, JP"),
        ("covers: [DACH, UK]", "covers: `UK` is no country's code; did you mean GB?"),
        ("capacity: many", "capacity: a whole number belongs there"),
        ("capacity: -1", "capacity: input should be greater than or equal to 0"),
        ("id: bob", "id: a whole number belongs there"),
        ("away: soon", "away: `soon` is no day; write it as 2026-07-01"),
        ("away: 2026-02-30", "away: `2026-02-30` is no day; write it as 2026-07-01"),
        ("away: 2026-07-02 to 2026-07-01", f"away: it ends on 2026-07-01, before it begins; {FIRST}"),
        ("away: {to: 2026-07-01}", f"away: these are no days; {SPAN}"),
        (f"away: {{from: {MANY}}}", "away: this is no day; write it as 2026-07-01"),
        (f"since: {MANY}", "since: this is no day; write it as 2026-07-01"),
        (f"roles: {{editor: {MANY}}}", "roles: this is no day; write it as 2026-07-01"),
        (f"former: {{a: {MANY}}}", "former: these are no days; write `former: {editor: 2024-05-01 to 2026-08-15}`"),
        ("opted_out: 'yes'", "opted_out: true or false belongs there"),
    ],
)  # fmt: skip
def test_each_mistake_is_told_with_its_line_and_what_to_write(line: str, said: str) -> None:
    assert read_people(f"- github: bob\n  {line}\n") == Directory(problem=f"line 2: {said}")


def test_nobody_has_hundreds_of_topics() -> None:
    within, beyond = (", ".join(f"t{n}" for n in range(most)) for most in (200, 201))
    assert len(read_people(f"- github: bob\n  topics: [{within}]\n").members[0].topics) == 200
    assert read_people(f"- github: bob\n  topics: [{beyond}]\n").problem == (
        "line 1: 201 topics are too many; write 200 at most"
    )


def test_all_mistakes_are_found_at_once_first_to_last() -> None:
    text = "- github: bob\n  country: UK\n  languages: [de, jp]\n- github: carol\n  capacity: 1.5\n"
    _, mistakes = examine(text)
    assert [(each.line, each.column, each.code) for each in mistakes] == [
        (2, 12, "people"),
        (3, 19, "people"),
        (5, 13, "people"),
    ]


def test_two_entries_of_one_person_are_told() -> None:
    _, mistakes = examine("- github: bob\n  id: 7\n- github: Bob\n- github: ben\n  id: 7\n")
    assert [(each.line, each.message, each.help) for each in mistakes] == [
        (3, "github: another entry has `bob`", "the other begins on line 1: make one of both"),
        (5, "id: another entry has `7`", "the other begins on line 1: make one of both"),
    ]


def test_a_file_that_is_no_yaml_is_told_with_its_place() -> None:
    assert read_people("- github: bob\n- github: [carol\n") == Directory(
        problem="line 2: the [ that opens here is not closed; "
        "close it; in a list or mapping, see that no comma is missing"
    )


def test_a_file_of_a_whole_country_is_refused() -> None:
    within = read_people("".join(f"- github: p{number}\n" for number in range(MOST_PEOPLE)))
    beyond = read_people("".join(f"- github: p{number}\n" for number in range(MOST_PEOPLE + 1)))
    assert (len(within.members), within.problem) == (MOST_PEOPLE, "")
    assert beyond == Directory(problem="line 1: it lists 5001 people, the limit is 5000")


def test_what_is_wrong_with_an_entry_that_is_no_file_yet_is_told_with_its_key() -> None:
    assert list(wrong_in({"github": "ada", "langauges": ["en"], "country": "UK"})) == [
        ("langauges", "there is no key `langauges`; did you mean `languages`?"),
        ("country", "country: `UK` is no country's code; did you mean GB?"),
    ]
