from tests.rules.world import finding, met


def test_a_body_is_searched_as_a_title_is() -> None:
    assert met("body: traceback", body="first line\nTraceback (most recent call last)") is True
    assert met(r"body: '/version 2\.\d/'", body="version 2.1") is True
    assert met(r"body: '/version 2\.\d/'", body="version 3.1") is False
    assert met("body: anything", body="") is False


def test_the_answer_shows_the_beginning_of_a_long_body() -> None:
    short = finding("body: x", body="x" * 120)
    long = finding("body: x", body="x" * 121)
    assert (short.saw, long.saw) == ("x" * 120, "x" * 120 + "…")
    assert long.says == "the body holds “x”"
