"""The goals, one file each; importing this package makes them all known."""

from rules.discover import load_all
from rules.goal import GOALS, SPOKEN_GOALS

load_all(__name__, __path__)

__all__ = ["GOALS", "SPOKEN_GOALS"]
