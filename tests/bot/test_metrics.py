"""What `/metrics` shows of the inbox."""

from prometheus_client import REGISTRY

from bot import metrics
from bot.backlog import Counts


def test_the_backlog_is_shown_with_the_age_of_the_oldest() -> None:
    counts = Counts(ready=5, dead=2, lanes_due=3, lanes_later=1, blocked=1, oldest_ready=1_000)
    metrics.show_backlog(counts, now=31_000)
    shown = {
        name: REGISTRY.get_sample_value(name)
        for name in (
            "fingerpost_inbox_ready",
            "fingerpost_inbox_dead",
            "fingerpost_lanes_due",
            "fingerpost_lanes_later",
            "fingerpost_installations_blocked",
            "fingerpost_inbox_oldest_seconds",
        )
    }
    assert list(shown.values()) == [5.0, 2.0, 3.0, 1.0, 1.0, 30.0]
