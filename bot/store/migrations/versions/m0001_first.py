"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
beside_older = True  # there is none

_SERIAL = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table."""
    _inbox()
    _lane()
    _installation()
    _timer()
    _ledger()
    _item()
    _decision()
    _person()
    _rulefile()


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("seq", _SERIAL, autoincrement=True, nullable=False),
        sa.Column("delivery", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("installation", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=False),
        sa.Column("finished", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name="inbox_pk"),
        sa.UniqueConstraint("delivery", name="inbox_delivery_once"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "inbox_dead",
        "inbox",
        ["seq"],
        sqlite_where=sa.text("state = 'dead'"),
        postgresql_where=sa.text("state = 'dead'"),
    )
    op.create_index(
        "inbox_kept",
        "inbox",
        ["finished"],
        sqlite_where=sa.text("body IS NOT NULL"),
        postgresql_where=sa.text("body IS NOT NULL"),
    )
    op.create_index(
        "inbox_ready",
        "inbox",
        ["lane", "seq"],
        sqlite_where=sa.text("state = 'ready'"),
        postgresql_where=sa.text("state = 'ready'"),
    )


def _lane() -> None:
    op.create_table(
        "lane",
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("installation", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("lease", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("lane", name="lane_pk"),
    )
    op.create_index("lane_turn", "lane", ["installation", "due"])


def _installation() -> None:
    op.create_table(
        "installation",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("blocked_until", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="installation_pk"),
    )


def _timer() -> None:
    op.create_table(
        "timer",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("installation", sa.BigInteger(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("fire_at", sa.BigInteger(), nullable=False),
        sa.Column("every", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("name", name="timer_pk"),
    )
    op.create_index("timer_fire_at", "timer", ["fire_at"])
    op.create_index("timer_lane", "timer", ["lane"])


def _ledger() -> None:
    op.create_table(
        "ledger",
        sa.Column("seq", _SERIAL, autoincrement=True, nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("installation", sa.BigInteger(), nullable=False),
        sa.Column("intended_at", sa.BigInteger(), nullable=False),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name="ledger_pk"),
        sa.UniqueConstraint("cause", "item", "rule", "position", "target", name="ledger_once"),
    )
    op.create_index("ledger_deeds", "ledger", ["item", "verb", "target"])
    op.create_index(
        "ledger_open",
        "ledger",
        ["item"],
        sqlite_where=sa.text("state = 'intended'"),
        postgresql_where=sa.text("state = 'intended'"),
    )


def _item() -> None:
    op.create_table(
        "item",
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("installation", sa.BigInteger(), nullable=False),
        sa.Column("repo_id", sa.BigInteger(), nullable=False),
        sa.Column("repo", sa.Text(), nullable=False),
        sa.Column("repo_node", sa.Text(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("node_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("comment_id", sa.Text(), nullable=True),
        sa.Column("card_id", sa.Text(), nullable=True),
        sa.Column("card_board", sa.Text(), nullable=True),
        sa.Column("standing", sa.JSON(), nullable=False),
        sa.Column("github_updated_at", sa.BigInteger(), nullable=True),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("lane", name="item_pk"),
    )
    op.create_index("item_node_id", "item", ["node_id"])
    op.create_index("item_repo", "item", ["repo_id", "number"])
    op.create_index("item_seen_at", "item", ["seen_at"])


def _decision() -> None:
    op.create_table(
        "decision",
        sa.Column("id", _SERIAL, autoincrement=True, nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("deliveries", sa.JSON(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="decision_pk"),
    )
    op.create_index("decision_at", "decision", ["at"])
    op.create_index("decision_lane", "decision", ["lane", "id"])


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("repo_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("known_since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("repo_id", "login", name="person_pk"),
    )


def _rulefile() -> None:
    op.create_table(
        "rulefile",
        sa.Column("repo_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("valid", sa.Boolean(), nullable=False),
        sa.Column("oid", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("repo_id", "path", "valid", name="rulefile_pk"),
    )
