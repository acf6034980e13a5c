"""From headers and bytes to a delivery, or to a refusal that says the fix."""

import hmac
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webhooks.delivery import Delivery, Refused

SECRET = b"the secret in force"
BODY = b'{"action": "opened", "issue": {"number": 7}}'


def signed(body: bytes = BODY, secret: bytes = SECRET, /, **changed: str | None) -> dict[str, str]:
    """The headers of a delivery; a changed one that is None is left out."""
    headers: dict[str, str | None] = {
        "x-github-event": "issues",
        "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
        "content-type": "application/json",
        "x-hub-signature-256": "sha256=" + hmac.new(secret, body, "sha256").hexdigest(),
    }
    headers |= {name.replace("_", "-"): value for name, value in changed.items()}
    return {name: value for name, value in headers.items() if value is not None}


def refusal(headers: Mapping[str, str], body: bytes = BODY, *secrets: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        Delivery.from_request(headers, body, secrets or (SECRET,))
    return caught.value


def test_a_signed_delivery_is_decoded() -> None:
    assert Delivery.from_request(signed(), BODY, [SECRET]) == Delivery(
        id="72d3162e-cc78-11e3-81ab-4c9367dc0958",
        event="issues",
        action="opened",
        body=BODY,
        payload={"action": "opened", "issue": {"number": 7}},
    )


@pytest.mark.parametrize(
    "body", [b"{}", b'{"action": null}', b'{"action": 3}', b'{"action": ["opened"]}', b'{"action": "\\u0000"}']
)
def test_an_action_that_is_no_word_is_none(body: bytes) -> None:
    assert Delivery.from_request(signed(body), body, [SECRET]).action is None


def test_both_secrets_count_while_one_replaces_the_other() -> None:
    old, new = b"the old one", b"the new one"
    ids = [Delivery.from_request(signed(BODY, secret), BODY, [new, old]).event for secret in (old, new)]
    assert ids == ["issues", "issues"]


@pytest.mark.parametrize(
    ("name", "header"), [("x_github_event", "X-GitHub-Event"), ("x_github_delivery", "X-GitHub-Delivery")]
)
@pytest.mark.parametrize("value", [None, ""])
def test_a_missing_header_is_named(name: str, header: str, value: str | None) -> None:
    refused = refusal(signed(**{name: value}))
    assert (refused.status, refused.message) == (
        400,
        f"The header {header} is missing; GitHub sends it with every delivery.",
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("x_github_delivery", "a" * 101),
        ("x_github_delivery", "opened:1#2"),
        ("x_github_delivery", "a b"),
        ("x_github_delivery", "abc\n"),
        ("x_github_delivery", "é"),
        ("x_github_event", "e" * 61),
        ("x_github_event", "issues.opened"),
        ("x_github_event", "Issues; DROP TABLE inbox"),
        ("x_github_event", "../../etc"),
    ],
)
def test_a_header_of_another_form_is_refused_without_repeating_it(name: str, value: str) -> None:
    refused = refusal(signed(**{name: value}))
    assert (refused.status, value in refused.message) == (400, False)


@pytest.mark.parametrize(
    "content_type",
    ["application/x-www-form-urlencoded", "Application/X-WWW-Form-Urlencoded; charset=utf-8", "multipart/form-data; x"],
)
def test_a_form_is_refused_with_the_fix(content_type: str) -> None:
    refused = refusal(signed(content_type=content_type))
    assert (refused.status, refused.message) == (
        415,
        "The body is form-encoded; set the content type to application/json in the App's webhook settings.",
    )


@pytest.mark.parametrize("content_type", [None, "", "application/json; charset=utf-8", "text/plain"])
def test_json_that_is_signed_needs_no_content_type(content_type: str | None) -> None:
    assert Delivery.from_request(signed(content_type=content_type), BODY, [SECRET]).event == "issues"


@pytest.mark.parametrize("value", [None, ""])
def test_a_missing_signature_is_refused_with_the_fix(value: str | None) -> None:
    refused = refusal(signed(x_hub_signature_256=value))
    fix = "give the App's webhook settings the secret that GITHUB_WEBHOOK_SECRET holds."
    assert (refused.status, refused.message) == (401, f"The header X-Hub-Signature-256 is missing; {fix}")


@pytest.mark.parametrize(
    "signature",
    [
        "sha256=",
        "sha256=" + "0" * 64,
        hmac.new(SECRET, BODY, "sha256").hexdigest(),
        "sha1=" + hmac.new(SECRET, BODY, "sha1").hexdigest(),
        "SHA256=" + hmac.new(SECRET, BODY, "sha256").hexdigest(),
        "sha256=" + hmac.new(SECRET, BODY, "sha256").hexdigest() + "\n",
        "sha256=" + hmac.new(SECRET, BODY + b" ", "sha256").hexdigest(),
        "sha256=é\udc80\ud800",
    ],
)
def test_a_wrong_signature_is_refused(signature: str) -> None:
    refused = refusal(signed(x_hub_signature_256=signature))
    assert (refused.status, refused.message) == (
        401,
        "The signature does not match; the secret in the App's webhook settings and GITHUB_WEBHOOK_SECRET differ.",
    )


def test_the_signature_is_of_the_raw_bytes() -> None:
    reformatted = b'{"action":"opened","issue":{"number":7}}'
    assert refusal(signed(), reformatted).status == 401


@pytest.mark.parametrize("secrets", [[], [b""]])
def test_without_a_secret_nobody_can_sign(secrets: list[bytes]) -> None:
    with pytest.raises(Refused) as caught:
        Delivery.from_request(signed(BODY, b""), BODY, secrets)
    assert caught.value.status == 401


@pytest.mark.parametrize("body", [b"", BODY[:-1], b"\xff\xfe", b"payload=%7B%7D", b'{"n": NaN}', b"[" * 5000])
def test_a_body_that_is_no_json_is_refused(body: bytes) -> None:
    refused = refusal(signed(body), body)
    assert (refused.status, refused.message) == (
        400,
        "The body is not valid JSON; it may have been cut off on its way.",
    )


@pytest.mark.parametrize("body", [b"[]", b'"text"', b"3", b"null"])
def test_json_that_is_no_object_is_refused(body: bytes) -> None:
    refused = refusal(signed(body), body)
    assert (refused.status, refused.message) == (
        400,
        "The body is JSON, but not an object; GitHub's payloads are objects.",
    )


def test_a_wrong_signature_is_told_before_the_body_is_read() -> None:
    assert refusal(signed(BODY, b"another"), b"not json").status == 401


@given(st.dictionaries(st.sampled_from(sorted(signed())), st.text()), st.binary(max_size=200))
def test_whatever_comes_unsigned_is_refused_with_a_known_status(headers: dict[str, str], body: bytes) -> None:
    refused = refusal(headers, body)
    assert refused.status in {400, 401, 415}
