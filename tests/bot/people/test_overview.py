"""What the page of a community's people shows, and whom it does not name."""

from datetime import UTC, date, datetime
from typing import Any

from bot.people.oblivion import fingerprint
from bot.people.overview import Community, Covered, Holder, Load, Some, away, ladder, languages, loads, places
from rules.facts import Away, Member, Tenure
from rules.language import load

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
BOOK = load("""project: {purpose: Tests, language: en, people: people.yml}
translations: {languages: [de, pt-BR]}
roles:
  contributor: {granted: automatically, requires: {contributions: 1}}
  editor: {granted: by consent, requires: {role: contributor, reviewing: 3}, may: [triage], term: 1 year}
  maintainer: {seats: [print, meetings], term: 12 hours}
pathways: {reviewing: {counts: pull_request_review.submitted}}
decisions: {consent: {voters: {role: editor}, open_for: 3 days, passes_with: {support: 1, objections: 0}}}
regions: {DACH: [DE, AT], Nordics: [NO, SE]}
rules: []
""")


def member(login: str, *roles: str, **more: Any) -> Member:
    return Member(login=login, roles=roles, **more)


def community(*members: Member, hands: dict[str, int] | None = None, forgotten: tuple[str, ...] = ()) -> Community:
    return Community(BOOK, members, {fingerprint(login) for login in forgotten}, hands or {}, NOW)


def test_the_ladder_tells_who_stands_where_since_when_and_until() -> None:
    long = (Tenure(role="editor", since=date(2024, 5, 1)), Tenure(role="maintainer", since=date(2020, 1, 1), over=True))
    new = (Tenure(role="editor", since=date(2026, 3, 2)),)
    ada = member("ada", "editor", "maintainer", tenures=long, seats=("Print",))
    rungs = ladder(community(ada, member("ben", "editor", tenures=new), member("cem", "editor", opted_out=True)))
    assert [(rung.name, [ask.of for ask in rung.asks]) for rung in rungs] == [
        ("contributor", ["contributions"]),
        ("editor", ["role", "pathway"]),
        ("maintainer", []),
    ]
    assert (rungs[1].holders, rungs[1].others) == (
        (
            Holder("ada", date(2024, 5, 1), date(2026, 5, 1), ()),
            Holder("ben", date(2026, 3, 2), date(2027, 3, 2), ()),
        ),
        1,
    )
    assert (rungs[2].holders, rungs[2].empty) == ((Holder("ada", None, None, ("print",)),), ("meetings",))


def test_a_term_of_less_than_a_day_has_no_end_that_could_be_told() -> None:
    ada = member("ada", "maintainer", tenures=(Tenure(role="maintainer", since=date(2026, 3, 1)),))
    assert ladder(community(ada))[2].holders == (Holder("ada", date(2026, 3, 1), None, ()),)


def test_loads_stand_against_what_people_take_the_most_first() -> None:
    people = (
        member("ada", "editor", capacity=2),
        member("ben", capacity=0),
        member("cem"),
        member("Dot", "editor", away=(Away(until=date(2026, 3, 9)),)),
        member("eve", "editor", opted_out=True),
    )
    hands = {"ADA": 2, "zoe": 5, "eve": 9, "gone": 3}
    found, others = loads(community(*people, hands=hands, forgotten=("Gone",)))
    assert found == (
        Load("zoe", 5, None, None),
        Load("ada", 2, 2, None),
        Load("ben", 0, 0, None),
        Load("Dot", 0, None, Away(until=date(2026, 3, 9))),
    )
    assert ([one.full for one in found], others) == ([False, True, True, False], 2)


def test_whoever_is_back_first_stands_first_among_those_who_are_away() -> None:
    until = Away(until=date(2026, 3, 3))
    people = (member("ada", away=(Away(),)), member("ben", away=(until,)), member("cem", opted_out=True, away=(until,)))
    later = member("dot", away=(Away(since=date(2026, 4, 1)),))
    assert away(community(*people, later)) == ((("ben", until), ("ada", Away())), 1)


def test_a_language_that_nobody_speaks_is_there_with_nobody() -> None:
    people = (
        member("ada", "editor", languages=("pt", "fr")),
        member("ben", "editor", languages=("de-AT",), opted_out=True),
        member("cem", languages=("en",)),
    )
    assert languages(community(*people)) == (
        Covered("en", Some()),
        Covered("de", Some((), 1)),
        Covered("pt-BR", Some(("ada",))),
        Covered("fr", Some(("ada",))),
    )


def test_where_nobody_says_what_they_speak_no_language_is_lacking() -> None:
    assert languages(community(member("ada", "editor"), member("cem", languages=("en",)))) == ()


def test_a_region_tells_which_of_its_countries_nobody_covers() -> None:
    people = (
        member("ada", "editor", covers=("AT", "JP")),
        member("ben", "editor", covers=("at",), opted_out=True),
        member("cem", covers=("NO",)),
    )
    assert places(community(*people)) == (
        Covered("DACH", Some(("ada",), 1), ("DE",)),
        Covered("Nordics", Some()),
        Covered("JP", Some(("ada",))),
    )
    whole = places(community(member("dot", "editor", covers=("nordics",))))
    assert (whole[1], whole[1].by.number) == (Covered("Nordics", Some(("dot",))), 1)
