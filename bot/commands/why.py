"""`/why`: what the bot did here, and what its rules say now."""

from collections.abc import Iterator

from bot.asking.command import Answer, Answered, Command, Request
from bot.messages import deed, say
from bot.verb import VERBS
from rules.book import Rule, Rulebook, needs_of
from rules.condition import Finding
from rules.evaluate import judge
from rules.words import listed

MOST_RULES = 20
MOST_DEEDS = 20
_HOLDS = {True: "why-holds", False: "why-not", None: "why-unknown"}


class WhyCommand(
    Command,
    name="why",
    examples=("/why",),
    aliases={
        "": ("explain",),
        "es": ("por-qué",),
        "fr": ("pourquoi",),
        "de": ("warum",),
        "pt": ("por-que",),
        "ja": ("なぜ",),
    },
):
    """Tells what I did here and for which rule, and which of the rules hold now and which do not."""

    def asks(self, book: Rulebook) -> frozenset[str]:
        """All that the rules ask that are told; what cannot be told of one of them is said."""
        return self.needs | needs_of(book.rules[:MOST_RULES])

    def obey(self, request: Request) -> Answered:
        """The deeds that stand, then the rules."""
        deeds = [*_deeds(request)] or [request.say("why-nothing")]
        rules = [_rule(rule, request) for rule in request.book.rules[:MOST_RULES]]
        more = len(request.book.rules) - MOST_RULES
        rest = [request.say("why-more", more=str(more))] if more > 0 else []
        page = [f"[{request.say('why-page')}]({request.facts.page})"] if request.facts.page else []
        parts = (request.say("why", who=request.by.login), "\n".join(deeds), "\n".join([*rules, *rest]), *page)
        return [Answer("\n\n".join(part for part in parts if part))]


def _deeds(request: Request) -> Iterator[str]:
    """What the bot did and nobody has changed since, with the reason; who asked to be forgotten is not named for it."""
    names = {rule.id: rule.name for rule in request.book.rules}
    for rule, verb, target in sorted(request.facts.ours)[:MOST_DEEDS]:
        shown = VERBS[verb].wording.shown(target) if verb in VERBS else target
        what = (deed(verb, request.language) or f"{verb.replace('_', ' ')} {{}}").replace("{}", shown)
        if verb not in {"comment", "react", "forget"}:
            yield request.say("why-deed", what=what, rule=names.get(rule, rule))


def _rule(rule: Rule, request: Request) -> str:
    """One rule: whether it holds by now, and the condition that decides."""
    verdict = judge(rule, request.facts)
    decisive = next((one for one in verdict.because if one.met is verdict.matched), None)
    told = {"rule": rule.name, "line": str(rule.line), "on": listed(sorted(rule.on)) if rule.on else ""}
    return say(_HOLDS[verdict.matched], request.language, **told, condition=_says(decisive))


def _says(finding: Finding | None) -> str:
    return finding.says or finding.condition if finding else ""
