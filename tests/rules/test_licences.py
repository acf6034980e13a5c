"""Which licences go together."""

import pytest

from rules.licences import hindrance

OURS = "CC-BY-SA-4.0"


@pytest.mark.parametrize(
    ("stated", "project"),
    [
        (OURS, OURS), ("cc-by-sa-4.0", OURS), ("CC-BY-SA-3.0", OURS), ("CC-BY-3.0-DE", OURS), ("CC0-1.0", OURS),
        ("MIT", OURS), ("OFL-1.1", OURS), ("MIT OR GPL-3.0-only", OURS), ("GPL-3.0-only OR MIT", OURS),
        ("(GPL-2.0-only OR MIT) AND CC-BY-4.0", OURS), ("Apache-2.0 WITH LLVM-exception", "Apache-2.0"),
        ("GPL-2.0-or-later", "GPL-3.0-only"), ("GPL-2.0+", "GPL-3.0-only"), ("CC-BY-SA-4.0", "GPL-3.0-or-later"),
        ("LGPL-3.0-only", "AGPL-3.0-only"), ("CC-BY-4.0", "Apache-2.0"), ("LicenseRef-ours", "LicenseRef-ours"),
        ("CC-BY-NC-4.0", "CC-BY-NC-4.0"), ("Anything-1.0", ""), ("BSD-3-Clause", "MIT"),
    ],
)  # fmt: skip
def test_what_may_be_shared_as_the_rest_is_is_not_hindered(stated: str, project: str) -> None:
    assert hindrance(stated, project) == ""


@pytest.mark.parametrize(
    ("stated", "project", "why"),
    [
        ("CC-BY-NC-4.0", OURS, "CC-BY-NC-4.0 allows no commercial use"),
        ("CC-BY-NC-ND-4.0", "", "CC-BY-NC-ND-4.0 allows no commercial use and allows no changed versions"),
        ("MIT AND CC-BY-ND-4.0", OURS, "CC-BY-ND-4.0 allows no changed versions"),
        ("GPL-3.0-only", OURS, "GPL-3.0-only is not known to go into a work under CC-BY-SA-4.0"),
        ("CC-BY-SA-4.0", "Apache-2.0", "CC-BY-SA-4.0 is not known to go into a work under Apache-2.0"),
        ("LicenseRef-theirs", "CC-BY-4.0", "LicenseRef-theirs is not known to go into a work under CC-BY-4.0"),
        ("CC-BY-SA-4.0", "CC-BY-SA-3.0", "CC-BY-SA-4.0 is another version than CC-BY-SA-3.0"),
        ("GPL-2.0-only", "GPL-3.0-or-later", "GPL-2.0-only is another version than GPL-3.0-or-later"),
        ("", OURS, "no licence is named"),
        ("((((", OURS, "no licence is named"),
        ("-", OURS, "- is not known to go into a work under CC-BY-SA-4.0"),
        ("(" * 10_000, OURS, "no licence is named"),
    ],
)
def test_what_may_not_is_with_the_reason(stated: str, project: str, why: str) -> None:
    assert hindrance(stated, project) == why
