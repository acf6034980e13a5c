"""What the processes on one database tell each other."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
beside_older = True  # only a new table


def upgrade() -> None:
    """Add what the fourth version keeps."""
    op.create_table(
        "news",
        sa.Column("installation", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("repo_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("teller", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("installation", "kind", "repo_id", "teller", name="news_pk"),
    )
