"""TOML as data. Python's reader takes minutes for one key of many parts, so a file that has such a key is refused."""

import re
import tomllib
from typing import Any

MOST_PARTS = 30
_PART = r"""(?:[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_LONG_KEY = re.compile(rf"(?<![A-Za-z0-9_-])(?:{_PART}[ \t]*+\.[ \t]*+){{{MOST_PARTS}}}")


def read_toml(text: str) -> dict[str, Any]:
    """What a TOML text says; it takes time as long as the text.

    Raises:
        tomllib.TOMLDecodeError: it is not TOML, or holds a key or a number that no file needs.
        RecursionError: it nests too deep.
    """
    if _LONG_KEY.search(text):
        raise tomllib.TOMLDecodeError(f"a key has more than {MOST_PARTS} parts")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except ValueError:  # Python makes no number of more than some thousand digits
        raise tomllib.TOMLDecodeError("a number has too many digits") from None
