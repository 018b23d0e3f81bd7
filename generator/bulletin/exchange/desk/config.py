"""The whole configuration of the form: a collection for each month that is not sealed."""

from collections.abc import Iterator, Mapping

from bulletin.exchange.desk.fields import Body, fields
from bulletin.exchange.desk.known import OpenMonth, known, next_ids
from bulletin.exchange.text import month_name
from bulletin.model.scheme import Assessment, Book, Desk
from bulletin.months import month_after

SINGULAR = "问题、加分事项"
"""What the form calls a finding; commits do as well."""
_ID = {
    "name": "id",
    "label": "编号",
    "hint": "也是文件名；选好单位后自动编号，可以改成自己的（小写字母、数字、连字符）",
    "widget": "finding-id",
}


def config(book: Book, backend: Body, *, review: bool) -> Body:
    """What the form is told; with ``review`` each finding waits on a branch of its own."""
    public = backend["name"] != "proxy"
    months = [
        month for assessment in book.assessments.values() for month in months_of(book, assessment)
    ]
    return {
        "load_config_file": False,
        "locale": "zh_Hans",
        "backend": {**backend, "commit_messages": _messages()},
        **({"publish_mode": "editorial_workflow"} if review else {}),
        "media_library": {"name": "none"},
        "slug": {"encoding": "ascii"},
        "editor": {"preview": False},
        "show_preview_links": False,
        **({"display_url": book.site.base_url} if book.site.base_url else {}),
        "collections": [_collection(month, next_ids(month, public=public)) for month in months],
    }


def months_of(book: Book, assessment: Assessment) -> Iterator[OpenMonth]:
    """The months that may be written to: those not sealed, and the one after the newest."""
    folder = f"data/schemes/{assessment.scheme.id}"
    opened = [m for m in assessment.months if f"{folder}/{m}/seal.yaml" not in book.blobs]
    if assessment.months:
        opened.append(month_after(max(assessment.months)))
    for month in opened:
        rubric = assessment.rubric_for(month)
        chosen = assessment.scheme.months
        if rubric and (month in assessment.months or not chosen or month in chosen):
            yield OpenMonth(assessment, book.units, month, rubric)


def names(book: Book) -> dict[str, str]:
    """Every unit's name, for the lists of findings."""
    return {unit.id: unit.name for unit in book.units}


def host(desk: Desk) -> Body:
    """A git host as the form's backend."""
    where: Body = {"name": desk.backend, "repo": desk.repo, "branch": desk.branch}
    if desk.backend == "github":
        api = {"api_root": f"{desk.url}/api/v3"} if desk.url else {}
        return {**where, **api, "base_url": desk.sign_in}
    url = desk.url or "https://gitlab.com"
    api_root = f"{url}/api/{'v4' if desk.backend == 'gitlab' else 'v1'}"
    flow = {"auth_type": "pkce"} if desk.backend == "gitlab" else {}
    return {**where, **flow, "app_id": desk.app_id, "base_url": url, "api_root": api_root}


def is_reviewed(desk: Desk) -> bool:
    """Tell whether a host's backend opens pull requests; that of Gitea cannot."""
    return desk.backend != "gitea"


def _messages() -> dict[str, str]:
    done = {"create": "登记", "update": "修改", "delete": "删除"}
    return {deed: f"{word}{{{{collection}}}}：{{{{slug}}}}" for deed, word in done.items()}


def _collection(opened: OpenMonth, ids: Mapping[str, str]) -> Body:
    scheme, month = opened.assessment.scheme, opened.month
    unit, *others = fields(known(opened))
    return {
        "name": opened.name,
        "label": f"{month_name(month)} {scheme.title}",
        "label_singular": SINGULAR,
        "description": "登记过的不删除：撤回或者申诉成立的，写在“撤回”“申诉”里",
        "folder": opened.folder,
        "create": True,
        "delete": False,
        "extension": "yaml",
        "format": "finding",
        "identifier_field": "summary",
        "slug": "{{fields.id}}",
        "path": "{{unit}}/{{slug}}",
        "summary": "{{who}}　{{date}}　{{summary}}",
        "sortable_fields": ["date", "summary"],
        "view_groups": [{"label": "单位", "field": "who"}],
        "fields": [unit, {**_ID, "next": ids}, *others],
    }
