from rules.pointing import point
from rules.yamltree import parse


def test_a_value_is_underlined_as_far_as_it_goes_and_one_of_several_lines_where_it_begins() -> None:
    _, tree = parse("short: draft\nlong: in\n  review\nlist:\n- a\n")
    found = [point(tree.children[key], "error", "code", "message") for key in ("short", "long", "list")]
    assert [(each.line, each.column, each.width) for each in found] == [(1, 8, 5), (2, 7, 1), (5, 1, 1)]
