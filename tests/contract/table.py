"""The reviewed table of what becomes of each webhook example: `webhook_examples.yml`.

`python -m tests.contract.table` prints what becomes of them now, in the table's own form. Whoever puts that into the
table has read every line of it.
"""

import asyncio
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import structlog
import yaml

from tests.contract.examples import heard
from tests.contract.hearing import Became
from tests.contract.published import webhook_examples

TABLE = Path(__file__).with_name("webhook_examples.yml")
Result = dict[str, Any]


def result_of(became: Became) -> Result:
    """What the table says of it."""
    if became.state != "done" or not became.decision:
        return {became.state: became.note}
    told = {name: became.decision[name] for name in ("held_back", "conflicts") if became.decision[name]}
    failed = [outcome for outcome in became.decision["outcomes"] if outcome["state"] != "done"]
    return {"done": became.decision["actions"], **told, **({"failed": failed} if failed else {})}


def expected(event: str) -> list[Result]:
    """What the table says of each example of an event, in order."""
    rows: Mapping[str, Result] = yaml.safe_load(TABLE.read_text("utf-8"))[event]
    return [_row(rows, name, n) for n, name in enumerate(_actions(event))]


def named(event: str) -> set[str]:
    """The examples that the table speaks of: `opened`, `opened 3`, `every`."""
    rows: Mapping[str, Result] = yaml.safe_load(TABLE.read_text("utf-8"))[event]
    return {word.strip() for row in rows for word in row.split(",")}


def known(event: str) -> set[str]:
    """The words that may stand for examples of an event."""
    actions = _actions(event)
    return {"every", *actions, *(f"{action} {n}" for n, action in enumerate(actions))}


def _row(rows: Mapping[str, Result], action: str, n: int) -> Result:
    """The row that says most exactly which example it means."""
    by_word = {word.strip(): result for row, result in rows.items() for word in row.split(",")}
    return next(by_word[word] for word in (f"{action} {n}", action, "every") if word in by_word)


def _actions(event: str) -> list[str]:
    return [payload.get("action") or "example" for payload in webhook_examples()[event]]


def printed(event: str, results: Sequence[Result]) -> Iterator[str]:
    """The rows of an event: equal results share one, an action whose examples are all alike has no numbers."""
    actions, texts = _actions(event), [json.dumps(result, ensure_ascii=False) for result in results]
    yield f"{event}:"
    for text in dict.fromkeys(texts):
        which = [n for n, other in enumerate(texts) if other == text]
        words = ["every"] if len(which) == len(texts) else list(dict.fromkeys(_words(actions, which)))
        yield f"  {', '.join(words)}:"
        yield from (f"    {line}" for line in _lines(json.loads(text)))


def _words(actions: Sequence[str], which: Sequence[int]) -> Iterator[str]:
    for n in which:
        alike = {m for m, action in enumerate(actions) if action == actions[n]}
        yield actions[n] if alike <= set(which) else f"{actions[n]} {n}"


def _lines(result: Result) -> Iterator[str]:
    for name, value in result.items():
        if isinstance(value, str):
            yield f"{name}: {value}"
        else:
            yield f"{name}:"
            yield from (f"  - {_flow(each)}" for each in value)


def _flow(value: Any) -> str:
    text = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, width=10_000, sort_keys=False)
    return text.removesuffix("\n")


async def _print(events: Iterable[str]) -> None:
    for event in events:
        with TemporaryDirectory() as home:
            results = [result_of(became) async for became in heard(event, Path(home))]
        sys.stdout.write("\n".join(printed(event, results)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    asyncio.run(_print(sys.argv[1:] or webhook_examples()))
