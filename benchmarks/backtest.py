"""How many items of a repository's past are played with 50 rules in a second, on one core.

    python -m benchmarks.backtest [--items 5000] [--rules 50] [--turns 5]

An item has a text of 2 KB and, as in busy repositories, three or four things happened to it. Prints items a second, and
looks a second: each thing that happened is one, by the fastest and by the middle one of some turns. Reading the history
from its file is measured apart. So is working out what was true in the past: the rest is evaluating and planning.
"""

import argparse
import random
import time
from datetime import UTC, datetime, timedelta

from bot.backtest.history import Happening, Heading, History, Past, read_history
from bot.backtest.past import first_facts, moment_of, somebody, went_on
from bot.backtest.replay import Rehearsal
from bot.garbage import settle_down
from rules.book import Rulebook
from rules.facts import BLANK
from rules.language import load

WORDS = ("crash", "install", "build", "login", "cache", "slow", "proxy", "upgrade", "import", "export", "theme", "typo")
FOLDERS = ("docs", "src", "tests", "api", "web", "tools", "i18n", "site", "lib", "core")
AREAS = tuple(f"area-{number}" for number in range(12))
BEGAN = datetime(2025, 1, 1, tzinfo=UTC)


def rules(number: int) -> Rulebook:
    """A file as communities write it: words in titles, folders, labels that lead to others, a welcome."""
    kinds = [
        lambda n: f"on: issues.opened, when: {{title: {WORDS[n % 12]}}}, do: [{{label: '{WORDS[n % 12]}'}}]",
        lambda n: (
            f"on: pull_request.opened, when: {{files: '{FOLDERS[n % 10]}/**'}}, do: [{{label: {FOLDERS[n % 10]}}}]"
        ),
        lambda n: f"on: issues.labeled, when: {{label: {AREAS[n % 12]}}}, do: [{{assign: owner-{n % 12}}}]",
        lambda n: f"when: {{label: {AREAS[n % 12]}, title: {WORDS[n % 12]}}}, do: [{{label: urgent}}]",
        lambda n: f"on: issues.opened, when: {{author: user-{n}}}, do: [{{comment: 'Thanks, {{author}}.'}}]",
    ]
    listed = [f"  - {{name: Rule {n}, {kinds[n % len(kinds)](n // len(kinds))}}}" for n in range(number)]
    return load("project: {purpose: A benchmark}\nrules:\n" + "\n".join(listed) + "\n")


def item(number: int, rng: random.Random) -> Past:
    """One item and what happened to it."""
    at = BEGAN + timedelta(minutes=7 * number)
    area = rng.choice(AREAS)
    acts = [("labeled", area), ("commented", ""), ("closed", "")][: rng.choice([2, 3, 3])]
    return Past(
        kind=rng.choice(["issue", "issue", "pull_request"]),
        number=number,
        title=f"The {rng.choice(WORDS)} of {rng.choice(WORDS)} number {number}",
        body="What I did, what I saw, what I expected. " * 50,
        author=f"user-{rng.randrange(400)}",
        created_at=at,
        labels=(area,),
        files=tuple(f"{rng.choice(FOLDERS)}/part-{n}.md" for n in range(rng.choice([1, 3, 12]))),
        happened=tuple(
            Happening(at=at + timedelta(hours=n), what=what, by="maintainer", name=name)
            for n, (what, name) in enumerate(acts, 1)
        ),
    )


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=5_000, metavar="NUMBER")
    parser.add_argument("--rules", type=int, default=50, metavar="NUMBER")
    parser.add_argument("--turns", type=int, default=5, metavar="NUMBER")
    asked = parser.parse_args()
    rng = random.Random(7)
    items = tuple(item(number, rng) for number in range(1, asked.items + 1))
    heading = Heading(repository="acme/handbook", fetched_at=BEGAN)
    lines = [each.model_dump_json().encode() for each in (heading, *items)]
    began = time.process_time()
    history: History = read_history(lines)
    read = time.process_time() - began
    rehearsals = [_prepared(asked.rules, history) for _ in range(asked.turns)]
    settle_down()  # as the command does
    turns = sorted((_played(rehearsal), _worked_out(history)) for rehearsal in rehearsals)
    played = list(rehearsals[0].play_all())
    looks = sum(1 + len(each.past.happened) for each in played)
    deeds = sum(len(each.deeds) for each in played)
    print(f"{len(played):,} items, {asked.rules} rules, {looks:,} looks, {deeds:,} deeds")
    print(f"{'read':34}  {len(played) / read:8,.0f} items/s")
    for name, (whole, past) in (("fastest", turns[0]), ("middle", turns[len(turns) // 2])):
        for what, spent in (("played", whole), ("  of that, evaluating and planning", whole - past)):
            told = f"{len(played) / spent:8,.0f} items/s   {looks / spent:8,.0f} looks/s"
            print(f"{what:34}  {told}   {name} of {len(turns)} turns")


def _prepared(number: int, history: History) -> Rehearsal:
    """A user's run, which has met no author yet but the first; what is built at the first use is built."""
    rehearsal = Rehearsal(rules(number), history, BLANK)
    rehearsal.play(history.items[0])
    return rehearsal


def _played(rehearsal: Rehearsal) -> float:
    """How many seconds of the processor it takes to play all."""
    began = time.process_time()
    list(rehearsal.play_all())
    return time.process_time() - began


def _worked_out(history: History) -> float:
    """How many seconds of the processor it takes to work out what was true whenever something happened, no more."""
    around = BLANK.but(undone=frozenset())
    began = time.process_time()
    for past in history.items:
        author = somebody(past.author)
        facts = first_facts(past, author, around)
        for happened in past.happened:
            facts = went_on(facts, happened, title=past.title)
            moment_of(past, happened, author)
    return time.process_time() - began


if __name__ == "__main__":
    main()
