"""What is wrong with data from outside, in words of ours. Pure."""

from collections.abc import Mapping

from pydantic import ValidationError
from pydantic_core import ErrorDetails

_WORDS: Mapping[str, str] = {
    "missing": "it is missing",
    "json_invalid": "it is not JSON",
    "int_type": "a whole number belongs there",
    "int_parsing": "a whole number belongs there",
    "int_from_float": "a whole number belongs there",
    "string_type": "a text belongs there",
    "string_pattern_mismatch": "it does not have the right form",
    "bool_type": "true or false belongs there",
    "bool_parsing": "true or false belongs there",
    "list_type": "a list belongs there",
    "tuple_type": "a list belongs there",
    "dict_type": "an object with keys belongs there",
    "model_type": "an object with keys belongs there",
    "model_attributes_type": "an object with keys belongs there",
    "datetime_type": "a date with time belongs there",
    "datetime_parsing": "a date with time belongs there",
    "datetime_from_date_parsing": "a date with time belongs there",
}


def first_mistake(error: ValidationError) -> tuple[tuple[str | int, ...], str]:
    """Where the first mistake is, and what it is; the data itself is not repeated."""
    first = error.errors(include_url=False, include_input=False)[0]
    return first["loc"], in_words(first)


def in_words(mistake: ErrorDetails) -> str:
    """A mistake, in a few words."""
    message = mistake["msg"]
    return _WORDS.get(mistake["type"], f"{message[:1].lower()}{message[1:]}")
