"""What is shown of two values: short, on one line, and still what differs."""

import pytest

from rules.changedtext import beside, shown

LONG = "one two three four five six seven eight nine ten " * 5


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "`nothing`"),
        ([True, 1.5, {"a": [None, "b"], "c": {}}], "`[true, 1.5, {a: [nothing, b], c: {}}]`"),
        ("a\n  b", "`a b`"),
        (LONG, f"`{LONG[:57]}… nine ten {LONG[-49:].strip()}`"),
        (list(range(2_000)), f"`[{', '.join(map(str, range(62)))}, …`"),
        ("x" * 5_000, f"`{'x' * 60} … {'x' * 60}`"),
    ],
)  # fmt: skip
def test_a_value_is_one_short_line(value: object, said: str) -> None:
    assert shown(value) == said


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("a", "b", ("`a`", "`b`")),
        (1, LONG + LONG, ("`1`", shown(LONG))),
        (f"{LONG}end", f"{LONG}END", ("`… seven eight nine ten end`", "`… seven eight nine ten END`")),
        (f"A {LONG}", f"B {LONG}", ("`A one two three four …`", "`B one two three four …`")),
        (LONG, f"{LONG}more", ("`… seven eight nine ten`", "`… seven eight nine ten more`")),
        (f"{'あ' * 200}い{'う' * 200}", f"{'あ' * 200}え{'う' * 200}", (
            f"`… {'あ' * 24}い{'う' * 24} …`", f"`… {'あ' * 24}え{'う' * 24} …`")),
    ],
)  # fmt: skip
def test_of_long_texts_what_differs_is_shown(was: object, now: object, said: tuple[str, str]) -> None:
    assert beside(was, now) == said
