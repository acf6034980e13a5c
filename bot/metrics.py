"""The figures that `/metrics` shows, all in one place."""

from prometheus_client import Counter, Gauge, Histogram

from bot.queue.backlog import Counts

REST = "rest"
"""What is asked of GitHub otherwise than by GraphQL."""

OUTCOMES = Counter("fingerpost_deliveries", "Deliveries by what became of them.", ["outcome"])
REDELIVERIES = Counter("fingerpost_redeliveries", "Missed deliveries that GitHub was asked to send again.")
FAILURES = Counter("fingerpost_handling_failures", "Lanes whose handling failed, by kind of error.", ["error"])
HANDLING = Histogram(
    "fingerpost_handling_seconds",
    "From a claimed lane to its outcome on disk.",
    buckets=(0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
)
LANES_IN_HAND = Gauge("fingerpost_lanes_in_hand", "Lanes that are handled now, by this process or its workers.")
LOST_LEASES = Counter("fingerpost_lost_leases", "Lanes that were taken over while in hand.")
_REQUESTS = Counter(
    "fingerpost_github_requests", "Requests to GitHub: queries and mutations of GraphQL, and REST.", ["kind"]
)
_POINTS = Histogram(
    "fingerpost_github_points_left",
    "Share of an hour's points that was left when GitHub answered.",
    ["kind"],
    buckets=(0, 0.1, 0.25, 0.5, 0.75, 1),
)
SHARED = Histogram(
    "fingerpost_github_sharing", "Lanes that shared one request to GitHub.", ["kind"], buckets=(1, 2, 5, 10, 20)
)
CREATIONS_WAITING = Gauge("fingerpost_creations_waiting", "Pieces of content that wait for GitHub to take them.")
ACTIONS = Counter("fingerpost_actions", "Actions by verb and what became of them.", ["verb", "state"])
WORKERS_REPLACED = Counter("fingerpost_workers_replaced", "Workers of `serve --workers` that ended, or hung.")
STORE_FAILURES = Counter("fingerpost_store_failures", "Times that the worker found the database unavailable.")

_READY = Gauge("fingerpost_inbox_ready", "Deliveries that wait, those in hand included.")
_DEAD = Gauge("fingerpost_inbox_dead", "Deliveries that were given up; `fingerpost inbox list` shows them.")
_DUE = Gauge("fingerpost_lanes_due", "Lanes that could be handled now.")
_LATER = Gauge("fingerpost_lanes_later", "Lanes in hand or backing off.")
_BLOCKED = Gauge("fingerpost_installations_blocked", "Installations that GitHub asked to wait.")
_SAVING = Gauge(
    "fingerpost_installations_saving", "Installations whose points left this hour are kept for people's commands."
)
_WAITS = Gauge("fingerpost_installation_waits_until_seconds", "Moment until which it has to wait.", ["installation"])
_AGE = Gauge("fingerpost_inbox_oldest_seconds", "Age of the oldest waiting delivery.")


def count_request(kind: str) -> None:
    """Count a request to GitHub: a `query`, a `mutation` or one over `rest`."""
    _REQUESTS.labels(kind=kind).inc()


def tell_points(kind: str, remaining: int, limit: int) -> None:
    """Note what an answer told is left of an hour's points; not of a server that has no limits.

    Shares are counted, because neither an installation's own figure nor the least of all is one that can be added up.

    Args:
        kind: `graphql` or `rest`, each of which has its own points.
        remaining: how many are left.
        limit: how many an hour has.
    """
    if limit > 0:
        _POINTS.labels(kind=kind).observe(remaining / limit)


def show_backlog(counts: Counts, now: int) -> None:
    """Set the gauges that are read from the store."""
    _READY.set(counts.ready)
    _DEAD.set(counts.dead)
    _DUE.set(counts.lanes_due)
    _LATER.set(counts.lanes_later)
    _BLOCKED.set(counts.blocked)
    _SAVING.set(counts.saving)
    _WAITS.clear()
    for installation, until in counts.waits.items():
        _WAITS.labels(installation=str(installation)).set(until / 1000)
    _AGE.set(0 if counts.oldest_ready is None else max(0, now - counts.oldest_ready) / 1000)
