"""The image and the compose file keep their promises; no container engine is needed to see it."""

import json
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DOCKERFILE = re.sub(r"\\\n", " ", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
STEPS = re.findall(r"^([A-Z]+) +(.*)$", DOCKERFILE, re.MULTILINE)
FINAL = STEPS[max(i for i, (word, _) in enumerate(STEPS) if word == "FROM") :]
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))


def _final(word: str) -> list[str]:
    return [rest for step, rest in FINAL if step == word]


def test_the_bases_are_pinned_and_slim() -> None:
    bases = [rest.split()[0] for word, rest in STEPS if word == "FROM"]
    assert [base for base in bases if not re.fullmatch(r"python:3\.\d+-slim-\w+", base)] == []
    assert len(bases) == 2


def test_everything_from_outside_is_installed_by_its_hash() -> None:
    installs = re.findall(r"pip install [^&]*", DOCKERFILE)
    unlocked = [line for line in installs if "--require-hashes" not in line and "--no-index" not in line]
    assert (len(installs), unlocked) == (3, [])


def test_the_bot_runs_without_root_under_a_fixed_number() -> None:
    (user,) = _final("USER")
    assert user == "10001:10001"
    assert [word for word, _ in FINAL].index("USER") > [word for word, _ in FINAL].index("RUN")


def test_the_image_knows_when_it_is_well_without_curl() -> None:
    (check,) = _final("HEALTHCHECK")
    program, flag, code = json.loads(check.partition("CMD ")[2])
    compile(code, "HEALTHCHECK", "exec")
    assert (program, flag, "/healthz" in code) == ("python", "-c", True)


def test_the_image_serves_and_keeps_its_state_in_one_place() -> None:
    assert _final("ENTRYPOINT") + _final("CMD") + _final("VOLUME") + _final("EXPOSE") == [
        '["fingerpost"]',
        '["serve"]',
        "/data",
        "8000",
    ]
    assert "FINGERPOST_HOME=/data" in _final("ENV")[0].split()


def test_every_file_that_the_image_copies_is_let_through_and_exists() -> None:
    allowed = {line[1:].rstrip("/") for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] == "!"}
    copied = {
        source.rstrip("/")
        for word, rest in STEPS
        if word == "COPY" and not rest.startswith("--from")
        for source in rest.split()[:-1]
    }
    assert copied == allowed
    assert [source for source in sorted(copied) if not (ROOT / source).exists()] == []


@pytest.mark.parametrize("name", ["bot", "worker", "database"])
def test_a_service_writes_only_where_it_must_and_cannot_gain_rights(name: str) -> None:
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert all(volume.split(":")[0] in COMPOSE["volumes"] for volume in service["volumes"])


def test_the_bot_waits_for_a_healthy_database_that_nobody_else_reaches() -> None:
    bot, database = COMPOSE["services"]["bot"], COMPOSE["services"]["database"]
    assert bot["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert "healthcheck" in database
    assert bot["environment"]["DATABASE_URL"].startswith("postgresql+psycopg://")
    assert "ports" not in database
    assert [COMPOSE["networks"][network]["internal"] for network in database["networks"]] == [True]


def test_workers_are_as_many_as_wished_and_reached_by_nobody() -> None:
    bot, worker = COMPOSE["services"]["bot"], COMPOSE["services"]["worker"]
    assert (worker["command"], worker["profiles"], worker["ports"], worker["volumes"]) == (
        ["worker", "--port", "8000"],
        ["more"],
        [],
        [],
    )
    assert {name: worker[name] for name in ("environment", "depends_on")} == {
        name: bot[name] for name in ("environment", "depends_on")
    }


def test_no_service_follows_a_moving_tag() -> None:
    assert COMPOSE["services"]["database"]["image"].startswith("postgres:17-")


def test_the_bot_is_reached_through_a_proxy_only() -> None:
    assert all(port.startswith("127.0.0.1:") for port in COMPOSE["services"]["bot"]["ports"])
