from tests.rules.world import goal


def test_one_name_is_a_list_of_one() -> None:
    assert [name.source for name in goal("unlabel: bug").value] == ["bug"]


def test_it_needs_the_labels_and_what_people_undid() -> None:
    assert goal("unlabel: [a, b]").needs == {"labels", "undone"}
