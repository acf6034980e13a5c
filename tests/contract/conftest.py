"""All GraphQL documents that the bot can send, made once."""

import asyncio

import pytest

from bot.github.document import Document
from tests.contract.answering import AnsweringGitHub
from tests.contract.assembled import hub_on
from tests.contract.reading import DRIVES
from tests.contract.writing import create_labels, remove_doubles, sent


@pytest.fixture(scope="session")
def asked() -> dict[str, list[Document]]:
    """What each place of the bot asks."""

    async def drive_all() -> dict[str, list[Document]]:
        found = {}
        for place, drive in DRIVES.items():
            github = AnsweringGitHub()
            async with hub_on(github) as hub:
                await drive(hub, github)
            found[place] = github.documents
        return found

    return asyncio.run(drive_all())


@pytest.fixture(scope="session")
def mutations() -> list[Document]:
    """All that it writes."""

    async def beside() -> list[Document]:
        github = AnsweringGitHub()
        async with hub_on(github) as hub:
            await create_labels(hub, github)
            await remove_doubles(hub)
        return [document for document in github.documents if document.text.startswith("mutation")]

    return [*sent().documents, *asyncio.run(beside())]
