from tests.rules.world import finding, met, person


def test_one_of_the_logins_is_enough_whatever_its_case() -> None:
    assert met("author: ['@Alice', bob]", author=person("alice")) is True
    assert met("author: bob", author=person("alice")) is False
    assert met("author: 'renovate[bot]'", author=person("renovate[bot]", bot=True)) is True


def test_everything_that_is_asked_must_hold() -> None:
    newcomer = person("alice", new=True, association="NONE")
    assert met("author: {new: true, association: none}", author=newcomer) is True
    assert met("author: {new: true, association: [member, owner]}", author=newcomer) is False
    assert met("author: {new: false, association: none}", author=newcomer) is False


def test_what_is_not_known_of_a_person_leaves_the_answer_open() -> None:
    answer = finding("author: {new: true}", author=person("alice"))
    assert (answer.met, answer.says) == (None, "the author is new here (author.new not known)")
    assert finding("author: alice").says == "the author is alice (author not known)"


def test_the_answer_tells_the_login() -> None:
    assert finding("author: bob", author=person("alice")).saw == "alice"
