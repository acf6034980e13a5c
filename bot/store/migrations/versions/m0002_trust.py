"""What trust needs: work in the order of its weight, missed deliveries found, what was recorded."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
beside_older = False  # it says ON CONFLICT of a key that changes here


def upgrade() -> None:
    """Add what the second version keeps."""
    _recovery()
    _ledger()
    _records()
    _mentions()
    _order_of_work()
    _bases()
    _board_names()


def _recovery() -> None:
    op.create_table(
        "mark",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="mark_pk"),
    )
    op.create_table(
        "redelivery",
        sa.Column("guid", sa.Text(), nullable=False),
        sa.Column("missed_at", sa.BigInteger(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guid", name="redelivery_pk"),
    )
    op.create_index("redelivery_asked_at", "redelivery", ["asked_at"])


def _ledger() -> None:
    """What one goal does with one target is one deed for each verb: a rule may say another one today."""
    with op.batch_alter_table("ledger") as batch:
        batch.drop_constraint("ledger_once", type_="unique")
        batch.create_unique_constraint("ledger_once", ["cause", "item", "rule", "position", "target", "verb"])


def _records() -> None:
    op.create_table(
        "record",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", "lane", name="record_pk"),
    )
    op.create_index("record_lane", "record", ["lane"])


def _mentions() -> None:
    op.create_table(
        "mention",
        sa.Column("installation", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
    )
    op.create_index("mention_of", "mention", ["installation", "login", "at"])
    op.create_index("mention_at", "mention", ["at"])


def _order_of_work() -> None:
    op.add_column("lane", sa.Column("rank", sa.Integer(), server_default="1", nullable=False))
    op.create_index("lane_rank", "lane", ["installation", "rank", "due"])
    op.add_column("installation", sa.Column("saving_until", sa.BigInteger(), server_default="0", nullable=False))
    op.create_table(
        "creations",
        sa.Column("installation", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("made", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("installation", name="creations_pk"),
    )


def _bases() -> None:
    """A rule file is kept with the bases that it was put together from."""
    op.add_column("rulefile", sa.Column("repo", sa.Text(), server_default="", nullable=False))
    op.add_column("rulefile", sa.Column("private", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.add_column("rulefile", sa.Column("bases", sa.JSON(), server_default="{}", nullable=False))
    op.create_table(
        "extending",
        sa.Column("repo_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("base", sa.Text(), nullable=False),
        sa.Column("base_id", sa.BigInteger(), nullable=True),
        sa.Column("installation", sa.BigInteger(), nullable=False),
        sa.Column("repo_node", sa.Text(), nullable=False),
        sa.Column("repo", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("repo_id", "base", name="extending_pk"),
    )
    op.create_index("extending_base", "extending", ["base"])
    op.create_index("extending_base_id", "extending", ["base_id"])


def _board_names() -> None:
    op.create_table(
        "board_name",
        sa.Column("project", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("node", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("project", "place", "name", name="board_name_pk"),
    )
