"""`/credit`: who did what here."""

import re

from bot.asking.authority import ANYONE
from bot.asking.command import Answered, Command, Request
from rules.condition import known
from rules.diagnostics import nearest
from rules.escape import label
from rules.goals.acknowledge import Acknowledge, Deserved
from rules.recognition import TYPES, still_open
from rules.words import LOGIN

MOST_PEOPLE = 10
MOST_WAITING = 20
LONGEST = 80
_NAME = re.compile(LOGIN)
_QUOTES = "\"'\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019\u300c\u300d "


class CreditCommand(
    Command,
    name="credit",
    examples=("/credit @ada talk", '/credit @ada @ben translation "The chapter on trust"', "/credit me talk"),
    aliases={
        "": ("kudos",),
        "es": ("crédito",),
        "fr": ("crédit",),
        "de": ("anerkennen",),
        "pt": ("crédito",),
        "ja": ("貢献",),
    },
    goals=(Acknowledge,),
):
    """Records who contributed what here, in the words of all-contributors; the item's page shows it.

    The types are those of [all-contributors](https://allcontributors.org/docs/en/emoji-key): `content`, `review`,
    `translation`, `talk`, `code` and so on. Whoever opted out in the people file is counted and not named. What you
    claim for yourself, which anyone may, waits for somebody else's `/confirm`; after 30 days it is dropped.
    """

    usage = 'WHO TYPE "WHAT"'
    may = "credit"
    reads = frozenset({"claimants"})

    def may_for(self, wish: str, login: str) -> str:
        """Anyone may claim something of their own; to credit others is for whoever may."""
        people, _, _ = wished(wish, login)
        return ANYONE if set(people) <= {login} else self.may

    def obey(self, request: Request) -> Answered:
        """It is remembered, or waits for somebody else's word."""
        me = request.by.login
        people, word, what = wished(request.wish, me)
        if not word:
            return request.refused("credit-how", command=self.written)
        type_ = next((each for each in TYPES if each.lower() == word.lower()), None)
        if type_ is None:
            return request.refused("no-such-credit", type=word[:40], near=nearest(word[:40], TYPES) or "")
        told = known(request.facts.claimants)
        if lost := [login for login in people if told.get(login.lower(), 0) is None]:
            return request.refused("take-nobody", name=lost[0])
        if me in people and len(still_open(request.facts.unconfirmed, known(request.facts.now))) >= MOST_WAITING:
            return request.refused("credit-full", command="/confirm")
        return [Acknowledge(Deserved(login, type_, what, waits=login == me)) for login in people]


def wished(wish: str, me: str) -> tuple[tuple[str, ...], str, str]:
    """Who is named, `me` and nobody being whoever asks; as what; and what for, in their words."""
    words, people = wish.split(), dict[str, str]()
    while words and (words[0].startswith("@") or words[0].lower().rstrip(",") == "me"):
        login = words.pop(0).rstrip(",:").removeprefix("@")
        own = login.lower() in {"me", me.lower()}
        if own or _NAME.fullmatch(login):
            people[me.lower() if own else login.lower()] = me if own else login
    named = tuple(people.values())[:MOST_PEOPLE] or (me,)
    what = " ".join(words[1:]).strip(_QUOTES).replace("<", " ").replace(">", " ")
    return named, words[0].rstrip(":,") if words else "", label(what, LONGEST)
