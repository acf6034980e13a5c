"""What can keep the demo from being played."""

from bot.errors import FingerpostError


class DemoError(FingerpostError):
    """The demo cannot begin or go on; its text says why and what to do."""
