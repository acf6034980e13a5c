"""The verbs, one file each, named as the goal that they carry out; importing this package makes them all known."""

from bot.verb import VERBS
from rules.discover import load_all

load_all(__name__, __path__)

__all__ = ["VERBS"]
