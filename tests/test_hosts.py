"""The hosts' scripts, run as the hosts run them, on a fork's pull request that tries to be run."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parent.parent
MAKEFILE = ".venv/.installed: ; mkdir -p .venv/bin && cp program .venv/bin/bulletin\n"
PROGRAM = '#!/bin/sh\necho "$*" >> "$LOG"\n'
HOSTILE = "#!/bin/sh\necho hostile >> $LOG\n"
ME = {
    f"GIT_{who}_{what}": "t@example"
    for who in ("AUTHOR", "COMMITTER")
    for what in ("NAME", "EMAIL")
}


@dataclass(frozen=True)
class Place:
    """A server with a repository, and a runner's folders."""

    folder: Path

    @property
    def server(self) -> Path:
        return self.folder / "o" / "r"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def git(self, *args: str) -> str:
        command = ["git", *args]
        env = os.environ | ME
        done = subprocess.run(
            command, cwd=self.server, env=env, capture_output=True, text=True, check=True
        )
        return done.stdout.strip()

    def write(self, files: Mapping[str, str]) -> None:
        for name, text in files.items():
            path = self.server / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            path.chmod(0o755)
        self.git("add", "--all", "--force")
        self.git("commit", "--quiet", "--message", "change")

    def run(self, script: str, env: dict[str, str], cwd: Path) -> None:
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
        given = os.environ | ME | {"LOG": str(self.log), "TOKEN": "secret"} | env
        done = subprocess.run(
            command, cwd=cwd, env=given, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr

    def ran(self) -> list[str]:
        return self.log.read_text(encoding="utf-8").splitlines()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Main with a program that tells whose it is; a pull request that changes all that may run."""
    here = Place(tmp_path)
    here.server.mkdir(parents=True)
    here.git("init", "--quiet", "--initial-branch=main")
    here.git("config", "uploadpack.allowAnySHA1InWant", "true")
    shutil.copytree(ROOT / ".ci", here.server / ".ci", ignore=shutil.ignore_patterns("__*"))
    here.write({"Makefile": MAKEFILE, "program": PROGRAM})
    here.git("switch", "--quiet", "--create", "change")
    everything = ("program", ".venv/bin/bulletin", ".ci/impact", ".ci/comment.py", "git", "make")
    runs = f".venv/.installed: ; echo hostile >> {here.log}\n"
    here.write({**dict.fromkeys(everything, HOSTILE), "Makefile": runs})
    here.git("update-ref", "refs/pull/3/head", "HEAD")
    here.git("update-ref", "refs/merge-requests/3/head", "HEAD")
    here.git("switch", "--quiet", "main")
    here.write({"data/new": "main has moved on"})
    return here


def read(path: str) -> Any:  # noqa: ANN401 - YAML
    return YAML(typ="safe", pure=True).load(ROOT / path)


def scripts(path: str, job: str) -> str:
    """The scripts of a job, but for the one that speaks to the host."""
    steps = read(path)["jobs"][job]["steps"]
    return "\n".join(
        step["run"] for step in steps if "comment.py" not in step.get("run", "comment.py")
    )


def test_github_judges_a_fork_by_mains_program(place: Place) -> None:
    place.git("checkout", "--quiet", "--detach", "main")
    place.git("merge", "--quiet", "--no-ff", "--no-edit", "change")
    files = {"GITHUB_PATH": "path", "GITHUB_STEP_SUMMARY": "summary"}
    env = {name: str(place.folder / file) for name, file in files.items()}
    env |= {"RUNNER_TEMP": str(place.folder / "temp"), "BASE": "HEAD^1"}
    (place.folder / "temp").mkdir()
    bulletin = f"{place.folder}/temp/base/.venv/bin"
    script = scripts(".github/workflows/check.yml", "data")
    place.run(script, env | {"PATH": f"{bulletin}:{os.environ['PATH']}"}, place.server)
    assert (place.folder / "path").read_text(encoding="utf-8") == f"{bulletin}\n"
    assert place.ran() == [
        "check --format github",
        "format --check",
        "editor --check",
        "impact HEAD^1 HEAD --format markdown",
    ]


def on_gitea(place: Place) -> tuple[dict[str, str], Path]:
    runner = place.folder / "runner"
    runner.mkdir()
    env = {"GITHUB_SERVER_URL": f"file://{place.folder}", "GITHUB_REPOSITORY": "o/r"}
    return env | {"NUMBER": "3", "HEAD": place.git("rev-parse", "change")}, runner


def test_gitea_judges_a_fork_by_mains_program(place: Place) -> None:
    env, runner = on_gitea(place)
    place.run(scripts(".gitea/workflows/check.yml", "data"), env, runner)
    assert (runner / "data/new").exists()
    assert place.ran() == [
        "check",
        "format --check",
        "editor --check",
        "impact refs/remotes/origin/main HEAD",
    ]


def test_gitea_tells_the_effect_from_objects_alone(place: Place) -> None:
    env, runner = on_gitea(place)
    place.run(scripts(".gitea/workflows/comment.yml", "comment"), env, runner)
    assert (runner / "program").read_text(encoding="utf-8") == PROGRAM
    [told] = place.ran()
    assert told.startswith("impact HEAD ")
    assert told.endswith(" --format markdown")


def on_gitlab(place: Place, branch: str) -> tuple[dict[str, str], Path]:
    runner = place.folder / "runner"
    subprocess.run(["git", "clone", "-qb", branch, place.server, runner], check=True)
    shutil.copytree(place.server / ".git", place.folder / "o" / "r.git")
    settings = read(".gitlab-ci.yml")["variables"]
    known = {k: str(v["value"] if isinstance(v, dict) else v) for k, v in settings.items()}
    where = {
        "CI_JOB_TOKEN": "secret",
        "CI_MERGE_REQUEST_PROJECT_URL": f"file://{place.server}",
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
    }
    return known | where, runner


def test_gitlab_judges_a_fork_by_mains_program(place: Place) -> None:
    env, runner = on_gitlab(place, "change")
    place.run("\n".join(read(".gitlab-ci.yml")["data"]["script"]), env, runner)
    assert (runner / "data/new").exists()
    assert place.ran() == [
        "check --format gitlab",
        "check",
        "format --check",
        "editor --check",
        "impact refs/target HEAD",
    ]


def test_gitlab_tells_the_effect_from_objects_alone(place: Place) -> None:
    env, runner = on_gitlab(place, "main")
    payload = place.folder / "payload"
    payload.write_text('{"object_attributes": {"iid": 3}}', encoding="utf-8")
    script = "\n".join(read(".gitlab-ci.yml")["impact"]["script"])
    place.run(script, env | {"TRIGGER_PAYLOAD": str(payload)}, runner)
    head = place.git("rev-parse", "change")
    assert (runner / "head.env").read_text(encoding="utf-8") == f"HEAD_SHA={head}\n"
    assert (runner / "program").read_text(encoding="utf-8") == PROGRAM
    [told] = place.ran()
    assert told.startswith("impact HEAD ")


def test_changes_in_conflict_have_no_effect_to_tell(place: Place) -> None:
    place.write({"program": PROGRAM + "# changed on main as well\n"})
    env, runner = on_gitea(place)
    place.run(scripts(".gitea/workflows/comment.yml", "comment"), env, runner)
    assert not place.log.exists()
    assert list(runner.glob("*.md")) == []
