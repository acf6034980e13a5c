"""The two examples of GitHub's own page on limits, and what it refuses."""

import pytest
from graphql import parse

from tests.contract.limits import cost_of

pytestmark = pytest.mark.contract

COMMENTS = "comments(first: 10) { nodes { body } }"


def test_the_nodes_of_githubs_example_are_counted_as_github_counts_them() -> None:
    items = f"pullRequests(first: 20) {{ nodes {{ {COMMENTS} }} }} issues(first: 20) {{ nodes {{ {COMMENTS} }} }}"
    mine = f"repositories(first: 50) {{ nodes {{ {items} }} }} followers(first: 10) {{ nodes {{ login }} }}"
    text = f"{{ viewer {{ {mine} }} }}"
    assert cost_of(parse(text)).nodes == 22_060


def test_the_points_of_githubs_example_are_counted_as_github_counts_them() -> None:
    text = """{ viewer { repositories(first: 100) { nodes {
        issues(first: 50) { nodes { labels(first: 60) { nodes { id } } } } } } } }"""
    cost = cost_of(parse(text))
    assert (cost.requests, cost.points) == (5_101, 51)


@pytest.mark.parametrize("given", ["", "(first: 0)", "(first: 101)", "(last: 1000)", "(first: 1, last: 1)"])
def test_a_connection_without_a_bound_that_github_takes_is_found(given: str) -> None:
    text = f"fragment all on User {{ followers{given} {{ nodes {{ id }} }} }} {{ viewer {{ ...all }} }}"
    assert cost_of(parse(text)).endless == ("User.followers",)
