"""What people ask the bot to remember: that they are away."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
beside_older = True  # only new tables


def upgrade() -> None:
    """Add what the third version keeps."""
    _absences()


def _absences() -> None:
    op.create_table(
        "absence",
        sa.Column("installation", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("installation", "login", name="absence_pk"),
    )
