"""What `/metrics` shows of the inbox."""

from dataclasses import replace

from prometheus_client import REGISTRY

from bot import metrics
from bot.queue.backlog import Counts


def test_the_backlog_is_shown_with_the_age_of_the_oldest() -> None:
    counts = Counts(ready=5, dead=2, lanes_due=3, lanes_later=1, blocked=1, oldest_ready=1_000, saving=4)
    metrics.show_backlog(counts, now=31_000)
    shown = {
        name: REGISTRY.get_sample_value(name)
        for name in (
            "fingerpost_inbox_ready",
            "fingerpost_inbox_dead",
            "fingerpost_lanes_due",
            "fingerpost_lanes_later",
            "fingerpost_installations_blocked",
            "fingerpost_installations_saving",
            "fingerpost_inbox_oldest_seconds",
        )
    }
    assert list(shown.values()) == [5.0, 2.0, 3.0, 1.0, 1.0, 4.0, 30.0]


def test_a_wait_is_shown_as_long_as_it_lasts() -> None:
    name, whose = "fingerpost_installation_waits_until_seconds", {"installation": "7"}
    waiting = Counts(ready=0, dead=0, lanes_due=0, lanes_later=0, blocked=1, oldest_ready=None, waits={7: 90_000})
    metrics.show_backlog(waiting, now=31_000)
    assert REGISTRY.get_sample_value(name, whose) == 90.0
    metrics.show_backlog(replace(waiting, waits={}), now=91_000)
    assert REGISTRY.get_sample_value(name, whose) is None


def test_points_are_counted_by_the_share_that_is_left_and_a_server_without_limits_tells_none() -> None:
    def low(most: str) -> float:
        return REGISTRY.get_sample_value("fingerpost_github_points_left_bucket", {"kind": "here", "le": most}) or 0

    metrics.tell_points("here", 499, 5_000)
    metrics.tell_points("here", 12_500, 12_500)
    metrics.tell_points("here", -1, -1)
    assert [low(most) for most in ("0.0", "0.1", "0.75", "1.0", "+Inf")] == [0, 1, 1, 2, 2]
