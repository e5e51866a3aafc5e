import pytest

from haizhi.regulation import computes as computes_module
from haizhi.regulation import findings as findings_module
from haizhi.regulation.citations import Citation, measures
from haizhi.regulation.computes import computes
from haizhi.regulation.findings import Finding, Refused, refuse_unmet, ruled_by, unmet


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> dict[Citation, list[str]]:
    """An empty table of rules, so that rules of tests are not taken for the regulation's."""
    entries: dict[Citation, list[str]] = {}
    monkeypatch.setattr(findings_module, "RULED", entries)
    monkeypatch.setattr(computes_module, "RULED", entries)
    return entries


def test_a_finding_says_what_under_which_article_and_what_to_do() -> None:
    assert str(Finding(False, measures(6, 3), "企业须有研发机构", "请补充材料")) == (
        "企业须有研发机构（《办法》第六条第3项）。请补充材料"
    )
    assert str(Finding(False, remedy="请补充材料")) == "请补充材料"


def test_a_refusal_lists_every_finding_at_once() -> None:
    refused = Refused(Finding(False, reason="甲"), Finding(False, reason="乙"))
    assert str(refused) == "甲。；乙。"
    assert [f.reason for f in refused.findings] == ["甲", "乙"]


def test_a_refusal_without_a_finding_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="at least one finding"):
        Refused()


def test_only_unmet_findings_are_kept_in_their_order() -> None:
    first, second, third = Finding(False, reason="1"), Finding(True, reason="2"), Finding(False, reason="3")
    assert unmet(first, second, third) == (first, third)
    with pytest.raises(Refused) as refused:
        refuse_unmet(first, second, third)
    assert refused.value.findings == (first, third)
    refuse_unmet(second)


def test_a_rule_puts_its_first_article_on_a_finding_that_has_none(registry: dict[Citation, list[str]]) -> None:
    @ruled_by(measures(1), measures(2))
    def rule(cite: Citation | None) -> Finding:
        return Finding(True, cite)

    assert rule(None).cite == measures(1)
    assert rule(measures(3)).cite == measures(3)
    assert registry == {measures(n): [f"{__name__}.rule"] for n in (1, 2)}


def test_a_computing_function_is_entered_and_left_as_it_is(registry: dict[Citation, list[str]]) -> None:
    def double(n: int) -> int:
        return 2 * n

    assert computes(measures(1))(double) is double
    assert double(2) == 4
    assert registry == {measures(1): [f"{__name__}.double"]}
