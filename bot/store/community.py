"""The tables of what the bot remembers of people. Only what GitHub and the community's files cannot tell is here."""

import sqlalchemy as sa

from bot.store.schema import metadata

__all__ = ["absence", "asked", "contribution", "forgotten", "metadata", "taker", "told", "unconfirmed", "vote"]

# Who said to be away, by login in lower case; until when in milliseconds, where that was said.
absence = sa.Table(
    "absence",
    metadata,
    sa.Column("installation", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("login", sa.Text, primary_key=True),
    sa.Column("since", sa.BigInteger, nullable=False),
    sa.Column("until", sa.BigInteger),
)

# Who asked what of the bot by a command that it obeyed, by login in lower case.
asked = sa.Table(
    "asked",
    metadata,
    sa.Column("lane", sa.Text, primary_key=True),
    sa.Column("cause", sa.Text, primary_key=True),
    sa.Column("command", sa.Text, primary_key=True),
    sa.Column("installation", sa.BigInteger, nullable=False),
    sa.Column("login", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Index("asked_by", "installation", "login", "command"),
)

# Who has an item although GitHub cannot assign them, and who waits for one, by login in lower case.
taker = sa.Table(
    "taker",
    metadata,
    sa.Column("lane", sa.Text, primary_key=True),
    sa.Column("login", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("has", sa.Boolean, nullable=False),
    sa.Column("told_at", sa.BigInteger),
    sa.Index("taker_login", "login"),
)

# Who asked to be forgotten: only a fingerprint of the login, so that nobody names them again.
forgotten = sa.Table(
    "forgotten",
    metadata,
    sa.Column("installation", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("fingerprint", sa.Text, primary_key=True),
    sa.Column("at", sa.BigInteger, nullable=False),
)

# What people claim to have contributed, by login in lower case, until another person confirms it or time is up.
unconfirmed = sa.Table(
    "unconfirmed",
    metadata,
    sa.Column("lane", sa.Text, primary_key=True),
    sa.Column("login", sa.Text, primary_key=True),
    sa.Column("type", sa.Text, primary_key=True),
    sa.Column("what", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
)

# The decisions that people take on items, or took: kept for good, for they are the community's own history.
vote = sa.Table(
    "vote",
    metadata,
    sa.Column("lane", sa.Text, primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("begun_at", sa.BigInteger, nullable=False),
    sa.Column("document", sa.JSON, nullable=False),
)

# What people contributed, by login in lower case and by GitHub's number of the account where it is known. `kind` says
# what was done there: each is counted once for each person. Kept for good: an item's end does not undo it.
contribution = sa.Table(
    "contribution",
    metadata,
    sa.Column("repo_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("cause", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("login", sa.Text, primary_key=True),
    sa.Column("person", sa.BigInteger),
    sa.Column("pathway", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Index("contribution_login", "login", "repo_id"),
    sa.Index("contribution_person", "person", "repo_id"),
)

# Whose contributions GitHub's history has told, and for which pathways: `pathways` is a digest of them.
told = sa.Table(
    "told",
    metadata,
    sa.Column("repo_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("login", sa.Text, primary_key=True),
    sa.Column("person", sa.BigInteger),
    sa.Column("pathways", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
)
