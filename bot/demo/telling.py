"""Tells the story: act by act, each followed by what the bot did about it."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx

from bot.demo import deeds
from bot.demo.github import Mark
from bot.demo.journal import Cost
from bot.demo.story import Act, Chapter, Step, Story
from bot.demo.theatre import Theatre

BOT = "fingerpost[bot]"
_PAUSE_S = 2.0
_SLOW_MS = 250
_BEGUN_S = 10.0
_OUTAGE = timedelta(hours=1)


class Teller:
    """Goes through the story once, from where the journal says."""

    def __init__(self, story: Story, theatre: Theatre, speed: float) -> None:
        """A teller who pauses between the steps; with speed 0 not at all."""
        self._story, self._theatre = story, theatre
        self._journal, self._github, self._screen = theatre.journal, theatre.github, theatre.screen
        self._pause_s = _PAUSE_S / speed if speed > 0 else 0.0
        self._unsure = True  # the last act may have been done and not written down

    async def tell(self) -> None:
        """Tell what is left of it."""
        before = 0
        for chapter in self._story.chapters:
            left = []
            for step in chapter.steps:
                before += len(step.acts)
                if before > self._journal.acts or self._is_to_come(chapter, step):
                    left.append((step, step.acts[self._journal.acts - before :]))
            if left:
                await self._day(chapter, left)
        self._journal.finished = True
        await self._theatre.keep()

    def _is_to_come(self, chapter: Chapter, step: Step) -> bool:
        """Of a step without acts only the time tells."""
        so_far = self._journal.moment
        return not step.acts and (so_far is None or self._story.moment(chapter, step) > so_far)

    async def _day(self, chapter: Chapter, steps: list[tuple[Step, tuple[Act, ...]]]) -> None:
        self._screen.day(self._story.heading(chapter))
        for step, acts in steps:
            self._screen.at(self._journal.acts, self._story.heading(chapter))
            await self._step(chapter, step, acts)
            await asyncio.sleep(self._pause_s)

    async def _step(self, chapter: Chapter, step: Step, acts: tuple[Act, ...]) -> None:
        theatre = self._theatre
        await theatre.mend()
        mark = await self._github.mark()
        theatre.delivered = mark.delivery
        self._screen.step(step.at, step.says)
        await theatre.jump(self._story.moment(chapter, step))
        if step.power_fails:
            await self._github.configure(latency_ms=_SLOW_MS)
        for act in acts:
            await self._act(act)
        if step.power_fails:
            await self._power_cut(mark)
        if not step.acts:
            await self._begun(mark)
        await theatre.calm()
        await self._show(step, mark, whole=acts == step.acts)
        await theatre.keep()

    async def _act(self, act: Act) -> None:
        """Have it done, exactly once, whatever dies meanwhile."""
        journal = self._journal
        while not (self._unsure and len(await self._people_did()) > journal.deeds):
            try:
                await self._github.act(act.order(self._story.repository, journal.names))
                break
            except httpx.TransportError:
                self._unsure = True
        rows = await self._people_did()
        if act.named:
            journal.names[act.named] = rows[-1]["on"]
        journal.acts, journal.deeds, self._unsure = journal.acts + 1, len(rows), False
        await self._theatre.keep()

    async def _people_did(self) -> list[dict[str, Any]]:
        return [row for row in await self._github.audit() if row["via"] == "person"]

    async def _power_cut(self, mark: Mark) -> None:
        """Kill the bot as soon as it has begun, and start it again an hour later."""
        theatre, screen = self._theatre, self._screen
        bot = theatre.programs["bot"]
        begun = await self._begun(mark)
        await bot.kill()
        taken = sum(row["status_code"] == 202 for row in await self._since(mark))  # noqa: PLR2004 - accepted
        screen.trouble(f"kill -9: {taken} deliveries are acknowledged, {begun} things done, and the bot is gone.")
        await self._github.configure(latency_ms=0)
        while not await self._github.idle():  # noqa: ASYNC110 - GitHub does not say when
            await asyncio.sleep(0.05)
        await self._github.jump_by(_OUTAGE)
        screen.trouble("An hour later the power is back. The bot goes on with what it had acknowledged.")
        await bot.start()
        await theatre.hear_again()

    async def _begun(self, mark: Mark) -> int:
        """Wait until the bot has begun; how many things it has done by then, none where it has nothing to do."""
        try:
            async with asyncio.timeout(_BEGUN_S):
                while not (begun := await self._done_since(mark)):  # noqa: ASYNC110 - GitHub does not say when
                    await asyncio.sleep(0.02)
        except TimeoutError:
            return 0
        return begun

    async def _done_since(self, mark: Mark) -> int:
        return deeds.deeds_of((row for row in await self._github.audit() if row["id"] > mark.entry), BOT).count

    async def _since(self, mark: Mark) -> list[dict[str, Any]]:
        return [row for row in await self._github.deliveries() if row["id"] > mark.delivery]

    async def _show(self, step: Step, mark: Mark, *, whole: bool) -> None:
        audit = await self._github.audit()
        done = deeds.deeds_of((row for row in audit if row["id"] > mark.entry), BOT)
        answered = await self._github.requests()
        requests = answered - mark.requests if answered >= mark.requests else answered  # it counts from its last start
        self._screen.did(done.lines, requests)
        reasons = self._theatre.bot.reasons([row["guid"] for row in await self._since(mark)])
        for line in deeds.left_alone(reasons):
            self._screen.left(line)
        state = await self._github.state()
        number = state["repositories"][self._story.repository]["id"]
        if reasons and (trouble := self._theatre.bot.trouble_with_rules(number)):
            self._screen.left(f"The newest rules are not in force: {trouble}")
        if step.shows == "comment":
            self._quote(step, state)
        elif step.shows:
            for line in deeds.choices(reasons):
                self._screen.quote(line)
        if step.power_fails:
            lost, twice = (await self._theatre.bot.backlog()).given_up, len(deeds.doubled(audit, BOT))
            self._screen.trouble(f"Acknowledged and lost: {lost}. Done twice: {twice}.")
        if whole and step.acts:
            cost = Cost(
                do=step.acts[0].do, acts=len(step.acts), effects=done.count, requests=requests, asked=done.asked
            )
            self._journal.costs.append(cost)

    def _quote(self, step: Step, state: dict[str, Any]) -> None:
        named = step.about or step.acts[0].named or step.acts[0].item or ""
        comments = state["items"][self._journal.names[named]]["comments"]
        said = [each["body"] for each in comments if each["author"] == BOT]
        for text in deeds.parts_of(said[-1]) if said else ():
            self._screen.quote(text)
