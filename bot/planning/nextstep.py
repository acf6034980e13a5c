"""What comes next for an item, in a few words that stand in a sentence of the community's own. Pure.

The first open step of its pathway; else the stage that it is at, with whose turn it is; else the review that a pull
request waits for. What is done has no next step, and where nobody knows one nothing is said.
"""

from bot.messages import say, words
from rules.book import Rulebook
from rules.condition import known
from rules.facts import Facts, Person, Unknown
from rules.spoken import NEXT_STEP, PATHWAY
from rules.steps import next_of
from rules.way import needs_of_pathway, pathway_of, pathways_of

OF_PATHWAYS = frozenset({PATHWAY, NEXT_STEP})
"""The values that speak of pathways."""
_OPEN = "open"


def next_step(facts: Facts, book: Rulebook, language: str) -> str:
    """What comes next; empty where nothing does, or nobody knows."""
    if facts.knows("state") and facts.state != _OPEN:
        return ""
    return _of_pathway(facts, book) or _of_stage(facts, book, language) or _of_review(facts, language)


def further_pathways(facts: Facts, book: Rulebook, language: str) -> str:
    """That an item fits further pathways beside its own, in a sentence; empty where it does not. All is known here."""
    own, *others = pathways_of(facts, book.home) or ("",)
    return say("pathways-more", language, pathway=own, others=", ".join(others)) if others else ""


def _of_pathway(facts: Facts, book: Rulebook) -> str:
    if facts.lacking(needs_of_pathway(facts, book.home)):
        return ""
    pathway = book.pathways.get(pathway_of(facts, book.home))
    return next_of(pathway, facts) if pathway else ""


def _of_stage(facts: Facts, book: Rulebook, language: str) -> str:
    stage = book.stage_named(facts.stage) if isinstance(facts.stage, str) else None
    if not (stage and book.board) or book.board.stages[stage].done:
        return ""
    owners = [_owner(owner, facts, language) for owner in book.board.stages[stage].owner or ()]
    who = ", ".join(filter(None, owners))
    return words("next-stage", language, stage=stage, who=who) or stage


def _owner(owner: str, facts: Facts, language: str) -> str:
    """Who acts next, by name where the item tells it."""
    if owner == "author":
        return facts.author.login if isinstance(facts.author, Person) else ""
    if owner == "assignee":
        return "" if isinstance(facts.assignees, Unknown) else ", ".join(facts.assignees)
    return words("next-anyone", language) if owner == "anyone" else owner


def _of_review(facts: Facts, language: str) -> str:
    if facts.kind != "pull_request" or not facts.knows("draft"):
        return ""
    return words("next-draft" if known(facts.draft) else "next-review", language)
