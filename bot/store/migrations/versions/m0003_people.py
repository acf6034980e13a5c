"""What people ask the bot to remember: that they are away."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
beside_older = True  # only new tables, indexes, and columns that may be empty


def upgrade() -> None:
    """Add what the third version keeps."""
    _absences()
    _asked()
    _named()
    _votes()
    _found()
    _commands()
    _takers()
    _contributions()
    _claims()
    _forgotten()
    _messages()
    _stays()


def _asked() -> None:
    """When somebody was last asked is looked up for each choice."""
    asking = sa.text("verb IN ('assign', 'request_review')")
    op.create_index(
        "ledger_asked",
        "ledger",
        ["installation", "target", "settled_at"],
        unique=False,
        sqlite_where=asking,
        postgresql_where=asking,
    )


def _named() -> None:
    """Pages are asked for by the repository's name, and show nothing of private ones."""
    op.create_index("item_name", "item", [sa.text("lower(repo)"), "seen_at"], unique=False)
    op.create_index(
        "item_private",
        "item",
        ["repo_id"],
        unique=False,
        sqlite_where=sa.text("private IS 1"),
        postgresql_where=sa.text("private IS true"),
    )


def _messages() -> None:
    """The message files of the community are a part of its rule file."""
    op.add_column("rulefile", sa.Column("messages", sa.JSON(), nullable=False, server_default="{}"))


def _stays() -> None:
    """Where items stand from when on, and in whose hands they are; what was seen last is where they stand now."""
    for name in ("assignees", "reviewers", "labels"):
        op.add_column("item", sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
    op.create_table(
        "stay",
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("lane", "since", name="stay_pk"),
    )
    seen = "SELECT lane, seen_at, coalesce(stage, ''), state = 'open' FROM item"
    op.execute(f"INSERT INTO stay (lane, since, stage, open) {seen}")


def _absences() -> None:
    op.create_table(
        "absence",
        sa.Column("installation", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("installation", "login", name="absence_pk"),
    )


def _votes() -> None:
    op.create_table(
        "vote",
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("lane", "key", name="vote_pk"),
    )


def _commands() -> None:
    """Who asked what of the bot."""
    op.create_table(
        "asked",
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("installation", sa.BigInteger(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("lane", "cause", "command", name="asked_pk"),
    )
    op.create_index("asked_by", "asked", ["installation", "login", "command"])


def _found() -> None:
    """What a place held when it was about to be changed, and when a read will show what came of that."""
    op.add_column("ledger", sa.Column("found", sa.Text(), nullable=True))
    op.add_column("ledger", sa.Column("clear_at", sa.BigInteger(), nullable=True))


def _takers() -> None:
    """Who has what GitHub cannot show, and who waits for what."""
    op.create_table(
        "taker",
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("has", sa.Boolean(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("lane", "login", name="taker_pk"),
    )
    op.create_index("taker_login", "taker", ["login"])


def _forgotten() -> None:
    """Who asked to be forgotten."""
    op.create_table(
        "forgotten",
        sa.Column("installation", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("installation", "fingerprint", name="forgotten_pk"),
    )


def _claims() -> None:
    """What people claim to have done, until somebody confirms it."""
    op.create_table(
        "unconfirmed",
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("lane", "login", "type", "what", name="unconfirmed_pk"),
    )


def _contributions() -> None:
    """What people contributed, and of whom GitHub's history was asked."""
    op.create_table(
        "contribution",
        sa.Column("repo_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=True),
        sa.Column("pathway", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("repo_id", "cause", "kind", "login", name="contribution_pk"),
    )
    op.create_index("contribution_login", "contribution", ["login", "repo_id"])
    op.create_index("contribution_person", "contribution", ["person", "repo_id"])
    op.create_table(
        "told",
        sa.Column("repo_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("person", sa.BigInteger(), nullable=True),
        sa.Column("pathways", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("repo_id", "login", name="told_pk"),
    )
