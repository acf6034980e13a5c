"""The pages that people see, each a class in a file of its own; docs/pages.md tells what each one is for."""

from starlette.routing import Route

from webhooks.pages.activity.page import Activity
from webhooks.pages.assets import Assets
from webhooks.pages.boards.page import Boards
from webhooks.pages.desk import Desk
from webhooks.pages.health.page import HealthPage, Vitals
from webhooks.pages.item.page import Why
from webhooks.pages.observing import Observing, Switches
from webhooks.pages.one_board.page import OneBoard
from webhooks.pages.people.page import People
from webhooks.pages.playground.page import Playground
from webhooks.pages.playground.past import Pasts
from webhooks.pages.playground.proposal import Proposals
from webhooks.pages.rules.page import Rules
from webhooks.pages.signing_in import SigningIn


def page_routes(
    desk: Desk, assets: Assets, pasts: Pasts, vitals: Vitals, switches: Switches, proposals: Proposals
) -> list[Route]:
    """Where all of them are found; what a page shows takes GET and HEAD.

    Args:
        desk: where they are made.
        assets: their style, scripts and pictures.
        pasts: what tells of the past of repositories.
        vitals: what only this process knows of how it is.
        switches: what has rules act that only observed.
        proposals: what opens pull requests with rules.
    """
    pages = (
        Boards(desk),
        OneBoard(desk),
        People(desk),
        Why(desk),
        Activity(desk),
        Rules(desk),
        Observing(desk, switches),
        HealthPage(desk, vitals),
        SigningIn(desk),
        Playground(desk, pasts, proposals),
    )
    return [*(route for page in pages for route in page.routes), assets.route]
