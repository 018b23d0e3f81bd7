from tests.cases import Repo

OLD, NEW = "rubrics/2017-08.yaml", "rubrics/2017-09.yaml"
SEPTEMBER = "2017-09/findings/jiaoyu/jy-01.yaml"
REPLACES = "            replaces:\n              - guide-incomplete\n"


def renamed(repo: Repo, replaces: str) -> Repo:
    """A second version in which the rule of both findings has another id."""
    text = repo.text(OLD).replace("- id: guide-incomplete", "- id: guide-wrong")
    repo.write(NEW, text.replace("            disqualifies: merit\n", replaces))
    return repo.change(SEPTEMBER, "rule: guide-incomplete", "rule: guide-wrong")


def test_a_chain_goes_on_under_the_rule_that_replaces(repo: Repo) -> None:
    assert renamed(repo, REPLACES).found() == []


def test_a_chain_does_not_go_on_under_another_rule(repo: Repo) -> None:
    chain, lost = renamed(repo, "").found()
    assert chain.startswith("F018 ")
    assert chain.endswith("2017-08/jy-01 的计分办法是 guide-incomplete，此处是 guide-wrong")
    assert (
        lost == "R017 有记录的计分办法不得丢失，上一版的 guide-incomplete 已有 1 条记录，这一版没有"
    )


def test_a_finding_under_the_old_rule_is_sent_to_the_new_one(repo: Repo) -> None:
    renamed(repo, REPLACES).change(SEPTEMBER, "rule: guide-wrong", "rule: guide-incomplete")
    assert repo.hints() == ["F005 guide-incomplete 已由 guide-wrong 接替，写 guide-wrong"]


def test_a_rule_without_findings_may_go(repo: Repo) -> None:
    repo.write(NEW, repo.text(OLD).replace("- id: window-missing", "- id: counter-missing"))
    assert repo.found() == []


def test_a_finding_under_a_rule_of_another_version_is_told_so(repo: Repo) -> None:
    repo.write(NEW, repo.text(OLD).replace("- id: window-missing", "- id: counter-missing"))
    repo.write("2017-09/findings/jiaoyu/jy-02.yaml", WINDOW)
    assert repo.hints() == ["F005 window-missing 在 2017-08 版里，当月不用那一版"]


WINDOW = "unit: jiaoyu\nrule: window-missing\ndate: 2017-09-02\nsummary: 大厅没有综合窗口\n"


def test_a_broken_version_is_one_problem_and_no_flood(repo: Repo) -> None:
    repo.write(NEW, repo.text(OLD).replace("title: 考核细则", "titel: 考核细则"))
    assert [line[:4] for line in repo.found()] == ["S002"]


def test_the_first_version_replaces_nothing(repo: Repo) -> None:
    repo.change(OLD, "            disqualifies: merit\n", REPLACES)
    assert repo.hints() == ["R018 这是第一版细则，删去 replaces"]
