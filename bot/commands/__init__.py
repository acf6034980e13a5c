"""What people can ask of the bot in a comment: one command a file; importing this package makes them all known."""

from bot.asking.command import COMMANDS, names
from rules.discover import load_all

load_all(__name__, __path__)

NAMES = names()

__all__ = ["COMMANDS", "NAMES"]
