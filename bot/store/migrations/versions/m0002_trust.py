"""What trust needs: work in the order of its weight, missed deliveries found, what was recorded."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what the second version keeps."""
    _recovery()


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
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guid", name="redelivery_pk"),
    )
    op.create_index("redelivery_asked_at", "redelivery", ["asked_at"])
