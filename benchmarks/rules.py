"""How long it takes to find the rules that an event concerns: the index against a loop over all rules.

    python -m benchmarks.rules [--rules 10,100,1000,10000] [--events 200]

Prints a table: milliseconds to load a rule file with all that is checked then, the memory that it takes, microseconds
an event for the loop and for the index (with asking the rules that are left), and what parsing a payload costs on the
same machine. A file has at most a thousand rules; more are the rules of several files in one index.
"""

import argparse
import gc
import json
import math
import random
import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import orjson

from rules.book import Rulebook
from rules.evaluate import judge
from rules.facts import Facts, Person
from rules.index import Index
from rules.language import load
from rules.rulefile import MAX_RULES as MOST

WORDS = ("crash", "install", "build", "docs", "login", "cache", "slow", "proxy", "upgrade", "import", "export", "theme")
FOLDERS = ["docs", "src", "tests", "api", "web", "tools", "i18n", "site", "lib", "core"]
EVENTS = ("issues.opened", "issues.edited", "issues.labeled", "pull_request.opened", "pull_request.synchronize")

SERVED = 6


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


def payload(rng: random.Random) -> bytes:
    """A webhook of about 20 KB in GitHub's shape: objects of many short keys and addresses, and one text."""

    def thing(name: str) -> dict[str, object]:
        address = f"https://api.github.com/repos/acme/garden/{name}"
        keys = (f"{rng.choice(WORDS)}_{rng.choice(WORDS)}_{n}" for n in range(80))
        values = (lambda n: f"{address}/{n}", lambda n: n * 1_000_003, lambda n: n % 2 == 0, lambda _: None)
        return {key: values[n % 4](n) for n, key in enumerate(keys)}

    things = {name: thing(name) for name in ("issue", "repository", "organization", "sender", "installation")}
    body = " ".join(rng.choice(WORDS) for _ in range(600))
    return json.dumps({"action": "opened", **things, "body": body}).encode()


def source(size: int, first: int = 0) -> str:
    """A rule file of a size, the first rule with this number."""
    rng = random.Random(size + first)
    rules = [rule(number, rng) for number in range(first, first + size)]
    return json.dumps({"project": {"purpose": "A benchmark."}, "rules": rules})


def books(size: int) -> list[Rulebook]:
    """The rules of a size, in as many files as they need."""
    return [load(source(min(size, MOST), first)) for first in range(0, size, MOST)]


def timed(work: Callable[[], object], rounds: int) -> float:
    """Microseconds a call: the best of several rounds."""
    best = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        best.append(time.perf_counter() - start)
    return min(best) * 1e6


def resident() -> float:
    """Megabytes of memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def memory(size: int) -> float:
    """What one rule file of a size takes of a process that serves several: read, its index in use, RE2 included."""
    items = [event(n, size, random.Random(n)) for n in range(50)]
    kept: list[Rulebook] = []
    held: list[float] = []
    for number in range(SERVED):
        book = load(source(size, first=number * size))
        for name, facts in items:
            book.index.may_hold(name, facts)
        kept.append(book)
        gc.collect()
        held.append(resident())
    return (held[-1] - held[0]) / (len(held) - 1)


def measure(size: int, events: int) -> dict[str, float]:
    """How long it takes to load rules of a size, and to search them in both ways."""
    rng = random.Random(size)
    rules = [each for book in books(size) for each in book.rules]
    items = [event(n, size, rng) for n in range(events)]
    index = Index(rules)
    found = [index.may_hold(name, facts) for name, facts in items]
    asked = list(zip(found, items, strict=True))

    def loop() -> list[list[str]]:
        return [[r.id for r in rules if r.hears(name) and judge(r, facts).matched] for name, facts in items]

    def search() -> list[list[str]]:
        return [[r.id for r in index.may_hold(name, facts) if judge(r, facts).matched] for name, facts in items]

    if loop() != search():
        raise SystemExit("the index and the loop disagree")
    return {
        "load": timed(lambda: books(size), 5 if size <= MOST else 1) / 1000,
        "loop": timed(loop, 2 if size <= MOST else 1) / events,
        "both": timed(search, 20) / events,
        "index": timed(lambda: [index.may_hold(name, facts) for name, facts in items], 20) / events,
        "judge": timed(lambda: [judge(r, facts) for kept, (_, facts) in asked for r in kept], 20) / events,
        "left": sum(map(len, found)) / events,
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rules", default="10,100,1000,10000")
    parser.add_argument("--events", type=int, default=200)
    given = parser.parse_args()
    raw = payload(random.Random(1))
    parse = timed(lambda: orjson.loads(raw), 2_000)
    print(f"orjson, {len(raw):,} bytes in GitHub's shape: {parse:.1f} us")
    print("  rules  load ms  memory MB    loop us   ratio   both us  = index +  judge  rules left  both / orjson")
    for size in map(int, given.rules.split(",")):
        took = measure(size, given.events)
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
            megabytes = fresh.submit(memory, size).result() if size <= MOST else math.nan
        print(
            f"{size:>7} {took['load']:>8.1f} {megabytes:>10.1f} {took['loop']:>10.1f}"
            f" {took['loop'] / took['both']:>6.0f}x"
            f" {took['both']:>9.1f} {took['index']:>9.1f} {took['judge']:>7.1f} {took['left']:>11.2f}"
            f" {took['both'] / parse:>13.2f}x"
        )


if __name__ == "__main__":
    main()
