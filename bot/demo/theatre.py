"""Where the story is played: both programs, the way to each, what is kept, what is shown."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import httpx

from bot.demo.errors import DemoError
from bot.demo.github import Backlog, Bot, GitHub
from bot.demo.home import Home
from bot.demo.journal import Journal
from bot.demo.processes import Program
from bot.demo.screen import Screen
from bot.steered import POLL_S

_LOOK_S = 0.05
_ENDURANCE_S = 60.0
_SEEN_S = POLL_S + 0.1
_LATER = timedelta(minutes=2)
_STUCK = 5
_TOKENS_LAST_S = 90 * 24 * 3600


@dataclass(slots=True)
class Theatre:
    """All that is needed to play.

    Attributes:
        programs: the simulated GitHub and the bot, by name, in the order in which they start.
        delivered: the last webhook that was looked after; what fails later is delivered again.
    """

    home: Home
    journal: Journal
    screen: Screen
    github: GitHub
    bot: Bot
    programs: dict[str, Program] = field(default_factory=dict)
    delivered: int = 0

    def __post_init__(self) -> None:
        """GitHub is started again, too, when it does not answer."""
        self.github.mend = self.mend

    async def open(self) -> None:
        """Start both programs.

        Raises:
            DemoError: one of them does not start.
        """
        github, bot = self.programs.values()
        if self.journal.moment is None or self.journal.finished:
            await asyncio.gather(github.start(), bot.start())
        else:
            await github.start()
            await self.github.jump(
                self.journal.moment
            )  # its clock went on while nobody played; the bot must not see it
            await bot.start()
        await self.github.configure(webhook_secret=self.home.secret, token_ttl=_TOKENS_LAST_S)

    async def close(self) -> None:
        """End both programs in order, and what leads to them."""
        for program in reversed(self.programs.values()):
            await program.end()
        await self.github.close()
        await self.bot.close()

    async def keep(self) -> None:
        """Write down how far the story is."""
        self.journal.moment = await self.github.now()
        self.journal.keep(self.home.journal)

    async def jump(self, moment: datetime) -> None:
        """Let it be later, and wait until the bot's clock has followed; time never goes back."""
        if moment > await self.github.now():
            await self.github.jump(moment)
            await asyncio.sleep(_SEEN_S)

    async def mend(self) -> None:
        """Start again what has ended by itself; what nobody heard meanwhile is delivered again."""
        for name, program in self.programs.items():
            if program.alive:
                continue
            self.screen.trouble(f"{program.says} is gone ({program.how_it_ended}). It is started again.")
            await program.start()
            if name == "bot":
                await self.hear_again()

    async def hear_again(self) -> None:
        """Have GitHub deliver again what nobody took, as an App's owner can."""
        if lost := await self.github.deliver_again(self.delivered):
            self.screen.trouble(f"What nobody took meanwhile is delivered again: {lost}.")

    async def calm(self) -> None:
        """Wait until every webhook is sent and dealt with.

        Raises:
            DemoError: the bot does not come to an end.
        """
        quiet = stuck = 0
        now = asyncio.get_running_loop().time
        end = now() + _ENDURANCE_S
        while quiet < 2:  # noqa: PLR2004 - between the look at GitHub and the one at the bot something may be on its way
            await self.mend()
            backlog = await self._backlog()
            quiet = quiet + 1 if backlog and not backlog.waiting else 0
            stuck = stuck + 1 if backlog and backlog.backing_off else 0
            if stuck == _STUCK:  # nothing goes on before later, and here it can be later at once
                await self.jump(await self.github.now() + _LATER)
                stuck = 0
            await asyncio.sleep(_LOOK_S)
            if now() > end:
                raise DemoError(f"the bot has not finished after {_ENDURANCE_S:.0f} s; see {self.home.log('bot')}")

    async def _backlog(self) -> Backlog | None:
        """What waits for the bot; None while GitHub still sends, or where the bot is gone, which `mend` will find."""
        try:
            return await self.bot.backlog() if await self.github.idle() else None
        except httpx.HTTPError:
            return None
