"""The workflow that `blogtool new workflow` writes is what GitHub expects, and its steps do their work."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from builders import HANG, a_site

from blogtool.cli import main

FILES = {
    "_config.yml": "title: T\n",
    "index.md": "---\n---\n[here]({{ '/a' | relative_url }}) {{ jekyll.environment }}\n",
}


@pytest.fixture
def workflow(tmp_path):
    site = a_site(tmp_path / "site", **FILES)
    assert main(["new", "workflow", "-s", str(site)]) == 0
    return site / ".github/workflows/pages.yml"


def test_github_would_read_it(workflow):
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(workflow)],
        capture_output=True,
        text=True,
        timeout=HANG,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_it_may_deploy_and_nothing_more(workflow):
    told = yaml.safe_load(workflow.read_text())

    assert told["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}
    assert told["jobs"]["deploy"]["needs"] == "build"
    assert told["jobs"]["deploy"]["environment"]["name"] == "github-pages"


def test_its_steps_build_a_project_page_below_its_path(workflow, tmp_path):
    """Runs each `run:` as GitHub would, with a `pip` that only writes down what it was asked for."""
    site = workflow.parents[2]
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "pip").write_text(f'#!/bin/sh\necho "$@" >> "{tmp_path}/asked"\n')
    (tools / "blogtool").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m blogtool "$@"\n')
    for tool in tools.iterdir():
        tool.chmod(0o755)
    root = str(Path(__file__).parents[2])
    for step in yaml.safe_load(workflow.read_text())["jobs"]["build"]["steps"]:
        if "run" not in step:
            continue
        given = {key: "/project" if "base_path" in value else value for key, value in step.get("env", {}).items()}
        environment = {**os.environ, **given, "PATH": f"{tools}:{os.environ['PATH']}", "PYTHONPATH": root}
        subprocess.run(["bash", "-e", "-c", step["run"]], cwd=site, env=environment, check=True, timeout=HANG)

    assert (tmp_path / "asked").read_text() == "install blogtool\n"
    assert (site / "_site/index.html").read_text() == '<p><a href="/project/a">here</a> production</p>\n'


def test_names_with_a_leading_dot_are_kept(workflow):
    steps = yaml.safe_load(workflow.read_text())["jobs"]["build"]["steps"]
    (upload,) = [step for step in steps if "upload-pages-artifact" in step.get("uses", "")]

    assert upload["with"] == {"path": "_site", "include-hidden-files": True}


def test_what_costs_time_is_remembered_from_run_to_run(workflow):
    steps = yaml.safe_load(workflow.read_text())["jobs"]["build"]["steps"]
    (python,) = [step["with"] for step in steps if "setup-python" in step.get("uses", "")]
    (kept,) = [step["with"]["path"].split() for step in steps if "actions/cache" in step.get("uses", "")]

    assert python["cache"] == "pip"
    assert kept == [".blogtool-cache", "_translations", "~/.local/share/argos-translate"]


def test_it_is_never_written_over(workflow, capfd):
    assert main(["new", "workflow", "-s", str(workflow.parents[2])]) == 1
    assert "exists already" in capfd.readouterr().err


def test_a_post_still_needs_a_title(tmp_path, capfd):
    assert main(["new", "post", "-s", str(tmp_path)]) == 1
    assert "a post needs a title" in capfd.readouterr().err
