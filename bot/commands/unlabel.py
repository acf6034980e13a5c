"""`/unlabel`: labels that the item should not carry."""

from bot.asking.command import Answered, Command, Refused, Request
from bot.asking.wishes import labels_in
from rules.goals.unlabel import Unlabel


class UnlabelCommand(
    Command,
    name="unlabel",
    examples=("/unlabel needs-triage",),
    aliases={
        "": ("untag", "remove-label"),
        "es": ("quitar-etiqueta",),
        "fr": ("retirer-étiquette",),
        "de": ("etikett-entfernen",),
        "pt": ("tirar-etiqueta",),
        "ja": ("ラベル解除",),
    },
    goals=(Unlabel,),
):
    """Takes labels off the item, several at once with commas between them."""

    usage = "NAME, NAME"
    may = "triage"

    def obey(self, request: Request) -> Answered:
        """The labels are not there."""
        labels = labels_in(request)
        return labels if isinstance(labels, Refused) else [Unlabel(labels)]
