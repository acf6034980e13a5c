"""The pages that people see, each a class in a file of its own; docs/pages.md tells what each one is for."""

from starlette.routing import Route

from webhooks.pages.activity import Activity
from webhooks.pages.assets import Assets
from webhooks.pages.boards import Boards
from webhooks.pages.desk import Desk
from webhooks.pages.health import HealthPage, Vitals
from webhooks.pages.one_board import OneBoard
from webhooks.pages.people import People
from webhooks.pages.signing_in import SigningIn
from webhooks.pages.why import Why


def page_routes(desk: Desk, assets: Assets, vitals: Vitals) -> list[Route]:
    """Where all of them are found; what a page shows takes GET and HEAD.

    Args:
        desk: where they are made.
        assets: their style, scripts and pictures.
        vitals: what only this process knows of how it is.
    """
    pages = (
        Boards(desk),
        OneBoard(desk),
        People(desk),
        Why(desk),
        Activity(desk),
        HealthPage(desk, vitals),
        SigningIn(desk),
    )
    return [*(route for page in pages for route in page.routes), assets.route]
