from tests.rules.world import goal


def test_a_text_alone_is_what_to_say() -> None:
    said = goal("comment: 'Welcome, {author}!'").value
    assert said.text.render({"author": "alice"}) == "Welcome, alice!"
    assert (said.say, said.language, said.only_if, said.notify, said.to) == (None, None, None, False, None)


def test_it_can_be_spelled_out() -> None:
    said = goal("comment: {text: Hi, notify: true, to: author, in: '{language}', only_if: found}").value
    assert (said.text.source, said.notify, said.only_if) == ("Hi", True, "found")
    assert [user.source for user in said.to.users] == ["{author}"]
    assert said.language.source == "{language}"


def test_it_needs_the_sections_that_stand_already() -> None:
    assert goal("comment: Hi").needs == {"sections"}
    assert goal("comment: {text: Hi, to: {role: editor, team: acme/docs}}").needs == {"sections", "people"}
