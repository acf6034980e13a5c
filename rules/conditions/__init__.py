"""The conditions, one file each; importing this package makes them all known."""

from rules.condition import CONDITIONS
from rules.discover import load_all

load_all(__name__, __path__)

__all__ = ["CONDITIONS"]
