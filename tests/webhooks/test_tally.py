"""One scrape shows what several processes have counted."""

import json

from prometheus_client import REGISTRY, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from bot import metrics
from webhooks.tally import Figures, Sample, Tally, own_figures

DONE = {"outcome": "tally-done"}
LINES = ("fingerpost_handling_seconds_bucket", "fingerpost_handling_seconds_count", "fingerpost_handling_seconds_sum")


def figures(counted: int, in_hand: int) -> Figures:
    """What a worker tells."""
    buckets: list[Sample] = [
        ("fingerpost_github_sharing_bucket", {"kind": "tally", "le": le}, counted) for le in ("1.0", "+Inf")
    ]
    return {
        "fingerpost_deliveries": [("fingerpost_deliveries_total", DONE, counted)],
        "fingerpost_lanes_in_hand": [("fingerpost_lanes_in_hand", {}, in_hand)],
        "fingerpost_github_sharing": buckets,
    }


def shown(tally: Tally) -> dict[str, float | None]:
    """What Prometheus reads of it, beyond what this process has counted by itself."""
    text = generate_latest(tally).decode()
    read = {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    return {
        "counted": read.get(("fingerpost_deliveries_total", *DONE.items())),
        "in hand": read["fingerpost_lanes_in_hand",] - (REGISTRY.get_sample_value("fingerpost_lanes_in_hand") or 0),
        "bucket": read.get(("fingerpost_github_sharing_bucket", ("kind", "tally"), ("le", "1.0"))),
    }


def test_what_nobody_else_tells_is_shown_as_it_is() -> None:
    before = generate_latest(REGISTRY).decode().splitlines()
    after = generate_latest(Tally()).decode().splitlines()
    assert [line for line in after if line.startswith("fingerpost")] == [
        line for line in before if line.startswith("fingerpost")
    ]
    assert any(line.startswith("process_resident_memory_bytes") for line in after)


def test_figures_of_several_are_added() -> None:
    tally = Tally()
    tally.note(1, figures(counted=5, in_hand=2))
    tally.note(2, figures(counted=7, in_hand=1))
    assert shown(tally) == {"counted": 12, "in hand": 3, "bucket": 12}


def test_what_somebody_tells_again_takes_the_place_of_what_they_told_before() -> None:
    tally = Tally()
    tally.note(1, figures(counted=5, in_hand=2))
    tally.note(1, figures(counted=6, in_hand=0))
    assert shown(tally) == {"counted": 6, "in hand": 0, "bucket": 6}


def test_what_was_counted_stays_when_somebody_ends_and_what_was_in_hand_goes() -> None:
    tally = Tally()
    tally.note(1, figures(counted=5, in_hand=2))
    tally.retire(1)
    tally.note(2, figures(counted=7, in_hand=1))
    tally.retire(2)
    tally.retire(3)  # ended before it told anything
    assert shown(tally) == {"counted": 12, "in hand": 0, "bucket": 12}


def test_a_process_is_added_to_itself_and_nothing_but_its_work() -> None:
    metrics.OUTCOMES.labels(**DONE).inc(4)
    try:
        metrics.HANDLING.observe(0.03)
        alone = generate_latest(REGISTRY).decode().splitlines()
        tally = Tally()
        tally.note(1, json.loads(json.dumps(own_figures())))
        twice = generate_latest(tally).decode().splitlines()
        assert shown(tally)["counted"] == 8
        assert [line.split()[0] for line in twice] == [line.split()[0] for line in alone]
        for one, two in zip(alone, twice, strict=True):
            if one.startswith(LINES):
                assert float(two.split()[1]) == 2 * float(one.split()[1])
            elif one.startswith(("fingerpost_handling_seconds_created", "process_start")):
                assert one == two
    finally:
        metrics.OUTCOMES.remove(*DONE.values())
