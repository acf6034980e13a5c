"""What the log says, in which form, and what it never says."""

import io
import json
import logging
from datetime import UTC, datetime
from typing import Any, Literal

import pytest
import structlog

from bot import logs

KEY = "-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA\nx+/=\n-----END RSA PRIVATE KEY-----"
log = structlog.get_logger()

pytestmark = pytest.mark.usefixtures("log_put_back")


class Noon:
    """A clock that stands still."""

    def now(self) -> datetime:
        return datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


class Terminal(io.StringIO):
    """A stream that says that a person looks at it."""

    def isatty(self) -> bool:
        return True


def listen(form: Literal["console", "json"] = "json", **options: Any) -> io.StringIO:
    stream = options.pop("stream", None) or io.StringIO()
    logs.set_up(form, stream=stream, clock=Noon(), **options)
    return stream


def broken(text: str) -> None:
    raise ValueError(text)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_json_line_begins_with_what_is_looked_for() -> None:
    stream = listen()
    log.info("acted", did=["label"], rule="welcome", item="octo/guide#7", delivery="abc")
    assert stream.getvalue() == (
        '{"time": "2026-05-04T12:00:00.000Z", "level": "info", "event": "acted", "delivery": "abc", '
        '"item": "octo/guide#7", "rule": "welcome", "did": ["label"]}\n'
    )


def test_what_is_bound_for_a_while_is_on_each_line() -> None:
    stream = listen()
    with structlog.contextvars.bound_contextvars(delivery="abc", lane="1#7"):
        log.info("claimed")
        logging.getLogger("somewhere").warning("slow")
    log.info("idle")
    assert [(line.get("delivery"), line.get("lane")) for line in lines(stream)] == [
        ("abc", "1#7"),
        ("abc", "1#7"),
        (None, None),
    ]


def test_libraries_come_out_in_the_same_form() -> None:
    stream = listen()
    logging.getLogger("uvicorn.error").warning("no more than %d", 7)
    assert lines(stream) == [{"time": "2026-05-04T12:00:00.000Z", "level": "warning", "event": "no more than 7"}]


@pytest.mark.parametrize("name", ["httpx", "httpcore.http11", "sqlalchemy.engine", "github.Requester", "uvicorn.error"])
def test_noisy_libraries_are_heard_from_warnings_on(name: str) -> None:
    stream = listen()
    logging.getLogger(name).info("GET /")
    logging.getLogger(name).warning("broken")
    assert [line["event"] for line in lines(stream)] == ["broken"]


def test_details_for_developers_are_left_out() -> None:
    stream = listen()
    log.debug("detail")
    assert stream.getvalue() == ""


def test_an_exception_is_told_with_its_trace_in_one_line() -> None:
    stream = listen()
    try:
        broken("broken")
    except ValueError:
        log.exception("failed")
    (line,) = lines(stream)
    assert (line["event"], line["exception"].splitlines()[-1]) == ("failed", "ValueError: broken")


@pytest.mark.parametrize("what", [OSError("No space left on device"), BrokenPipeError(), ValueError("closed")])
def test_a_line_that_cannot_be_written_stops_no_work(what: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_text: str) -> int:
        raise what

    stream = listen()
    with monkeypatch.context() as full:
        full.setattr(stream, "write", refuse)
        log.info("lost")
    log.info("delivery")
    assert [line["event"] for line in lines(stream)] == ["delivery"]


class Unspeakable:
    """Something that says nothing of itself."""

    def __repr__(self) -> str:
        raise RuntimeError("not printed")


def ring() -> list[Any]:
    within: list[Any] = []
    within.append(within)
    return within


def tower() -> list[Any]:
    top: list[Any] = []
    for _ in range(100_000):
        top = [top]
    return top


@pytest.mark.parametrize("form", ["console", "json"])
@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Unspeakable(), "<Unspeakable instance at 0x"),
        ({"deep": [Unspeakable()]}, "{'deep': [<Unspeakable instance at 0x"),
        ({(1, 2): 3}, "{(1, 2): 3}"),
        (ring(), "[[...]]"),
        (tower(), "[[[[[[...]]]]]]"),
        (10**5_000, "<int>"),
        ([10**5_000] * 100_000, "<list>"),
        ({number: Unspeakable() for number in range(100_000)}, "{0: <Unspeakable instance at 0x"),
    ],
    ids=["mute", "mute within", "odd key", "ring", "tower", "number", "numbers", "many"],
)
def test_what_no_renderer_can_print_is_told_in_short_and_stops_no_work(
    form: Literal["console", "json"], value: object, told: str
) -> None:
    stream = listen(form)
    log.info("said", odd=value, item="o/r#7", due=None)
    line = stream.getvalue()
    assert (told in line, "o/r#7" in line, line.count("\n"), len(line) < 500) == (True, True, 1, True)


