"""How long it takes to find the rules that an event concerns: the index against a loop over all rules.

    python -m benchmarks.rules [--rules 10,100,1000] [--events 200]

Prints a table: microseconds an event, the ratio, and what parsing a 20 KB payload costs on the same machine.
"""

import argparse
import json
import random
import statistics
import time
import tracemalloc
from collections.abc import Callable

import orjson

from rules.evaluate import judge
from rules.facts import Facts, Person
from rules.index import Index
from rules.language import load

WORDS = ("crash", "install", "build", "docs", "login", "cache", "slow", "proxy", "upgrade", "import", "export", "theme")
FOLDERS = ["docs", "src", "tests", "api", "web", "tools", "i18n", "site", "lib", "core"]
EVENTS = ("issues.opened", "issues.edited", "issues.labeled", "pull_request.opened", "pull_request.synchronize")


def rule(number: int, rng: random.Random) -> dict[str, object]:
    """One rule of the mix: patterns, globs, labels, authors, branches, a few that hold for everything."""
    event = rng.choice(EVENTS)
    when: dict[str, object] = {}
    if event.startswith("pull"):
        if rng.random() < 0.6:
            globs = [f"{rng.choice(FOLDERS)}/{rng.choice(WORDS)}{number}/**"]
            when["files"] = [*globs, f"!{rng.choice(FOLDERS)}/generated/**"] if rng.random() < 0.3 else globs
        if rng.random() < 0.12:
            when["base"] = f"release/{number % 40}"
    elif rng.random() < 0.55:
        when["title"] = rf"/\b{rng.choice(WORDS)}{number}(s|ed)?\b/i"
    if rng.random() < 0.25:
        when["body"] = f"{rng.choice(WORDS)} {rng.choice(WORDS)} {number}"
    if rng.random() < 0.18 or not when:
        when["label"] = f"area-{number}"
    if rng.random() < 0.08:
        when["author"] = f"user{number % 500}"
    return {"name": f"Rule {number}", "on": event, "when": when, "do": [{"label": f"l{number % 50}"}]}


def event(number: int, size: int, rng: random.Random) -> tuple[str, Facts]:
    """One item: a 4 KB body, one to a hundred files."""
    name = rng.choice(EVENTS)
    pull = name.startswith("pull")
    body = " ".join(rng.choice(WORDS) for _ in range(600))
    files = tuple(
        f"{rng.choice(FOLDERS)}/{rng.choice(WORDS)}{rng.randrange(size)}/f{i}.py" for i in range(rng.randint(1, 100))
    )
    title = f"{rng.choice(WORDS)}{rng.randrange(size)} fails after {rng.choice(WORDS)}"
    labels = tuple(f"area-{rng.randrange(size)}" for _ in range(3))
    author = Person(login=f"user{rng.randrange(500)}", association="NONE")
    facts = Facts(
        kind="pull_request" if pull else "issue", number=number, title=title, body=body, labels=labels, author=author
    )
    return name, facts.but(files=files, base="main", head=f"topic/{number}", draft=False) if pull else facts


def timed(work: Callable[[], object], rounds: int) -> float:
    """Microseconds a call: the best of several rounds."""
    best = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        best.append(time.perf_counter() - start)
    return min(best) * 1e6


def measure(size: int, events: int) -> tuple[float, ...]:
    """Compile time and memory of a rule file of a size, and both ways to search it."""
    rng = random.Random(size)
    text = json.dumps({"project": {"purpose": "A benchmark."}, "rules": [rule(n, rng) for n in range(size)]})
    start = time.perf_counter()
    book = load(text)
    compiled = time.perf_counter() - start
    items = [event(n, size, rng) for n in range(events)]
    tracemalloc.start()
    index = Index(book.rules)
    for name, facts in items[:20]:
        index.may_hold(name, facts)
    memory = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()

    def loop() -> list[list[str]]:
        return [[r.id for r in book.rules if r.hears(name) and judge(r, facts).matched] for name, facts in items]

    def search() -> list[list[str]]:
        return [[r.id for r in index.may_hold(name, facts) if judge(r, facts).matched] for name, facts in items]

    if loop() != search():
        raise SystemExit("the index and the loop disagree")
    naive, quick = timed(loop, 2) / events, timed(search, 5) / events
    return compiled * 1000, memory / 1e6, naive, quick


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rules", default="10,100,1000")
    parser.add_argument("--events", type=int, default=200)
    given = parser.parse_args()
    payload = json.dumps({"text": ["word " * 20] * 190}).encode()
    parse = statistics.median(timed(lambda: orjson.loads(payload), 50) for _ in range(5))
    print(f"orjson, {len(payload)} bytes: {parse:.1f} us")
    print("  rules  load ms  index MB    loop us  index us   ratio  index / orjson")
    for size in map(int, given.rules.split(",")):
        load_ms, megabytes, naive, quick = measure(size, given.events)
        print(
            f"{size:>7} {load_ms:>8.0f} {megabytes:>9.1f} {naive:>10.1f} {quick:>9.1f} {naive / quick:>6.0f}x"
            f" {quick / parse:>14.1f}x"
        )


if __name__ == "__main__":
    main()
