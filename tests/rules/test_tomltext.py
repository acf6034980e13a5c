"""TOML that others wrote is read in time, or not at all."""

import tomllib

import pytest

from rules.tomltext import MOST_PARTS, read_toml


def key(part: str, parts: int) -> str:
    return " . ".join([part] * parts)


@pytest.mark.parametrize("part", ["a", '"a b"', "'a.b'", r'"\"."'])
@pytest.mark.parametrize("shape", ["{} = 1", "[{}]", "x = {{y = 1, {} = 2}}"])
def test_a_key_that_would_take_minutes_is_refused(part: str, shape: str) -> None:
    with pytest.raises(tomllib.TOMLDecodeError, match="a key has more than 30 parts"):
        read_toml(shape.format(key(part, 40_000)))


def test_a_number_without_end_is_refused() -> None:
    with pytest.raises(tomllib.TOMLDecodeError, match="a number has too many digits"):
        read_toml("x = " + "9" * 5_000)


def test_all_else_is_read_as_it_is() -> None:
    long = "an.address.of." + "many.parts." * 5
    assert read_toml(f"{key('a', 2)} = '{long}'\n[b]\nc = 1.5") == {"a": {"a": long}, "b": {"c": 1.5}}
    assert str(read_toml(f"{key('a', MOST_PARTS)} = 1")).count("a") == MOST_PARTS


def test_a_text_is_looked_through_once() -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        read_toml("a" * 400_000 + '"' * 100_000 + "a . " * 20)
