from datetime import UTC, datetime

from bot.planning.unconfirmed import told_of_credits
from rules.facts import Facts
from rules.language import load
from rules.recognition import OwnCredit

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TALK = OwnCredit(login="ada", type="talk", what="", at=NOW)
BOOK = load("project: {purpose: p}\nrules: []")
SAID = (
    "**ada** tells of something of their own: `talk`. "
    "Somebody else who may credit confirms it by `/confirm`, until 2026\\-04\\-01."
)


def section(facts: Facts) -> list[tuple[str, str]]:
    return [(one.section, one.body) for one in told_of_credits(BOOK, facts, "d1")]  # type: ignore[attr-defined]  # Say


def test_what_waits_is_said_once_and_goes_away_with_its_end() -> None:
    waiting = Facts(kind="issue", now=NOW, sections={}, recorded=frozenset(), unconfirmed=(TALK,))
    said, over = waiting.but(sections={"/credit": SAID}), waiting.but(sections={"/credit": SAID}, unconfirmed=())
    assert (section(waiting), section(said), section(over)) == ([("/credit", SAID)], [], [("/credit", "")])


def test_nothing_is_said_where_nothing_waits_nothing_is_known_or_nobody_wants_to_hear_it() -> None:
    quiet = Facts(kind="issue", now=NOW, sections={}, recorded=frozenset())
    assert (section(quiet), section(quiet.but(silenced=True, unconfirmed=(TALK,)))) == ([], [])
    assert section(Facts(kind="issue", now=NOW, unconfirmed=(TALK,))) == []
