"""Import every module of a folder, so that what registers itself there is known."""

import importlib
import pkgutil
from collections.abc import Iterable


def load_all(package: str, path: Iterable[str]) -> None:
    """Import the modules of a package, in the order of their names."""
    for module in sorted(info.name for info in pkgutil.iter_modules(list(path))):
        importlib.import_module(f"{package}.{module}")
