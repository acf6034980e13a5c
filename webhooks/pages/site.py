"""Puts all pages together, those of the set-up too; imported when somebody first asks for one."""

from fastapi import FastAPI

from bot.github.limits import Budget
from bot.rulechange.switch import Switcher
from bot.rulechange.typed import Proposer
from bot.setup.founding import Founder
from bot.setup.progress import Notebook
from bot.setup.silent import SilentAccounts
from webhooks.means import Means
from webhooks.pages.assets import Assets
from webhooks.pages.desk import Desk
from webhooks.pages.framing import framed
from webhooks.pages.health.page import Vitals
from webhooks.pages.pages import page_routes
from webhooks.pages.paper import Paper
from webhooks.setup.further import FurtherSteps
from webhooks.setup.hall import Hall
from webhooks.visitors.gate import Gate


def site(means: Means) -> FastAPI:
    """The pages of a bot that runs."""
    bot, hub = means.bot, means.bot.hub

    def budget(installation: int) -> Budget | None:
        return hub.graphql.budget(installation)

    assets, vitals = Assets(), Vitals(means.checks, budget, means.silence, SilentAccounts(hub).besides)
    gate = Gate(means.settings, means.store, means.clock, bot)
    desk = Desk(means.store, means.clock, Paper(assets), gate, means.settings, means.inbox)
    hall = Hall(Notebook(means.settings.home), means.code, means.clock)
    further = FurtherSteps(desk, hall, Founder(hub, means.settings), bot)
    pages = page_routes(desk, assets, bot, vitals, Switcher(hub), Proposer(hub))
    return framed([*pages, *further.routes], means.settings, desk.refuse)
