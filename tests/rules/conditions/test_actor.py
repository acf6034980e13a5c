from tests.rules.world import finding, met, person


def test_one_of_the_logins_is_enough_whatever_its_case() -> None:
    assert met("actor: ['@Alice', bob]", actor=person("alice")) is True
    assert met("actor: bob", actor=person("alice")) is False
    assert met("actor: 'renovate[bot]'", actor=person("renovate[bot]", bot=True)) is True


def test_everything_that_is_asked_must_hold() -> None:
    newcomer = person("alice", new=True, association="NONE")
    assert met("actor: {new: true, association: none}", actor=newcomer) is True
    assert met("actor: {new: true, association: [member, owner]}", actor=newcomer) is False
    assert met("actor: {new: false, association: none}", actor=newcomer) is False


def test_what_is_not_known_of_a_person_leaves_the_answer_open() -> None:
    answer = finding("actor: {new: true}", actor=person("alice"))
    assert (answer.met, answer.says) == (None, "the event comes from new here (actor.new not known)")
    assert finding("actor: alice").says == "the event comes from alice (actor not known)"


def test_the_answer_tells_the_login() -> None:
    assert finding("actor: bob", actor=person("alice")).saw == "alice"
