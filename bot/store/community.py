"""The tables of what the bot remembers of people. Only what GitHub and the community's files cannot tell is here."""

import sqlalchemy as sa

from bot.store.schema import metadata

__all__ = ["absence", "metadata"]

# Who said to be away, by login in lower case; until when in milliseconds, where that was said.
absence = sa.Table(
    "absence",
    metadata,
    sa.Column("installation", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("login", sa.Text, primary_key=True),
    sa.Column("since", sa.BigInteger, nullable=False),
    sa.Column("until", sa.BigInteger),
)
