"""What a process that serves does without: modules that libraries import only where they can be had."""

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

_SPARED = (
    "charset_normalizer",  # requests would guess at the encoding of answers that name none; without, it is UTF-8
    "pygments",  # for httpx's own command line
    "rich",  # as well, and for structlog's tracebacks, which are not ours: they print local variables
)


@contextmanager
def lean() -> Iterator[None]:
    """What is imported in the block takes these modules for not installed: 6 MB that serving never uses."""
    hidden = [name for name in _SPARED if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None: so Python marks what cannot be imported
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Unable to find acceptable character detection")
            yield
    finally:
        for name in hidden:
            del sys.modules[name]
