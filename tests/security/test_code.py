"""What must hold of the code and of its workflows, whatever else they do."""

import re
from pathlib import Path

import yaml
from prometheus_client import REGISTRY
from prometheus_client.metrics import MetricWrapperBase

import bot.metrics
from webhooks import delivery

ROOT = Path(__file__).parents[2]

# What a label of a figure may tell; each has a fixed, short list of values.
TELLABLE = frozenset({"outcome", "error", "kind", "verb", "state", "le", "quantile", "generation", "implementation"})
TELLABLE |= {"major", "minor", "patchlevel", "version", "reason", "work"}


def test_signatures_are_compared_in_constant_time() -> None:
    source = Path(str(delivery.__file__)).read_text()
    assert "hmac.compare_digest(" in source
    assert re.findall(r"(?:signature|expected|digest)\s*[!=]=", source) == []


def test_the_figures_name_nobody() -> None:
    counted = [metric for metric in vars(bot.metrics).values() if isinstance(metric, MetricWrapperBase)]
    ours = {next(iter(metric.describe())).name for metric in counted}
    assert ours <= {family.name for family in REGISTRY.collect()}
    told = {label for family in REGISTRY.collect() for sample in family.samples for label in sample.labels}
    assert told - TELLABLE == set()


def test_known_holes_in_dependencies_are_looked_for() -> None:
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "audit.yml").read_text())
    steps = [step.get("run", "") for job in workflow["jobs"].values() for step in job["steps"]]
    assert any("make audit" in step for step in steps)
    assert "schedule" in workflow[True]  # PyYAML takes `on` for true
