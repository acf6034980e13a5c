"""Whatever order things happen in: nothing is lost, nothing is done twice, and every lane keeps its order."""

import itertools
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot import inbox
from bot.inbox import Desk, Incoming
from bot.queue.claim import Claim, Done, Outcome, Retry
from bot.store import database
from bot.store.migrate import migrate

LEASE = 100
LANES = ["1#1", "1#2", "2#1"]


class History(RuleBasedStateMachine):
    """Two workers and a receiver, any of whom may die at any moment, beside a model of what must come out."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        address = database.parse(f"sqlite:///{Path(self.folder.name) / 'fingerpost.db'}")
        self.engine = database.writer(address, 1)
        migrate(self.engine)
        self.now = 0
        self.names = itertools.count()
        self.desks = {0: Desk("w0"), 1: Desk("w1")}
        self.in_hand: list[tuple[Claim, int]] = []
        self.acknowledged: dict[str, list[str]] = {lane: [] for lane in LANES}
        self.done: dict[str, list[str]] = {lane: [] for lane in LANES}

    def teardown(self) -> None:
        for _ in range(200):
            if self.done == self.acknowledged:
                break
            self.now += 10 * LEASE
            with self.engine.begin() as connection:
                claims = self.desks[0].claim(connection, self.now, 2, LEASE)
            for claim in claims:
                self._finish(claim, len(claim.deliveries))
        assert self.done == self.acknowledged
        self.engine.dispose()
        self.folder.cleanup()

    @rule(lane=st.sampled_from(LANES), commits=st.booleans())
    def put(self, lane: str, commits: bool) -> None:
        delivery = f"d{next(self.names)}"
        with self.engine.connect() as connection, connection.begin() as transaction:
            inbox.put(connection, [Incoming(delivery, "issues", lane, int(lane[0]), b"{}", self.now)])
            if commits:
                transaction.commit()
                self.acknowledged[lane].append(delivery)
            else:
                transaction.rollback()

    @rule(lane=st.sampled_from(LANES))
    def put_again(self, lane: str) -> None:
        if self.acknowledged[lane]:
            again = Incoming(self.acknowledged[lane][0], "issues", lane, int(lane[0]), b"{}", self.now)
            with self.engine.begin() as connection:
                assert inbox.put(connection, [again]) == ["repeated"]

    @rule(who=st.sampled_from([0, 1]), wanted=st.integers(1, 3), commits=st.booleans())
    def claim(self, who: int, wanted: int, commits: bool) -> None:
        with self.engine.connect() as connection, connection.begin() as transaction:
            claims = self.desks[who].claim(connection, self.now, wanted, LEASE)
            if commits:
                transaction.commit()
                self.in_hand += [(claim, self.now + LEASE) for claim in claims]
            else:
                transaction.rollback()

    @precondition(lambda self: self.in_hand)
    @rule(which=st.randoms(use_true_random=False), how_many=st.integers(0, 3), pause=st.integers(0, LEASE))
    def finish(self, which: object, how_many: int, pause: int) -> None:
        claim, _ = self.in_hand.pop(which.randrange(len(self.in_hand)))  # type: ignore[attr-defined]  # a Random
        self._finish(claim, how_many, pause)

    @precondition(lambda self: self.in_hand)
    @rule()
    def renew(self) -> None:
        claim, _ = self.in_hand.pop(0)
        with self.engine.begin() as connection:
            lost = inbox.renew(connection, [claim], self.now, LEASE)
        if not lost:
            self.in_hand.append((claim, self.now + LEASE))

    @rule(who=st.sampled_from([0, 1]))
    def crash(self, who: int) -> None:
        """The worker forgets all that it had in hand and comes back under a new name."""
        self.in_hand = [(claim, ends) for claim, ends in self.in_hand if not claim.lease.startswith(f"w{who}")]
        self.desks[who] = Desk(f"w{who}-{next(self.names)}")

    @rule(by=st.integers(1, 2 * LEASE))
    def wait(self, by: int) -> None:
        self.now += by

    @invariant()
    def each_lane_is_done_in_order_without_gaps(self) -> None:
        for lane in LANES:
            assert self.done[lane] == self.acknowledged[lane][: len(self.done[lane])]

    @invariant()
    def no_lane_is_in_two_hands(self) -> None:
        held = [claim.lane for claim, ends in self.in_hand if ends > self.now]
        assert len(held) == len(set(held))

    def _finish(self, claim: Claim, how_many: int, pause: int = 0) -> None:
        """The first few are done, the next one has to be tried again, the rest is left."""
        outcomes: dict[int, Outcome] = {waiting.seq: Done() for waiting in claim.deliveries[:how_many]}
        outcomes |= {w.seq: Retry(self.now + pause, "later") for w in claim.deliveries[how_many : how_many + 1]}
        with self.engine.begin() as connection:
            if inbox.finish(connection, claim, outcomes, self.now):
                self.done[claim.lane] += [waiting.delivery for waiting in claim.deliveries[:how_many]]


TestHistory = History.TestCase
TestHistory.settings = settings(
    max_examples=60,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
