from typing import Any

from tests.bot.voting.community import asked


def test_an_objection_to_consent_needs_its_reason(said: Any, item: Any) -> None:
    facts = item.but(votes=(asked(),))
    assert said("/object", by="ada", facts=facts).told.endswith("so that others can answer it: `/object REASON`.")
    assert said("/object too early", by="ada", facts=facts).signs == ["+1"]


def test_a_vote_against_needs_none(said: Any, item: Any) -> None:
    assert said("/object", by="ada", facts=item.but(votes=(asked("decide: vote"),))).signs == ["+1"]
