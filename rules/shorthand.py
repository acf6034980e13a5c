"""`label: bug` for `label: {any: bug}`: the key of a mapping that is wanted most may be left out."""

from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

SHORT = "shorthand"


class Shorthand:
    """Lets the value of one key stand for the whole mapping, in the data and in the JSON Schema."""

    def __init__(self, key: str) -> None:
        self.key = key

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.spell_out, handler(source))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        # The mapping may not be known yet: `rules.schema` completes this.
        return {"anyOf": [handler(core)], SHORT: self.key}

    def spell_out(self, value: Any) -> Any:
        """The mapping that a value stands for."""
        return value if isinstance(value, dict) else {self.key: value}
