"""What a process that serves does without is out of reach for a moment only."""

import importlib
import subprocess
import sys
from types import ModuleType

import pytest

from bot.commandline.lean import lean


def test_what_is_spared_is_not_there_in_the_block_and_is_there_again_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "rich", raising=False)
    with lean(), pytest.raises(ImportError):
        importlib.import_module("rich")
    assert importlib.import_module("rich").__name__ == "rich"


def test_what_was_there_before_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    there = ModuleType("rich")
    monkeypatch.setitem(sys.modules, "rich", there)
    with lean():
        assert importlib.import_module("rich") is there
    assert sys.modules["rich"] is there


def test_what_is_spared_comes_back_when_an_import_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "rich", raising=False)
    with pytest.raises(ModuleNotFoundError, match="no_such_module"), lean():
        importlib.import_module("no_such_module")
    assert importlib.import_module("rich").__name__ == "rich"


@pytest.mark.process
def test_no_library_complains_of_what_is_spared_and_an_answer_that_names_no_encoding_is_utf_8() -> None:
    program = """if True:
        from bot.commandline.lean import lean
        with lean():
            import requests
        answer = requests.Response()
        answer._content = "Grüße".encode()
        print(ascii(answer.text))
    """
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603 - ours
    assert (run.stdout, run.stderr) == ("'Gr\\xfc\\xdfe'\n", "")
