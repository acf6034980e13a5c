"""The tables, the same on SQLite and PostgreSQL. Every time is a whole number of milliseconds since 1970.

The migrations under `migrations/` build them; a test compares both. States are short words; the partial indexes hold
only the few rows that a question is about, so that a long history costs nothing. A query must name the state as a
literal (`READY`, `DEAD` below) to be given such an index: a planner does not match a bound parameter to it.
"""

from itertools import chain

import sqlalchemy as sa
from sqlalchemy import event

metadata = sa.MetaData(
    naming_convention={
        "pk": "%(table_name)s_pk",
        "uq": "%(table_name)s_%(column_0_N_name)s_once",
        "ix": "%(table_name)s_%(column_0_N_name)s",
    }
)

READY: sa.ColumnElement[str] = sa.literal_column("'ready'")
DEAD: sa.ColumnElement[str] = sa.literal_column("'dead'")
INTENDED: sa.ColumnElement[str] = sa.literal_column("'intended'")
DONE: sa.ColumnElement[str] = sa.literal_column("'done'")

ASKING: tuple[sa.ColumnElement[str], ...] = (sa.literal_column("'assign'"), sa.literal_column("'request_review'"))
"""The verbs that ask somebody for something."""

_PART = "where"
_Number = sa.BigInteger
_Serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _partial(name: str, *columns: sa.ColumnElement[object], where: sa.ColumnElement[bool]) -> sa.Index:
    return sa.Index(name, *columns, info={_PART: where})


@event.listens_for(metadata, "before_create")
def _say_which_part(_: sa.MetaData, connection: sa.Connection, **_more: object) -> None:
    """Tell the partial indexes to the one database that is made: to name the other one loads its dialect, 2 MB."""
    for index in chain.from_iterable(table.indexes for table in metadata.tables.values()):
        if _PART in index.info:
            index.dialect_kwargs[f"{connection.dialect.name}_where"] = index.info[_PART]


inbox = sa.Table(
    "inbox",
    metadata,
    sa.Column("seq", _Serial, primary_key=True, autoincrement=True),
    sa.Column("delivery", sa.Text, nullable=False, unique=True),
    sa.Column("event", sa.Text, nullable=False),
    sa.Column("lane", sa.Text, nullable=False),
    sa.Column("installation", _Number, nullable=False),
    sa.Column("body", sa.LargeBinary),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    sa.Column("received", _Number, nullable=False),
    sa.Column("finished", _Number),
    sa.Column("note", sa.Text),
    sqlite_autoincrement=True,
)
_partial("inbox_ready", inbox.c.lane, inbox.c.seq, where=inbox.c.state == READY)
_partial("inbox_dead", inbox.c.seq, where=inbox.c.state == DEAD)
_partial("inbox_kept", inbox.c.finished, where=inbox.c.body.is_not(None))

# A row exists only while the lane has work. `due` is when it may be handed out: it lies in the future while the lane
# is leased or backs off. `lease` is the fencing token of the claim that holds it, or empty. `rank` says whose work it
# is (`bot/queue/rank.py`): what has the lower one is handed out first.
lane = sa.Table(
    "lane",
    metadata,
    sa.Column("lane", sa.Text, primary_key=True),
    sa.Column("installation", _Number, nullable=False),
    sa.Column("due", _Number, nullable=False),
    sa.Column("lease", sa.Text, nullable=False),
    sa.Column("rank", sa.Integer, nullable=False, server_default="1"),
    sa.Index("lane_turn", "installation", "due"),
    sa.Index("lane_rank", "installation", "rank", "due"),
)

