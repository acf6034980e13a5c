"""What a pathway `completes` once all its steps are taken: proposed in the groups file, once for each item. Pure."""

from collections.abc import Collection, Iterator

from bot.action import Action, HeldBack, Look
from bot.actions import VERBS
from bot.item import ItemRef
from bot.messages import say, words
from bot.planning.checklists import NEEDS as OF_STEPS
from bot.planning.checklists import follows, has_steps
from bot.planning.values import values_of
from bot.proposing.asked import Asked, branch_of
from rules.book import Rule, Rulebook
from rules.combine import All
from rules.condition import known
from rules.facts import Facts, Group
from rules.filled import FORM_FACTS
from rules.goals.propose import Propose, Proposed
from rules.groups import group_of
from rules.steps import followed, progress
from rules.template import literally

NEEDS = frozenset({"recorded", "sections", "kind", *FORM_FACTS, *Propose.reads})
Deeds = Collection[tuple[str, str, str]]


def asked_by_steps(book: Rulebook, recorded: Collection[str], deeds: Deeds, repo: str, number: int) -> Iterator[Asked]:
    """The change of the groups file that may be proposed for an item, as long as it was not."""
    name, path = followed(recorded, book.pathways), book.project.groups
    if name and path and book.pathways[name].completes:
        branch = branch_of(f"{repo}#{number}", f"{_rule(name).id}/0")
        done = {target.partition("=")[0].lower() for _, verb, target in deeds if verb == "propose"}
        if branch.lower() not in done:
            yield Asked(branch, repo, path)


def needs_of_steps(book: Rulebook, recorded: frozenset[str], deeds: Deeds, item: ItemRef) -> frozenset[str]:
    """The facts that the steps ask for that are followed on an item; none where none are."""
    proposing = any(asked_by_steps(book, recorded, deeds, item.repo, item.number))
    return (OF_STEPS if follows(recorded) else frozenset()) | (NEEDS if proposing else frozenset())


def completed(book: Rulebook, facts: Facts, cause: str) -> Iterator[Action | HeldBack]:
    """The proposal, where all steps are taken and the file says something else of the group."""
    if not has_steps(book) or facts.lacking(NEEDS):
        return
    name = followed(known(facts.recorded), book.pathways)
    pathway, group = book.pathways[name] if name else None, group_of(facts)
    if not (name and pathway and pathway.completes and group and all(progress(pathway, facts).values())):
        return
    repo, number = known(facts.repo), known(facts.number)
    asked = asked_by_steps(book, known(facts.recorded), facts.ours, repo, number)
    if group.status != pathway.completes.group_status and any(asked):
        goal = _goal(book, name, group)
        yield from VERBS[goal.word].plan(goal, Look(book, _rule(name), 0, cause, facts, values_of(facts, book)))


def _rule(pathway: str) -> Rule:
    """What the plan and the ledger name as the reason."""
    name = f"pathways.{pathway}.completes"
    return Rule(name, name, 0, frozenset(), All(()), ())


def _goal(book: Rulebook, name: str, group: Group) -> Propose:
    completes, language = book.pathways[name].completes, book.project.language
    status = completes.group_status if completes else ""
    told = {"group": group.name, "status": status}
    change = Proposed.model_construct(
        file=book.project.groups or "",
        of={"name": literally(group.name)},
        set={"status": (literally(status),)},
        add=None,
        remove=None,
        title=literally(words("completes-title", language, **told)),
        body=literally(say("completes-proposed", language, pathway=name, **told)),
    )
    return Propose(change)
