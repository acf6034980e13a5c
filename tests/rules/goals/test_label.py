from tests.rules.world import goal


def test_one_name_is_a_list_of_one() -> None:
    assert [name.source for name in goal("label: bug").value] == ["bug"]
    assert [name.source for name in goal("label: [bug, 'lang/{language}']").value] == ["bug", "lang/{language}"]


def test_it_needs_the_labels_and_what_people_undid() -> None:
    assert goal("label: bug").needs == {"labels", "undone"}
