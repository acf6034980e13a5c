"""Signs of life: a worker process tells its keeper every few seconds that its event loop turns, and its figures."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TextIO

from pydantic import TypeAdapter

from webhooks.tally import Figures, own_figures

LONGEST = 1_048_576
"""How many bytes a sign has at most."""
_EVERY_S = 5.0
_LISTENS_S = 5.0
_PATIENCE, _FIRST_PATIENCE = 6, 36
"""How often somebody is listened to in vain; at first more often, for a process that begins reads its modules."""

_FIGURES = TypeAdapter(Figures)


class Silence(Exception):
    """Somebody has said nothing for too long."""


@asynccontextmanager
async def signs_of_life(pipe: TextIO) -> AsyncIterator[None]:
    """Give signs as long as the block runs, and one when it has ended: its figures are the last ones.

    Args:
        pipe: whose other end the keeper reads; it is closed in the end.
    """
    transport, _ = await asyncio.get_running_loop().connect_write_pipe(asyncio.BaseProtocol, pipe)

    def sign() -> None:
        gone = transport.is_closing()
        if not gone and not transport.get_write_buffer_size():  # a keeper that does not read holds up no work
            transport.write(_FIGURES.dump_json(own_figures()) + b"\n")

    async def steadily() -> None:
        while True:
            sign()
            await asyncio.sleep(_EVERY_S)

    signing = asyncio.create_task(steadily())
    try:
        yield
    finally:
        signing.cancel()
        sign()
        transport.close()


async def heed(pipe: asyncio.StreamReader) -> AsyncIterator[Figures]:
    """What somebody tells, until they end.

    It is counted how often they were listened to in vain, and not how long: while this process sleeps, or the whole
    machine, or while somebody sets its clock, nobody is late.

    Args:
        pipe: whose other end they write, with a limit of `LONGEST`.

    Raises:
        Silence: they have said nothing for too long.
    """
    in_vain, patience = 0, _FIRST_PATIENCE
    while in_vain < patience:
        try:
            async with asyncio.timeout(_LISTENS_S):
                line = await pipe.readline()
            figures = _FIGURES.validate_json(line) if line else None
        except TimeoutError:
            in_vain += 1
        except ValueError:  # something else printed that: it is no sign
            continue
        else:
            if figures is None:
                return
            in_vain, patience = 0, _PATIENCE
            yield figures
    raise Silence
