"""What the hosts run: a pull request cannot execute, read secrets or pass for a maintainer."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parent.parent
GITHUB = sorted((ROOT / ".github/workflows").glob("*.yml"))
GITEA = sorted((ROOT / ".gitea/workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
TOOLS = Path(sys.executable).parent


def read(path: Path) -> Any:  # noqa: ANN401 - YAML
    return YAML(typ="safe", pure=True).load(path)


def steps(path: Path) -> Iterator[dict[str, Any]]:
    for job in read(path)["jobs"].values():
        yield from job["steps"]


def run(*command: str | Path) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


each = pytest.mark.parametrize("path", [*GITHUB, *GITEA], ids=lambda p: f"{p.parts[-3]}/{p.name}")


def test_the_hosts_have_the_same_workflows() -> None:
    names = ["check.yml", "comment.yml", "publish.yml"]
    assert [p.name for p in GITHUB] == [p.name for p in GITEA] == names


def test_workflows_follow_the_published_schemas() -> None:
    check = (sys.executable, "-m", "check_jsonschema", "--builtin-schema")
    assert not run(*check, "vendor.github-workflows", *GITHUB, *GITEA)
    assert not run(*check, "vendor.gitlab-ci", "--data-transform", "gitlab-ci", GITLAB)


def test_an_auditor_finds_nothing_in_the_workflows() -> None:
    audit = (TOOLS / "zizmor", "--offline", "--no-progress", "--persona=auditor")
    assert not run(*audit, *GITHUB, *GITEA)


@each
def test_rights_are_none_and_given_to_jobs_one_by_one(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {}
    writes = {
        (name, right)
        for name, job in workflow["jobs"].items()
        for right, level in job["permissions"].items()
        if level != "read"
    }
    allowed = {
        "check.yml": set(),
        "comment.yml": {("comment", "pull-requests"), ("comment", "issues")},
        "publish.yml": {("publish", "contents")},
    }
    assert writes <= allowed[path.name]


@each
def test_foreign_text_never_stands_in_a_script(path: Path) -> None:
    """An expression in a script is text before it is code; env hands it over as data."""
    assert [step["run"] for step in steps(path) if "${{" in step.get("run", "")] == []


@each
def test_a_pull_request_never_starts_a_run_with_secrets(path: Path) -> None:
    text, events = path.read_text(encoding="utf-8"), set(read(path)["on"])
    assert "pull_request_target" not in text
    if "pull_request" in events:
        assert "secrets." not in text
        assert "write" not in str([job["permissions"] for job in read(path)["jobs"].values()])


@each
def test_no_job_of_a_fork_runs_its_code(path: Path) -> None:
    jobs = read(path)["jobs"]
    if path.name == "check.yml":
        assert "head.repo.full_name == github.repository" in jobs["code"]["if"]
        scripts = "\n".join(step.get("run", "") for step in jobs["data"]["steps"])
        in_the_change = re.findall(
            r"^\s*(make (?!-C)\S+|\.ci/\S+|\.venv/\S+)", scripts, re.MULTILINE
        )
        assert in_the_change == []


def test_a_run_that_comments_checks_out_main_alone() -> None:
    github, gitea = ROOT / ".github/workflows/comment.yml", ROOT / ".gitea/workflows/comment.yml"
    taken = [step["with"] for step in steps(github) if "checkout" in step.get("uses", "")]
    assert taken == [{"persist-credentials": False, "sparse-checkout": ".ci"}]
    scripts = "\n".join(step["run"] for step in steps(gitea))
    assert re.findall(r"git (?:checkout|worktree|merge |switch|restore).*", scripts) == [
        "git checkout --quiet --force --detach refs/remotes/origin/main"
    ]


@each
def test_actions_are_few_and_pinned_by_commit(path: Path) -> None:
    used = re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))
    pinned = re.compile(r"actions/(checkout|upload-artifact)@[0-9a-f]{40} # v\d+\.\d+\.\d+")
    assert [line for line in used if not pinned.fullmatch(line)] == []
    assert path in GITHUB or used == []


@each
def test_no_checkout_leaves_its_token_behind(path: Path) -> None:
    for step in steps(path):
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False


def test_one_publication_at_a_time_and_by_hand() -> None:
    for folder in (GITHUB, GITEA):
        publish = read(next(p for p in folder if p.name == "publish.yml"))
        assert list(publish["on"]) == ["workflow_dispatch"]
        assert publish["concurrency"] == {"group": "publish", "cancel-in-progress": False}
        assert publish["jobs"]["publish"]["if"] == "github.ref == 'refs/heads/main'"
    job = read(GITLAB)["publish"]
    assert job["resource_group"] == "publish"
    assert all(rule["if"].startswith('$CI_PIPELINE_SOURCE == "web"') for rule in job["rules"])


def test_gitlab_gives_tokens_to_jobs_of_main_alone() -> None:
    jobs = {name: job for name, job in read(GITLAB).items() if "script" in job}
    with_token = {name for name, job in jobs.items() if "environment" in job}
    assert with_token == {"comment", "publish"}
    for name in with_token:
        for rule in jobs[name]["rules"]:
            assert "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH" in rule["if"]
    used = {name for name, job in jobs.items() if re.search(r"PUBLISH_TOKEN|comment\.py", str(job))}
    assert used == with_token


def test_what_hosts_read_in_several_places_is_the_same() -> None:
    owners = [(ROOT / f".{host}/CODEOWNERS").read_bytes() for host in ("github", "gitlab")]
    templates = (
        ".github/pull_request_template.md",
        ".gitea/pull_request_template.md",
        ".gitlab/merge_request_templates/Default.md",
    )
    assert len(set(owners)) == 1
    assert len({(ROOT / path).read_bytes() for path in templates}) == 1


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("generator/bulletin/cli/main.py", "maintainers"),
        (".github/workflows/check.yml", "maintainers"),
        ("data/site.yaml", "office"),
        ("data/units/departments.yaml", "office"),
        ("data/schemes/a/scheme.yaml", "office"),
        ("data/schemes/a/rubrics/2017-08.yaml", "office"),
        ("data/schemes/a/2017-08/marks.yaml", "office"),
        ("data/schemes/a/2017-08/findings/unit/one.yaml", "inspectors"),
        ("data/schemes/a/2017-08/seal.yaml", "publishers"),
        ("data/schemes/a/2017-08/corrections/1.yaml", "publishers"),
    ],
)
def test_code_owners_are_the_same_on_every_host(path: str, owner: str) -> None:
    assert _last_that_fits(path) == {f"@bulletin/{owner}"}
    assert _all_that_fit(path) == {f"@bulletin/{owner}"}


def _rules(file: str) -> Iterator[tuple[str, set[str]]]:
    for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            pattern, *owners = line.split()
            yield pattern, set(owners)


def _last_that_fits(path: str) -> set[str]:
    """As GitHub and GitLab read it: the last pattern that fits."""
    found: set[str] = set()
    for pattern, owners in _rules(".github/CODEOWNERS"):
        regex = re.escape(pattern.removeprefix("/")).replace(r"\*", "[^/]*")
        if pattern == "*" or re.match(regex, path):
            found = owners
    return found


def _all_that_fit(path: str) -> set[str]:
    """As Gitea reads it: every expression that fits the whole path, or does not after a !."""
    found: set[str] = set()
    for pattern, owners in _rules(".gitea/CODEOWNERS"):
        if bool(re.fullmatch(pattern.removeprefix("!"), path)) != pattern.startswith("!"):
            found |= owners
    return found
