"""A look at an item that is only taken: what would be done now. Nothing is written to GitHub."""

from dataclasses import dataclass

from bot.errors import Gone
from bot.events import decode
from bot.github.sharing import Lane
from bot.hearing.nudges import Nudges
from bot.hub import Hub
from bot.looking.look import Sight, see
from bot.looking.scene import Scene
from bot.plan import Plan
from bot.reconcile import plan_of, scene_of
from bot.rulebook import InForce
from bot.waking.again import LOOK, LookAgain


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What was seen, and what would be done."""

    scene: Scene
    sight: Sight
    plan: Plan


async def foresee(hub: Hub, item: LookAgain, in_force: InForce) -> Foreseen | None:
    """What a look at an item would do; None where no rule looks at it without an event, or where it is gone.

    Raises:
        RateLimited, Retryable, NotInstalled, GitHubError: GitHub could not tell.
    """
    nudges = Nudges((decode("", LOOK, item.body),), (), tried=False, broken={})
    with hub.graphql.in_hand(Lane(item.lane, item.installation)):
        scene = await scene_of(hub, item.item, nudges, in_force)
        if not scene.rules:
            return None
        try:
            sight = await see(hub, scene)
        except Gone:
            return None
    return Foreseen(scene, sight, plan_of(hub, scene, sight))
