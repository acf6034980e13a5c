"""The log: one line per thing worth knowing, for eyes or for machines, and never a secret in it.

Code says `structlog.get_logger().info("delivery", outcome="stored")`; what holds for a while, such as the delivery and
the lane being worked on, is bound with `structlog.contextvars.bound_contextvars`. Libraries that use `logging` come
out in the same form.
"""

import json
import logging
import re
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from reprlib import Repr
from typing import Any, Literal, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.clock import Clock, SystemClock

REDACTED = "[redacted]"

_NOISY = ("alembic", "asyncio", "github", "httpcore", "httpx", "sqlalchemy", "urllib3", "uvicorn")
_FIRST = ("time", "level", "event", "delivery", "lane", "item", "rule")
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0))}
_TRACEBACKS = ("exception", "stack")
_TRACEBACK_CONTROLS = {code: text for code, text in _CONTROLS.items() if chr(code) not in "\t\n"}
_SHORTEST_SECRET = 6
_ALWAYS_PRINTED = (str, float, bool, type(None))
_IN_SHORT = Repr()
_IN_SHORT.maxstring = _IN_SHORT.maxother = 10_000  # a secret that is cut is not known as one any more
_SECRETS = (
    # A line break is a real one in a traceback, and `\n` or `\x0a` once a renderer has quoted it.
    r"-----BEGIN [A-Z ]*-----(?:[A-Za-z0-9+/=\s]|\\+(?:[nr]|x0[ad]))*(?:-----END [A-Z ]*-----)?",
    r"\bgh[a-z]_[A-Za-z0-9_.-]+",
    r"\bgithub_pat_[A-Za-z0-9_]+",
    r"\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*",
    r"\b(?i:bearer|basic)\s+[A-Za-z0-9._~+/-]+=*",
    r"(?<=://)[^\s/@:]*:[^\s/@]+(?=@)",
)
_SIGNS = ("-----begin ", "_", "eyj", "bearer", "bas", "://")
"""What each of these cannot be without, in lower case: to look for them all takes longer than to write a line.

Of “basic” that part which is the same in all alphabets: a pattern that knows no case takes a Turkish i for ours.
"""


def set_up(
    form: Literal["console", "json"],
    *,
    stream: TextIO | None = None,
    colours: bool = True,
    secrets: Iterable[str] = (),
    clock: Clock | None = None,
) -> None:
    """Send all logging, ours and the libraries', to one stream; may be called again.

    Args:
        form: lines for a person, or one JSON object per line.
        stream: where to; standard error unless given.
        colours: whether a terminal gets colours; what is no terminal never does.
        secrets: texts that must not appear, beside all that looks like a token or a key.
        clock: tells the time of a line.
    """
    output = stream or sys.stderr
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        _Stamp(clock or SystemClock()),
    ]
    rendered = _Rendered(_renderers(form, coloured=colours and output.isatty()))
    final: list[Processor] = [rendered, _Redact(secrets)]
    theirs = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *final]
    handler = _Handler(output)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=shared, processors=theirs))
    _take_over(handler)
    structlog.configure(  # ours go to the stream at once: the way through `logging` takes twice as long
        processors=[*shared, *final],
        logger_factory=lambda *_: _Lines(output),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=False,
    )


def _take_over(handler: logging.Handler) -> None:
    """Let a handler of ours take the place of an earlier one; libraries speak only when something is wrong."""
    root = logging.getLogger()
    for old in [each for each in root.handlers if isinstance(each, _Handler)]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)


def _renderers(form: Literal["console", "json"], *, coloured: bool) -> list[Processor]:
    if form == "json":
        return [_in_order, structlog.processors.JSONRenderer()]
    console = structlog.dev.ConsoleRenderer(
        colors=coloured,
        timestamp_key="time",
        sort_keys=False,
        exception_formatter=structlog.dev.plain_traceback,  # the others print local variables, and so secrets
    )
    return [_in_order, _visible, console]


class _Handler(logging.StreamHandler[TextIO]):
    """Our own handler, told from those that others put beside it."""


class _Lines:
    """Writes lines to a stream, as `logging` does: what cannot be written is lost, and stops no work."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def msg(self, line: str) -> None:
        with suppress(OSError, ValueError):  # a full disk, a reader that went away, a stream that was closed
            self._stream.write(f"{line}\n")
            self._stream.flush()

    debug = info = warning = error = critical = exception = msg


class _Stamp:
    """Adds the time of our own clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def __call__(self, _logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        event["time"] = self._clock.now().isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return event


class _Rendered:
    """Makes a line of an event; a value that cannot be printed is told as far as it can be, and stops no work."""

    def __init__(self, renderers: Sequence[Processor]) -> None:
        self._renderers = renderers

    def __call__(self, logger: WrappedLogger, method: str, event: EventDict) -> str:
        try:
            return self._line(logger, method, event)
        except Exception:  # noqa: BLE001 - it comes from what a value says of itself, which may be anything
            return self._line(logger, method, {name: _as_far_as_can_be(value) for name, value in event.items()})

    def _line(self, logger: WrappedLogger, method: str, event: EventDict) -> str:
        line: Any = event
        for render in self._renderers:
            line = render(logger, method, line)
        return str(line)


def _as_far_as_can_be(value: object) -> object:
    """A value that every renderer can print: itself, or it in words, with the first parts of many."""
    if type(value) in _ALWAYS_PRINTED:
        return value
    try:
        return _IN_SHORT.repr(value)
    except Exception:  # noqa: BLE001 - as above
        return f"<{type(value).__name__}>"


class _Redact:
    """Takes secrets out of the finished line, so that none is missed inside some value."""

    def __init__(self, secrets: Iterable[str]) -> None:
        known = {form for text in secrets for form in (text, json.dumps(text)[1:-1])}
        literal = sorted((text for text in known if len(text) >= _SHORTEST_SECRET), key=len, reverse=True)
        self._pattern = re.compile("|".join([*map(re.escape, literal), *_SECRETS]))
        self._signs = (*(text.casefold() for text in literal), *_SIGNS)

    def __call__(self, _logger: WrappedLogger, _method: str, line: EventDict | str) -> str:
        text = str(line)
        folded = text.casefold()  # `lower` depends on the letters around it
        return self._pattern.sub(REDACTED, text) if any(sign in folded for sign in self._signs) else text


def _in_order(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    return {name: event[name] for name in (*(each for each in _FIRST if each in event), *event)}


def _visible(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Control characters as text: what others wrote must not forge lines or move the terminal's cursor."""
    return {
        name: value.translate(_TRACEBACK_CONTROLS if name in _TRACEBACKS else _CONTROLS)
        if isinstance(value, str)
        else value
        for name, value in event.items()
    }
