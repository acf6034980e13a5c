"""The program as a whole: it answers at once, says in words what is wrong, and never shows a traceback unasked."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from typer.main import get_command
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.commandline import run_check
from bot.errors import FingerpostError, SettingsError

HEAVY = {"alembic", "cryptography", "fastapi", "github", "httpx", "orjson", "re2", "sqlalchemy", "structlog", "yaml"}
COMMANDS = {
    (): [
        "serve",
        "worker",
        "setup",
        "demo",
        "check",
        "explain",
        "test",
        "backtest",
        "doctor",
        "import",
        "sweep",
        "observe",
        "move",
        "export-person",
        "forget-person",
        "schema",
        "reference",
        "inbox",
    ],
    ("inbox",): ["list", "show", "retry", "drop"],
}
PATHS = [*COMMANDS, *((*path, name) for path, names in COMMANDS.items() for name in names if name != "inbox")]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def broken(*_: object) -> None:
    raise KeyError("\x1b[31mgone")


def process(*arguments: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own interpreter and arguments
        [sys.executable, "-c", "from bot.cli import main; main()", *arguments],
        env=_environment(env),
        capture_output=True,
        text=True,
        check=False,
    )


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def _environment(more: Mapping[str, str] | None) -> dict[str, str]:
    ours = ("GITHUB_", "FINGERPOST_", "DATABASE_URL")
    machine = {name: value for name, value in os.environ.items() if not name.startswith(ours)}  # noqa: TID251 - to hand it on
    return {**machine, **(more or {})}


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Away from the checkout and its `.env`, with the package still to be found."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.chdir(tmp_path)


@pytest.mark.process
@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_help_imports_nothing_heavy(path: tuple[str, ...]) -> None:
    more = set() if path else {"pydantic"}  # Typer itself reads the values of a command with it
    program = f"""if True:
        import sys
        from bot.cli import main
        sys.argv = ["fingerpost", *{path!r}, "--help"]
        try:
            main()
        except SystemExit as end:
            print(end.code, sorted(set(sys.modules) & {HEAVY | more!r}))
    """
    result = subprocess.run(  # noqa: S603 - our own interpreter and arguments
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert result.stdout.splitlines()[-1] == "0 []"


@pytest.mark.parametrize("command", ["reference", "schema"])
def test_a_full_disk_is_told_in_a_sentence(command: str) -> None:
    arguments = [sys.executable, "-c", "from bot.cli import main; main()", command]
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device has no path worth the name
        ended = subprocess.run(arguments, stdout=full, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603 - our own
    assert (ended.returncode, ended.stderr) == (
        1,
        "fingerpost: the output cannot be written: No space left on device\n",
    )


def test_there_are_the_commands_of_this_version_and_no_others() -> None:
    group = get_command(app)
    assert list(group.commands) == COMMANDS[()]  # type: ignore[attr-defined]  # it is a group
    assert list(group.commands["inbox"].commands) == COMMANDS["inbox",]  # type: ignore[attr-defined]  # as above


@pytest.mark.parametrize("path", [path for path in PATHS if path not in COMMANDS], ids=" ".join)
def test_each_command_says_what_it_does_shows_an_example_and_its_exit_codes(path: tuple[str, ...]) -> None:
    text = run(*path, "-h").stdout
    assert f"fingerpost {' '.join(path)}" in text.partition("Example")[2]
    assert "\n  Exit codes:\n    0  " in text


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_each_option_and_argument_has_its_help(path: tuple[str, ...]) -> None:
    command = get_command(app)
    for name in path:
        command = command.commands[name]  # type: ignore[attr-defined]  # it is a group
    assert [each.name for each in command.params if not getattr(each, "help", None)] == []


def test_the_version_is_told() -> None:
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, "fingerpost 0.1.0\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["chekc"], "No such command 'chekc'. Did you mean 'check'?"),
        (["inbox", "retyr"], "No such command 'retyr'. Did you mean 'retry'?"),
        (["check", "--stict", "x"], "No such option: --stict (Possible options: --strict)"),
        (["check"], "say which FILE, or the repository whose file is meant: --live OWNER/REPO"),
        (["check", "--live", "x"], "--live takes a repository as OWNER/REPO, not 'x'"),
        (["explain"], "or describe a case: --rules FILE --event issues.opened --facts FILE"),
        (["demo", "--port", "70000"], "Input should be less than or equal to 65535"),
        (["inbox", "list", "--state", "daed"], "there is no state 'daed'; did you mean `dead`?"),
        (["serve", "--no-worker", "--workers", "2"], "to others, --workers does not; keep one of the two"),
        (["inbox", "retry"], "name the deliveries to retry, or give --all"),
        (["inbox", "retry", "a", "--all"], "name the deliveries to retry, or give --all"),
    ],
)
def test_wrong_use_ends_with_2_and_the_fix_on_standard_error(arguments: list[str], told: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1].removeprefix("Error: ").endswith(told)


@pytest.mark.parametrize(
    ("error", "code"), [(FingerpostError("It is\nso."), 1), (SettingsError("A: not set\nB: not set"), 2)]
)
def test_what_the_program_itself_reports_is_told_line_by_line(
    monkeypatch: pytest.MonkeyPatch, error: FingerpostError, code: int
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(run_check, "read", fail)
    result = run("check", "x")
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr == "".join(f"fingerpost: {line}\n" for line in str(error).splitlines())


def test_a_mistake_of_ours_is_one_sentence_and_says_how_to_report_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_check, "read", broken)
    result = run("check", "x")
    assert (result.exit_code, result.stdout) == (70, "")
    assert result.stderr == (
        "fingerpost: this should not have happened (KeyError: '\\x1b[31mgone'). Please report it with the form for "
        "bugs, in the repository's Issues; FINGERPOST_DEBUG=1 before the command shows where it went wrong.\n"
    )


@pytest.mark.parametrize(("arguments", "env"), [(["--debug"], {}), ([], {"FINGERPOST_DEBUG": "1"})])
def test_debug_shows_where_it_went_wrong(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], env: dict[str, str]
) -> None:
    monkeypatch.setattr(run_check, "read", broken)
    result = CliRunner().invoke(app, [*arguments, "check", "x"], env=env)
    assert isinstance(result.exception, KeyError)


@pytest.mark.process
def test_who_stops_reading_gets_no_complaint(tmp_path: Path) -> None:
    rules, cases = tmp_path / "rules.yml", tmp_path / "cases.jsonl"
    rules.write_text("project: {purpose: Test}\nrules: [{name: a, do: [{label: b}]}]")
    cases.write_text('{"event": "push"}\n' * 5_000)
    command = f'"{sys.executable}" -c "from bot.cli import main; main()"'
    result = subprocess.run(  # noqa: S602 - a pipe is what is tested
        f"{command} explain --rules {rules} --batch {cases} | head -n 1 | cut -c 1-8",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.stdout, result.stderr) == ('{"item":\n', "")


@pytest.mark.process
def test_a_terminal_that_knows_few_characters_gets_something_to_read(tmp_path: Path) -> None:
    rules = tmp_path / "rules.yml"
    rules.write_text("project: {purpose: Test}\nrules: [{name: a, do: [{label: b}]}]")
    result = process("explain", "--rules", str(rules), "--event", "push", env={"PYTHONIOENCODING": "ascii"})
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines()[2] == "\\u2713 a (line 2)"


@pytest.mark.parametrize(
    ("arguments", "played"),
    [
        ([], {"speed": 1.0, "port": 8000, "home": None, "browser": True, "once": False, "new": False}),
        (
            ["--speed", "20", "--port", "0", "--home", "here", "--no-browser", "--once", "--new"],
            {"speed": 20.0, "port": 0, "home": Path("here"), "browser": False, "once": True, "new": True},
        ),
    ],
)
def test_the_demo_is_played_as_the_options_say(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], played: dict[str, object]
) -> None:
    asked: list[dict[str, object]] = []

    def play(**options: object) -> int:
        asked.append(options)
        return 3

    monkeypatch.setitem(sys.modules, "bot.demo", SimpleNamespace(play=play))
    assert (run("demo", *arguments).exit_code, asked) == (3, [played])


@pytest.mark.process
def test_serving_with_some_of_the_settings_names_each_that_is_missing(tmp_path: Path) -> None:
    env = {"GITHUB_APP_ID": "1", "FINGERPOST_HOME": str(tmp_path), "FINGERPOST_PORT": str(free_port())}
    result = process("serve", env=env)
    assert (result.returncode, result.stdout) == (2, "")
    assert [line.split(": ")[:2] for line in result.stderr.splitlines()] == [
        ["fingerpost", "GITHUB_PRIVATE_KEY_PATH"],
        ["fingerpost", "GITHUB_WEBHOOK_SECRET"],
    ]


@pytest.mark.process
async def test_serving_without_any_settings_shows_the_set_up(tmp_path: Path) -> None:
    port = free_port()
    env = {"FINGERPOST_HOME": str(tmp_path), "FINGERPOST_PORT": str(port)}
    program = [sys.executable, "-c", "from bot.cli import main; main()", "serve"]
    served = await asyncio.create_subprocess_exec(*program, env=_environment(env), stderr=subprocess.PIPE)
    try:
        answers = [await _health(f"http://127.0.0.1:{port}{path}") for path in ("/setup", "/readyz")]
    finally:
        served.send_signal(signal.SIGTERM)
        _, errors = await served.communicate()
    told = re.sub(r"[A-Z2-9]{5}-[A-Z2-9]{5}", "CODE", errors.decode())
    assert (answers, served.returncode, told) == (
        [200, 503],
        0,
        f"Set up Fingerpost in a browser: http://127.0.0.1:{port}/setup\nOne-time code: CODE\n",
    )


@pytest.mark.process
async def test_serving_answers_until_it_is_told_to_stop(tmp_path: Path) -> None:
    key = rsa.generate_private_key(public_exponent=65_537, key_size=2048)
    port = free_port()
    env = {
        "GITHUB_APP_ID": "1",
        "GITHUB_PRIVATE_KEY": key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
        "GITHUB_WEBHOOK_SECRET": "made up",
        "GITHUB_API_URL": "http://127.0.0.1:9",
        "FINGERPOST_HOME": str(tmp_path),
        "FINGERPOST_PORT": str(port),
    }
    program = [sys.executable, "-c", "from bot.cli import main; main()", "serve"]
    served = await asyncio.create_subprocess_exec(*program, env=_environment(env), stderr=subprocess.PIPE)
    try:
        answer = await _health(f"http://127.0.0.1:{port}/healthz")
    finally:
        served.send_signal(signal.SIGTERM)
        _, errors = await served.communicate()
    assert (answer, served.returncode) == (200, 0), errors.decode()


async def _health(url: str) -> int:
    async with asyncio.timeout(60), httpx.AsyncClient() as client:
        while True:
            try:
                return (await client.get(url)).status_code
            except httpx.ConnectError:
                await asyncio.sleep(0.1)
