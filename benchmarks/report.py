"""The tables of `docs/performance.md`, from what was measured, and beside each number what was aimed at. Pure."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median
from typing import Any

from benchmarks.contenders import CREW, OURS

PROBOT, GIDGETHUB = "Probot", "gidgethub"
_PLACE = re.compile(r"(<!-- measured -->\n).*(<!-- end -->)", re.DOTALL)
Row = Mapping[str, Any]


def page(old: str, found: Mapping[str, Any]) -> str:
    """The page with these figures in the place of the old ones."""
    text = "\n\n".join(part for part in _parts(found) if part)
    return _PLACE.sub(lambda match: f"{match[1]}\n{text}\n\n{match[2]}", old)


def _parts(found: Mapping[str, Any]) -> Iterable[str]:
    yield _heading(found)
    if "load" in found:
        rows = _medians(found["load"]["found"])
        yield from (_loads(rows, latency) for latency in (50.0, 0.0))
        yield _cold(rows)
    if "faults" in found:
        yield _faults(found["faults"]["found"])
    if "kill" in found or "twice" in found:
        yield _struck(_of(found, "kill"), _of(found, "twice"))
    if "burst" in found:
        yield _bursts(found)
    yield _aims(found)


def _of(found: Mapping[str, Any], part: str) -> Any:
    return found.get(part, {}).get("found", [])


def _heading(found: Mapping[str, Any]) -> str:
    on = found["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in on["versions"].items())
    parts = [each for each in found.values() if "busy" in each]
    days = sorted({each["at"][:10] for each in parts})
    busy = [each["busy"] for each in parts]
    return (
        f"Measured {', '.join(days)} on {on['cores']} cores ({on['cpu']}) that the bot, GitHub and the sender share;\n"
        f"Python {on['python']}, Node {on['node']}; {versions}.\nThe machine's load when a part began was "
        f"{min(busy):.1f} to {max(busy):.1f}: above {on['cores']}, others used it too."
    )


def _medians(rows: Sequence[Row]) -> dict[tuple[float, str], dict[str, Any]]:
    """Of several rounds, the median of every number."""
    same: defaultdict[tuple[float, str], list[Row]] = defaultdict(list)
    for row in rows:
        same[row["latency_ms"], row["name"]].append(row)
    return {key: {name: _middle([row[name] for row in every]) for name in every[0]} for key, every in same.items()}


def _middle(values: list[Any]) -> Any:
    return median(values) if all(isinstance(value, int | float) for value in values) else values[0]


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _loads(rows: Mapping[tuple[float, str], Row], latency: float) -> str:
    heads = (
        f"GitHub takes {latency:g} ms", "acknowledged p50 / p99", "deliveries/s to finished effects",
        "requests each", "CPU each", "peak memory", "complete",
    )  # fmt: skip
    told = [
        (
            row["name"],
            f"{row['ack_p50_ms']:.0f} / {row['ack_p99_ms']:.0f} ms",
            f"{row['a_second']:.0f}",
            f"{row['requests']:.2f}",
            f"{row['cpu_ms']:.1f} ms",
            f"{row['memory_mb']:.0f} MB",
            f"{row['complete']:.0f} of {row['items']:.0f}",
        )
        for (at, _), row in rows.items()
        if at == latency
    ]
    return _table(heads, told)


def _cold(rows: Mapping[tuple[float, str], Row]) -> str:
    heads = ("cold start, 50 ms", "until it listens", "400 first deliveries of 200 installations", "requests each")
    told = [
        (row["name"], f"{row['started_s']:.1f} s", f"{row['cold_s']:.1f} s", f"{row['cold_requests']:.2f}")
        for (at, _), row in rows.items()
        if at == 50.0
    ]
    return _table(heads, told)


def _faults(rows: Sequence[Row]) -> str:
    heads = ("2 % of writes: 502 after the effect", "complete", "comments doubled", "gone astray", "requests each")
    told = [
        (
            row["name"],
            f"{row['complete']} of {row['items']}",
            str(row["doubled"]),
            str(row["astray"]),
            f"{row['requests']:.2f}",
        )
        for row in rows
    ]
    return _table(heads, told)


def _struck(kill: Sequence[Row], twice: Sequence[Row]) -> str:
    heads = ("`kill -9` under load, then started again", "acknowledged", "lost", "doubled", "same id twice: doubled")
    again = {row["name"]: row["doubled"] for row in twice}
    told = [
        (row["name"], *(str(row[key]) for key in ("kept", "lost", "doubled")), f"{again.get(row['name'], '?')} of 100")
        for row in kill
    ]
    return _table(heads, told)


def _bursts(found: Mapping[str, Any]) -> str:
    heads = ("one installation, 50 ms", "deliveries", "requests each", "took", "most comments in a minute")
    told = [_burst(row, row["name"]) for row in found["burst"]["found"]]
    told += [_burst(row, f"{row['name']}, GitHub's limits kept") for row in _of(found, "paced")]
    if swept := _of(found, "sweep"):
        items = f"{int(swept['items']):,}"
        told.append((f"{OURS}, sweep", items, swept["requests"], f"{swept['a_second']} items/s", "-"))
    return _table(heads, told)


def _burst(row: Row, name: str) -> tuple[str, ...]:
    done = f"{row['complete']} of {row['items']}"
    return (name, done, f"{row['requests']:.2f}", f"{row['took_s']:.1f} s", str(row["most_in_a_minute"]))


def _aims(found: Mapping[str, Any]) -> str:
    heads = ("aim", "measured", "")
    return _table(heads, [(aim, said, "reached" if met else "**missed**") for aim, said, met in _judged(found)])


def _judged(found: Mapping[str, Any]) -> Iterable[tuple[str, str, bool]]:
    if "load" in found:
        rows = _medians(found["load"]["found"])
        ours, crew, probot, gidgethub = (rows[50.0, name] for name in (OURS, CREW, PROBOT, GIDGETHUB))
        each = {kind: ours["by_kind"].get(kind, 0) / ours["items"] for kind in ("mutation", "query")}
        yield _aim("2 requests that write for a fresh payload", each["mutation"], "{:.2f}", lambda n: n <= 2)
        yield _aim(
            "and 1 that reads where it does not tell all: a pull request's files",
            each["query"],
            "{:.2f}",
            lambda n: n <= 1,
        )
        against = max(5 * probot["a_second"], gidgethub["a_second"])
        said = f"{crew['a_second']:.0f}/s with two workers, {ours['a_second']:.0f}/s alone, against {against:.0f}/s"
        yield "5 times Probot's deliveries/s, and gidgethub's", said, crew["a_second"] >= against
        tenth = probot["ack_p50_ms"] / 10
        said = f"{ours['ack_p50_ms']:.0f} ms, against {tenth:.0f} ms"
        yield "acknowledged on disk, p50: a tenth of Probot's", said, ours["ack_p50_ms"] <= tenth
        most = gidgethub["ack_p99_ms"]
        said = f"{ours['ack_p99_ms']:.0f} ms, against {most:.0f} ms"
        yield "the same, p99: below gidgethub's", said, ours["ack_p99_ms"] < most
        yield _aim("3 ms CPU for each delivery", ours["cpu_ms"], "{:.1f} ms", lambda n: n <= 3)
        yield _aim("120 MB of memory", ours["memory_mb"], "{:.0f} MB", lambda n: n <= 120)
    for row in _of(found, "burst"):
        if row["name"] == OURS:
            yield _aim("0.5 requests each in a burst of 200", row["requests"], "{:.2f}", lambda n: n <= 0.5)
    if swept := _of(found, "sweep"):
        aim = f"0.1 requests each in a sweep of {int(swept['items']):,}"
        yield _aim(aim, float(swept["requests"]), "{:.3f}", lambda n: n <= 0.1)
    for row in _of(found, "paced"):
        said = f"{row['most_in_a_minute']} at most"
        yield "80 pieces of content a minute reached, never passed", said, row["most_in_a_minute"] == 80
    for row in _of(found, "kill"):
        if row["name"] == OURS:
            lost = row["lost"] + row["doubled"]
            yield "`kill -9`: nothing lost, nothing doubled", f"{row['lost']} and {row['doubled']}", lost == 0
    for row in _of(found, "twice"):
        if row["name"] == OURS:
            yield _aim("the same id twice: no further effect", row["doubled"], "{}", lambda n: n == 0)


def _aim(aim: str, value: float, said: str, met: Callable[[float], bool]) -> tuple[str, str, bool]:
    return aim, said.format(value), met(value)
