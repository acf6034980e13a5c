"""What is packed, and what is damaged, comes out as bytes."""

import zlib

import pytest

from bot.store.packed import unpacked

PACKED = zlib.compress(b'{"action": "opened"}')


@pytest.mark.parametrize(
    ("packed", "told"),
    [(PACKED, b'{"action": "opened"}'), (b"\0damaged", b"\0damaged"), (PACKED[:9], PACKED[:9]), (b"", b"")],
)
def test_what_is_damaged_is_given_as_it_is(packed: bytes, told: bytes) -> None:
    assert unpacked(packed) == told
