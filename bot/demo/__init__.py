"""`fingerpost demo`: a community's first weeks, played through real signed webhooks on this machine alone.

The data beside this file is the whole play: `community.yml` (who), `pathways.yml` (their rules), `story.yml` (what
happens). The simulated GitHub and the bot are two processes of their own; this package only starts them, tells the
simulated people what to do, and shows what came of it.
"""

from pathlib import Path


def play(*, speed: float, port: int, home: Path | None, browser: bool, once: bool, new: bool = False) -> int:
    """Play the story, or go on where it stopped; then keep the page up until Ctrl-C.

    Args:
        speed: how many times faster than usual; 0 plays without pauses.
        port: of the bot's page; 0 takes a free one.
        home: where everything is kept; None for the user's data folder.
        browser: whether to open the page, where there is a display.
        once: whether to end with the story.
        new: whether to begin anew instead of going on.

    Raises:
        FingerpostError: it cannot be played; the message says why.
    """
    from bot.demo.performance import Wishes, perform  # noqa: PLC0415 - so that `fingerpost --help` answers at once

    return perform(Wishes(speed=speed, port=port, home=home, browser=browser, once=once, new=new))
