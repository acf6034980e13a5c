"""What may be written under a stage's `needs`: what an item must have before it comes there."""

from typing import Annotated

from pydantic import Field

from rules.words import Asking, OneOrManyHere, Text


class Gate(Asking):
    """What must be so before an item may come to a stage; all that is given."""

    reviews: Annotated[int, Field(ge=1, le=100)] | None = Field(default=None, description="How many must approve.")
    check: OneOrManyHere[Text] | None = Field(default=None, description="The checks that must have succeeded.")
    field: OneOrManyHere[Text] | None = Field(
        default=None, description="The fields of the board or of the issue's form that must be filled in."
    )
    label: OneOrManyHere[Text] | None = Field(default=None, description="The labels that must be on it.")
