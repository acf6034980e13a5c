"""Lanes that share requests: each is answered as if it had asked alone."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import pytest

from bot.action import Write
from bot.errors import Ambiguous, GitHubError, RateLimited, Retryable
from bot.github.document import Part
from bot.github.queries import fragments
from bot.github.sharing import Lane
from bot.github.waiting import MOST, MOST_PARTS
from bot.queue.rank import COMMAND, EVENT, SWEEP

TYPES = {"issue": "Issue", "pull_request": "PullRequest"}


def number_of(github: Any) -> int:
    return int(github.item().installation)


async def together(
    github: Any, *works: Callable[[], Awaitable[Any]], command: Iterable[int] = (), rank: int = EVENT
) -> list[Any]:
    """What each work gives or raises, all of them lanes of one installation that are in hand at once."""

    async def one(place: int, work: Callable[[], Awaitable[Any]]) -> Any:
        with github.graphql.in_hand(Lane(f"1#{place}", number_of(github), COMMAND if place in command else rank)):
            return await work()

    return await asyncio.gather(*(one(place, work) for place, work in enumerate(works)), return_exceptions=True)


def opened(github: Any, how_many: int) -> list[str]:
    """The ids of as many new issues."""
    for n in range(how_many):
        github.act("newcomer", "open_issue", repo="orchard/tools", title=f"Number {n}")
    items = github.state()["items"]
    return [items[f"orchard/tools#{n + 2}"]["node_id"] for n in range(how_many)]


def look(node: str, kind: str = "issue", field: str = "Status") -> list[Part]:
    texts = tuple(fragments(kind)[name] for name in ("core", "card"))
    text = f"node(id: $item) {{ ... on {TYPES[kind]} {{ ...core ...card }} }}"
    return [Part("item", text, {"item": ("ID!", node), "field": ("String!", field)}, texts)]


def reading(github: Any, parts: list[Part]) -> Callable[[], Awaitable[Any]]:
    return lambda: github.graphql.read(number_of(github), parts)


def writing(github: Any, *writes: Write) -> Callable[[], Awaitable[Any]]:
    return lambda: github.graphql.write(number_of(github), writes)


def saying(node: str, text: str = "Hi") -> Write:
    return Write("addComment", {"subjectId": node, "body": text}, (), select="commentEdge { node { body } }", creates=1)


async def test_two_lanes_share_one_request_and_each_has_its_own_answer(github: Any) -> None:
    first, second = opened(github, 2)
    answers = await together(github, reading(github, look(first)), reading(github, look(second)))
    assert github.asked == 1
    assert [answer.found("item")["title"] for answer in answers] == ["Number 0", "Number 1"]


async def test_a_lane_alone_asks_as_it_is(github: Any) -> None:
    [node] = opened(github, 1)
    [answer] = await together(github, reading(github, look(node)))
    assert (github.asked, answer.data.keys()) == (1, {"item"})


async def test_who_is_in_hand_of_nobody_shares_nothing(github: Any) -> None:
    nodes = opened(github, 3)
    answers = await asyncio.gather(*(reading(github, look(node))() for node in nodes))
    assert github.asked == 3
    assert [answer.found("item")["title"] for answer in answers] == ["Number 0", "Number 1", "Number 2"]


async def test_what_one_lane_cannot_be_told_concerns_no_other(github: Any) -> None:
    [node] = opened(github, 1)
    good, gone = await together(github, reading(github, look(node)), reading(github, look("I_none")))
    assert github.asked == 1
    assert (good.faults, good.found("item")["title"]) == ((), "Number 0")
    assert (gone.found("item"), gone.fault_at("item").kind) == (None, "NOT_FOUND")


async def test_what_one_lane_asks_wrongly_is_refused_to_it_alone(github: Any) -> None:
    first, second = opened(github, 2)
    wrong = [Part("item", "node(id: $item) { ... on Issue { colour } }", {"item": ("ID!", first)})]
    answers = await together(
        github, reading(github, look(first)), reading(github, wrong), reading(github, look(second))
    )
    assert [answers[n].found("item")["title"] for n in (0, 2)] == ["Number 0", "Number 1"]
    assert isinstance(answers[1], GitHubError)
    assert "colour" in str(answers[1])


async def test_each_write_reaches_its_own_item(github: Any) -> None:
    nodes = opened(github, 3)
    closing = Write("closeIssue", {"issueId": "I_none"}, ())
    works = [writing(github, saying(node, f"For {n}")) for n, node in enumerate(nodes)]
    *said, refused = await together(github, *works, writing(github, closing, saying(nodes[0], "Also")))
    assert github.asked == 1
    assert [one[0].answer["commentEdge"]["node"]["body"] for one in said] == ["For 0", "For 1", "For 2"]
    assert (refused[0].answer, refused[0].fault.kind) == (None, "NOT_FOUND")
    items = github.state()["items"]
    bodies = [[one["body"] for one in items[f"orchard/tools#{n + 2}"]["comments"]] for n in range(3)]
    assert bodies == [["For 0", "Also"], ["For 1"], ["For 2"]]


async def test_a_request_takes_no_more_than_it_holds(github: Any) -> None:
    nodes = opened(github, MOST + 1)
    await together(github, *(reading(github, look(node)) for node in nodes))
    assert github.asked == 2
    github.asked = 0
    several = [[saying(node, f"{n}") for n in range(MOST_PARTS[True] // 2 + 1)] for node in nodes[:3]]
    await together(github, *(writing(github, *writes) for writes in several))
    assert github.asked == 3


async def test_a_person_who_waits_is_served_before_all_others(github: Any) -> None:
    nodes = opened(github, MOST + 2)
    place = MOST + 1
    together_ = together(github, *(writing(github, saying(node, "Hi")) for node in nodes), command=[place])
    await together_
    audit = [one for one in github.state()["items"].items() if one[1]["comments"]]
    first = min(audit, key=lambda item: item[1]["comments"][0]["id"])
    assert first[0] == f"orchard/tools#{place + 2}"


async def test_a_lane_that_goes_off_is_waited_for_no_more(github: Any) -> None:
    first, second = opened(github, 2)
    started = asyncio.Event()

    async def leaves() -> None:
        await started.wait()

    async def asks() -> Any:
        started.set()
        return await reading(github, look(first))()

    _, answer, other = await together(github, leaves, asks, reading(github, look(second)))
    assert github.asked == 1
    assert (answer.found("item")["title"], other.found("item")["title"]) == ("Number 0", "Number 1")


async def test_a_lane_that_is_busy_elsewhere_holds_up_nobody_for_long(github: Any) -> None:
    first, second = opened(github, 2)
    answered = asyncio.Event()

    async def busy() -> Any:
        await answered.wait()
        return await reading(github, look(second))()

    async def asks() -> Any:
        answer = await reading(github, look(first))()
        answered.set()
        return answer

    late, early = await together(github, busy, asks)
    assert github.asked == 2
    assert (early.found("item")["title"], late.found("item")["title"]) == ("Number 0", "Number 1")


async def test_what_few_lanes_of_a_sweep_write_waits_until_all_have_looked(github: Any) -> None:
    nodes = opened(github, 4)

    async def writes(node: str) -> Any:
        await reading(github, look(node))()
        return await writing(github, saying(node))()

    async def looks_twice(node: str) -> None:
        await reading(github, look(node))()
        await reading(github, look(node))()

    works = [lambda: writes(nodes[0]), lambda: looks_twice(nodes[1]), lambda: looks_twice(nodes[2])]

    async def late() -> Any:
        await looks_twice(nodes[3])
        return await writing(github, saying(nodes[3]))()

    first, *_, last = await together(github, *works, late, rank=SWEEP)
    assert github.asked == 3
    assert [one[0].answer["commentEdge"]["node"]["body"] for one in (first, last)] == ["Hi", "Hi"]


async def test_a_lane_that_is_lost_takes_nobody_with_it(github: Any) -> None:
    first, second = opened(github, 2)

    async def lost() -> Any:
        asking = asyncio.ensure_future(reading(github, look(first))())
        await asyncio.sleep(0)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)

    _, answer = await together(github, lost, reading(github, look(second)))
    assert answer.found("item")["title"] == "Number 1"


async def test_a_read_without_an_answer_is_repeated_one_by_one(github: Any) -> None:
    nodes = opened(github, 3)
    github.post("faults", [{"match": "query"}])
    answers = await together(github, *(reading(github, look(node)) for node in nodes))
    assert github.asked == 4
    assert [answer.found("item")["title"] for answer in answers] == ["Number 0", "Number 1", "Number 2"]


async def test_where_github_does_not_answer_at_all_it_is_not_asked_for_each(github: Any) -> None:
    nodes = opened(github, 9)
    github.post("faults", [{"match": "query", "times": None}])
    answers = await together(github, *(reading(github, look(node)) for node in nodes))
    assert github.asked == 3
    assert {type(answer) for answer in answers} == {Retryable}


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_write_without_an_answer_is_not_clear_to_anybody_and_repeated_by_nobody(github: Any, when: str) -> None:
    nodes = opened(github, 3)
    github.post("faults", [{"match": "mutation", "when": when}])
    answers = await together(github, *(writing(github, saying(node)) for node in nodes))
    assert github.asked == 1
    assert {type(answer) for answer in answers} == {Ambiguous}


async def test_what_had_no_clear_end_is_written_alone_the_next_time(github: Any) -> None:
    nodes = opened(github, 3)

    async def alone() -> Any:
        github.graphql.write_alone()
        await reading(github, look(nodes[0]))()
        return await writing(github, saying(nodes[0]))()

    async def usual(node: str) -> Any:
        await reading(github, look(node))()
        return await writing(github, saying(node))()

    await together(github, alone, lambda: usual(nodes[1]), lambda: usual(nodes[2]))
    assert github.asked == 3


async def test_a_limit_concerns_all_who_share(github: Any) -> None:
    nodes = opened(github, 3)
    github.post("faults", [{"match": "query", "kind": "limit"}])
    answers = await together(github, *(reading(github, look(node)) for node in nodes))
    assert github.asked == 1
    assert {type(answer) for answer in answers} == {RateLimited}


async def test_the_last_tenth_of_an_hour_is_kept_for_people(github: Any) -> None:
    nodes = opened(github, 2)
    github.post("config", {"primary_limit": 20})
    for _ in range(19):
        await reading(github, look(nodes[0]))()
    works = [reading(github, look(node)) for node in nodes]
    usual, command = await together(github, *works, command=[1])
    github.post("config", {"primary_limit": 5_000})
    assert command.found("item")["title"] == "Number 1"
    assert (type(usual), usual.commands_go_on) == (RateLimited, True)


async def test_however_lanes_fall_together_each_is_told_what_it_would_be_told_alone(github: Any) -> None:
    nodes = opened(github, 3)
    github.act("ben", "open_pull_request", repo="orchard/tools", title="Mend it", files=["a.py"])
    pull = github.state()["items"]["orchard/tools#5"]["node_id"]
    named = Part("n0", "user(login: $k0) { id }", {"k0": ("String!", "ada")})
    nobody = Part("n0", "user(login: $k0) { id login }", {"k0": ("String!", "nobody")})
    pool = [
        *(look(node) for node in nodes),
        look(nodes[0], field="Size"),
        look(pull, "pull_request"),
        look("I_none"),
        [named],
        [nobody],
        [*look(nodes[1]), named],
    ]
    alone = [await reading(github, parts)() for parts in pool]
    chance = random.Random(4)  # noqa: S311 - the same interleavings each time

    def late(parts: list[Part], turns: int) -> Callable[[], Awaitable[Any]]:
        async def work() -> Any:
            for _ in range(turns):
                await asyncio.sleep(0)
            return await reading(github, parts)()

        return work

    for _ in range(12):
        chosen = [chance.randrange(len(pool)) for _ in range(chance.randint(2, 8))]
        answers = await together(github, *(late(pool[one], chance.randint(0, 3)) for one in chosen))
        assert answers == [alone[one] for one in chosen]
    assert github.asked < len(pool) + 12 * 3
