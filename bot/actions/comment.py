"""`comment`: say something in the bot's one comment on the item."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.action import Action, HeldBack, Look, Refusal, Target, Verb, Write
from bot.comment import clean, compose, section_of, sections_of
from rules.condition import known
from rules.facts import Facts
from rules.goals.comment import Comment


@dataclass(frozen=True, slots=True, kw_only=True)
class Say(Action):
    """A section of the comment.

    Attributes:
        section: whose it is, by the rule's id.
        body: what it should say.
    """

    do: ClassVar[str] = "comment"
    section: str
    body: str

    @property
    def targets(self) -> tuple[str, ...]:
        return (self.section,)

    def keys(self) -> dict[str, Any]:
        return {"body": self.body}

    def describe(self) -> str:
        return f"say “{self.body[:60]}{'…' if len(self.body) > 60 else ''}”"  # noqa: PLR2004 - a few words

    def applied_to(self, facts: Facts) -> Facts:
        return facts.but(sections={**known(facts.sections), self.section: self.body})

    def claims(self) -> Mapping[str, str]:
        return {f"section {self.section}": self.body}


class CommentVerb(Verb[Comment], word="comment"):
    """Writes the section where it does not stand yet; a comment that a person deleted is not written again."""

    last = True

    def plan(self, goal: Comment, look: Look) -> Iterator[Action | HeldBack]:
        said = goal.value
        if said.text is None or said.only_if is not None:
            yield look.held_back("comment", f"this version does not act on `{'only_if' if said.text else 'say'}` yet")
            return
        body, section = clean(said.text.render(look.values)), _section(look)
        sections = known(look.facts.sections)
        if not body:
            yield look.held_back("comment", "every sentence holds an empty value, so there is nothing to say")
        elif sections.get(section) == body:
            return
        elif look.facts.silenced:
            yield look.held_back("comment", "a person deleted the bot's comment")
        elif section not in sections_of(compose({**sections, section: body}, [rule.id for rule in look.book.rules])):
            yield look.held_back("comment", "the bot's comment has no room for it")
        else:
            yield Say(**look.signed, section=section, body=body)

    def writes(self, actions: Sequence[Say], target: Target) -> Iterator[Write | Refusal]:
        sections = {**target.sections, **{action.section: action.body for action in actions}}
        body = compose(sections, target.order)
        discussion = target.item.kind == "discussion"
        if target.comment is None:
            mutation = "addDiscussionComment" if discussion else "addComment"
            subject = "discussionId" if discussion else "subjectId"
            select = "comment { id }" if discussion else "commentEdge { node { id } }"
            yield Write(mutation, {subject: target.item.node, "body": body}, tuple(actions), select=select, creates=1)
        else:
            mutation = "updateDiscussionComment" if discussion else "updateIssueComment"
            key = "commentId" if discussion else "id"
            yield Write(mutation, {key: target.comment, "body": body}, tuple(actions))


def _section(look: Look) -> str:
    """The rule's id; a rule with several comments numbers the later ones."""
    mine = [position for position, goal in look.rule.goals if isinstance(goal, Comment)]
    return section_of(look.rule.id, mine.index(look.position) + 1)