# Until `blocked_until` nothing is handed out; until `saving_until` nothing but people's commands.
installation = sa.Table(
    "installation",
    metadata,
    sa.Column("id", _Number, primary_key=True, autoincrement=False),
    sa.Column("blocked_until", _Number, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("saving_until", _Number, nullable=False, server_default="0"),
)

# What content the App created there within the last hour: pairs of moment and how many, oldest first.
creations = sa.Table(
    "creations",
    metadata,
    sa.Column("installation", _Number, primary_key=True, autoincrement=False),
    sa.Column("made", sa.JSON, nullable=False),
)

# What processes tell each other (`bot/store/news.py`). The row of no kind has the count of all that was told there.
news = sa.Table(
    "news",
    metadata,
    sa.Column("installation", _Number, primary_key=True, autoincrement=False),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("repo_id", _Number, primary_key=True, autoincrement=False),
    sa.Column("teller", _Number, primary_key=True, autoincrement=False),
    sa.Column("number", _Number, nullable=False),
    sa.Column("at", _Number, nullable=False),
)

timer = sa.Table(
    "timer",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("lane", sa.Text, nullable=False),
    sa.Column("installation", _Number, nullable=False),
    sa.Column("event", sa.Text, nullable=False),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("fire_at", _Number, nullable=False, index=True),
    sa.Column("every", _Number),
    sa.Index("timer_lane", "lane"),
)

ledger = sa.Table(
    "ledger",
    metadata,
    sa.Column("seq", _Serial, primary_key=True, autoincrement=True),
    sa.Column("cause", sa.Text, nullable=False),
    sa.Column("item", sa.Text, nullable=False),
    sa.Column("rule", sa.Text, nullable=False),
    sa.Column("position", sa.Integer, nullable=False),
    sa.Column("target", sa.Text, nullable=False),
    sa.Column("verb", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("installation", _Number, nullable=False),
    sa.Column("intended_at", _Number, nullable=False),
    sa.Column("settled_at", _Number),
    sa.Column("found", sa.Text),
    sa.Column("clear_at", _Number),
    sa.UniqueConstraint("cause", "item", "rule", "position", "target", "verb", name="ledger_once"),
    sa.Index("ledger_deeds", "item", "verb", "target"),
)
_partial("ledger_open", ledger.c.item, where=ledger.c.state == INTENDED)
_partial("ledger_asked", ledger.c.installation, ledger.c.target, ledger.c.settled_at, where=ledger.c.verb.in_(ASKING))

item = sa.Table(
    "item",
    metadata,
    sa.Column("lane", sa.Text, primary_key=True),
    sa.Column("installation", _Number, nullable=False),
    sa.Column("repo_id", _Number, nullable=False),
    sa.Column("repo", sa.Text, nullable=False),
    sa.Column("repo_node", sa.Text, nullable=False),
    sa.Column("private", sa.Boolean, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("number", _Number, nullable=False),
    sa.Column("node_id", sa.Text, nullable=False, index=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("stage", sa.Text),
    sa.Column("comment_id", sa.Text),
    sa.Column("card_id", sa.Text),
    sa.Column("card_board", sa.Text),
    sa.Column("standing", sa.JSON, nullable=False),
    sa.Column("github_updated_at", _Number),
    sa.Column("seen_at", _Number, nullable=False, index=True),
    sa.Column("assignees", sa.JSON, nullable=False, server_default="[]"),
    sa.Column("reviewers", sa.JSON, nullable=False, server_default="[]"),
    sa.Column("labels", sa.JSON, nullable=False, server_default="[]"),
    sa.Index("item_repo", "repo_id", "number"),
)
sa.Index("item_name", sa.func.lower(item.c.repo), item.c.seen_at)
_partial("item_private", item.c.repo_id, where=item.c.private.is_(True))

# Where an item stands from a moment on, until its next row begins; the stage is empty where it has none.
stay = sa.Table(
    "stay",
    metadata,
    sa.Column("lane", sa.Text, primary_key=True),
    sa.Column("since", _Number, primary_key=True, autoincrement=False),
    sa.Column("stage", sa.Text, nullable=False),
    sa.Column("open", sa.Boolean, nullable=False),
)

decision = sa.Table(
    "decision",
    metadata,
    sa.Column("id", _Serial, primary_key=True, autoincrement=True),
    sa.Column("lane", sa.Text, nullable=False),
    sa.Column("at", _Number, nullable=False, index=True),
    sa.Column("deliveries", sa.JSON, nullable=False),
    sa.Column("document", sa.JSON, nullable=False),
    sa.Index("decision_lane", "lane", "id"),
)

# A row means "this person is not new here".
person = sa.Table(
    "person",
    metadata,
    sa.Column("repo_id", _Number, primary_key=True, autoincrement=False),
    sa.Column("login", sa.Text, primary_key=True),
    sa.Column("known_since", _Number, nullable=False),
)

# Two rows a file at most: the last valid version, which stays in force, and the last one refused.
rulefile = sa.Table(
    "rulefile",
    metadata,
    sa.Column("repo_id", _Number, primary_key=True, autoincrement=False),
    sa.Column("path", sa.Text, primary_key=True),
    sa.Column("valid", sa.Boolean, primary_key=True),
    sa.Column("oid", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("problem", sa.Text, nullable=False),
    sa.Column("seen_at", _Number, nullable=False),
    sa.Column("repo", sa.Text, nullable=False, server_default=""),
    sa.Column("private", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("bases", sa.JSON, nullable=False, server_default="{}"),
    sa.Column("messages", sa.JSON, nullable=False, server_default="{}"),
)

# Which rule files build on which repository's: they are read again when that one's changes.
extending = sa.Table(
    "extending",
    metadata,
    sa.Column("repo_id", _Number, primary_key=True, autoincrement=False),
    sa.Column("base", sa.Text, primary_key=True),
    sa.Column("base_id", _Number),
    sa.Column("installation", _Number, nullable=False),
    sa.Column("repo_node", sa.Text, nullable=False),
    sa.Column("repo", sa.Text, nullable=False),
    sa.Index("extending_base", "base"),
    sa.Index("extending_base_id", "base_id"),
)

# Numbers that must outlive the process: moments in milliseconds, the number of the item that a sweep has come to.
mark = sa.Table(
    "mark",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("value", _Number, nullable=False),
)

# Deliveries that GitHub was asked to send again and that have not come yet.
redelivery = sa.Table(
    "redelivery",
    metadata,
    sa.Column("guid", sa.Text, primary_key=True),
    sa.Column("missed_at", _Number, nullable=False),
    sa.Column("times", sa.Integer, nullable=False),
    sa.Column("asked_at", _Number, nullable=False, index=True),
)

# What rules were told to keep: that an item is one of these, since when, and by which rule.
record = sa.Table(
    "record",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("lane", sa.Text, primary_key=True),
    sa.Column("rule", sa.Text, nullable=False),
    sa.Column("at", _Number, nullable=False),
    sa.Index("record_lane", "lane"),
)

# What the fields of boards and their options were called, by GitHub's ids: a name in a rule file may be an old one.
board_name = sa.Table(
    "board_name",
    metadata,
    sa.Column("project", sa.Text, primary_key=True),
    sa.Column("place", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("node", sa.Text, nullable=False),
)

# Whom the bot called by name, for `limits.mentions_per_person_per_week`.
mention = sa.Table(
    "mention",
    metadata,
    sa.Column("installation", _Number, nullable=False),
    sa.Column("login", sa.Text, nullable=False),
    sa.Column("lane", sa.Text, nullable=False),
    sa.Column("section", sa.Text, nullable=False),
    sa.Column("at", _Number, nullable=False, index=True),
    sa.Index("mention_of", "installation", "login", "at"),
)
