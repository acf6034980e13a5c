"""Payloads as they are kept: packed. A damaged one harms only itself."""

import zlib
from contextlib import suppress


def unpacked(packed: bytes) -> bytes:
    """What was packed; where it is damaged the bytes that are there, which whoever reads them refuses."""
    with suppress(zlib.error):
        return zlib.decompress(packed)
    return packed
