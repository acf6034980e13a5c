"""What is wrong with data from outside is said in words of ours."""

from datetime import datetime
from typing import Any

import pytest
from pydantic import BaseModel, Field, ValidationError

from bot.hearing.malformed import first_mistake


class Inner(BaseModel):
    """Something that holds a number."""

    id: int


class Outer(BaseModel):
    """Something of each kind."""

    number: int = 0
    text: str = ""
    short: str = Field("x", max_length=1)
    flag: bool = False
    names: tuple[str, ...] = ()
    inner: Inner = Inner(id=1)
    table: dict[str, int] = {}
    at: datetime | None = None


@pytest.mark.parametrize(
    ("document", "place", "said"),
    [
        ({"inner": {}}, ("inner", "id"), "it is missing"),
        ({"number": "one"}, ("number",), "a whole number belongs there"),
        ({"number": None}, ("number",), "a whole number belongs there"),
        ({"number": 1.5}, ("number",), "a whole number belongs there"),
        ({"text": 3}, ("text",), "a text belongs there"),
        ({"flag": "perhaps"}, ("flag",), "true or false belongs there"),
        ({"names": 3}, ("names",), "a list belongs there"),
        ({"names": ["a", 3]}, ("names", 1), "a text belongs there"),
        ({"inner": 3}, ("inner",), "an object with keys belongs there"),
        ({"table": 3}, ("table",), "an object with keys belongs there"),
        ({"at": "soon"}, ("at",), "a date with time belongs there"),
        ({"short": "secret"}, ("short",), "string should have at most 1 character"),
    ],
)
def test_the_first_mistake_has_its_place_and_never_the_data(
    document: dict[str, Any], place: tuple[str | int, ...], said: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        Outer.model_validate(document)
    assert first_mistake(caught.value) == (place, said)


def test_what_is_no_json_is_said_to_be_none() -> None:
    with pytest.raises(ValidationError) as caught:
        Outer.model_validate_json("{")
    assert first_mistake(caught.value) == ((), "it is not JSON")