def test_setting_up_again_replaces_what_was() -> None:
    first, second = listen(), listen()
    log.info("hello")
    assert (first.getvalue(), len(lines(second))) == ("", 1)


def test_a_person_reads_one_plain_line() -> None:
    stream = listen("console")
    log.info("acted", rule="welcome")
    assert stream.getvalue().split() == ["2026-05-04T12:00:00.000Z", "[info", "]", "acted", "rule=welcome"]


@pytest.mark.parametrize(
    ("stream", "colours", "coloured"),
    [(Terminal(), True, True), (Terminal(), False, False), (io.StringIO(), True, False)],
)
def test_only_a_terminal_that_wants_colours_gets_them(stream: io.StringIO, colours: bool, coloured: bool) -> None:
    listen("console", stream=stream, colours=colours)
    log.warning("careful")
    assert ("\x1b[" in stream.getvalue()) is coloured


def test_what_others_wrote_can_neither_forge_a_line_nor_move_the_cursor() -> None:
    stream = listen("console")
    try:
        broken("\x1b[2J")
    except ValueError:
        log.exception("title\n2026 [info] all is well", title="\x1b[31mred")
    said = stream.getvalue()
    assert ("\x1b" in said, said.splitlines()[0].startswith("2026-05-04T12:00:00.000Z [error    ] title\\x0a2026")) == (
        False,
        True,
    )


@pytest.mark.parametrize("form", ["console", "json"])
@pytest.mark.parametrize(
    "secret",
    [
        "ghs_16C7e42F292c6912E7710c838347Ae178B4a",
        "ghs_12345_eyJhbGciOi.eyJpc3Mi.c2ln-X_y",
        "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
        "github_pat_11AAAAAAA0abc_DEF123",
        "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjF9.c2lnbmF0dXJl",
        "Bearer abc.def-ghi",
        "basic dXNlcjpwYXNz==",
        "user:pa55word",
        "MIIEowIBAAKCAQEA",
        'the "webhook" secret',
    ],
)
def test_no_secret_is_written_wherever_it_appears(form: Literal["console", "json"], secret: str) -> None:
    stream = listen(form, secrets=['the "webhook" secret', "x"])
    text = KEY if secret in KEY else f"postgresql://{secret}@host/db" if "pa55" in secret else secret
    with structlog.contextvars.bound_contextvars(delivery=text):
        log.info("said %s", text, plain=text, nested={"deep": [text]}, raw=text.encode(), **{"as key " + text: 1})
        logging.getLogger("github").warning("header %s", {"Authorization": text})
        try:
            broken(text)
        except ValueError:
            log.exception("failed")
    said = stream.getvalue()
    assert (secret in said, json.dumps(secret)[1:-1] in said, said.count(logs.REDACTED) > 8) == (False, False, True)


class Said:
    """Something that tells of itself what somebody else says."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return f"Said({self._text})"


@pytest.mark.parametrize("form", ["console", "json"])
def test_no_part_of_a_secret_is_written_beside_what_cannot_be_printed(form: Literal["console", "json"]) -> None:
    own, token = "the secret of the webhook, which is long", "ghs_16C7e42F292c6912E7710c838347Ae178B4a"
    stream, all_of_them = listen(form, secrets=[own]), [own, token, KEY]
    log.info("said", odd=Unspeakable(), told=all_of_them, said=[Said(text) for text in all_of_them])
    parts = (own[:9], own[-9:], token[-9:], KEY[33:42], KEY[-9:])
    assert [part for part in parts if part in stream.getvalue()] == []


def test_a_redacted_line_is_still_json() -> None:
    stream = listen(secrets=["hunter22"])
    log.info("x", text='"Bearer abc" and "ghs_abc" and hunter22\\ and -----BEGIN RSA PRIVATE KEY-----\nabc"')
    assert lines(stream)[0]["text"] == '"[redacted]" and "[redacted]" and [redacted]\\ and [redacted]"'


def test_a_secret_is_found_whichever_letters_stand_beside_it() -> None:
    stream = listen("console", secrets=["ΚΩΔΙΚΟΣ"])
    log.info("x", text="βΚΩΔΙΚΟΣβ")
    assert stream.getvalue().split()[-1] == "text=β[redacted]β"
