"""`language`: what the item is written in."""

from typing import Any

from rules.condition import ByHome, Finding, Needed
from rules.facts import Facts
from rules.speech import Undetected, all_needs_of_language, language_of, needs_of_language
from rules.words import OneOrMany, Text, listed


class Language(ByHome[OneOrMany[Text]], word="language"):
    """Met when the item is in one of the languages: `de`, `pt-BR`; `pt` means every Portuguese.

    The surest sign counts: the translated files that change (`translations.files`), the answer to a question `Language`
    of the issue form (its label or its id; `de`, `German` or `Deutsch`), a label `lang/…`, the first of the author's
    `languages` in the people file. Where nobody says it, the text is looked at, code and addresses left out, among the
    languages of `project.language` and `translations.languages`; what it does not tell with certainty counts as the
    project's language. Looking at the text needs the extra `lang`.
    """

    example = "language: [en, pt]"
    needed = Needed(all_needs_of_language, needs_of_language)

    def check(self, facts: Facts) -> Finding:
        try:
            return super().check(facts)
        except Undetected:
            return Finding(
                self.word, None, None, f"{self.asks()} (nobody says it, and the extra `lang` is not installed)"
            )

    def test(self, facts: Facts) -> tuple[bool, Any]:
        language = language_of(facts, self.home)
        return any(_covers(wanted.lower(), language.lower()) for wanted in self.value), language

    def asks(self) -> str:
        return f"the language is {listed(self.value)}"


def _covers(wanted: str, language: str) -> bool:
    return language == wanted or language.startswith(f"{wanted}-")
