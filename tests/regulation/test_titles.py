"""Professional titles as experts write them, by their rank."""

import pytest

from haizhi.regulation.titles import TitleRank, rank_of

RANKS = {
    TitleRank.SENIOR: ("教授", "研究员", "正高级工程师", "教授级高级工程师", "主任医师", "主任中医师", "研究馆员", "中国工程院院士",
                       "高级编辑", "一级美术师"),
    TitleRank.ASSOCIATE: ("副教授", "副研究员", "高级工程师", "高级讲师", "副主任医师", "高级经济师", "副研究馆员", "主任编辑",
                          "二级演员"),
    TitleRank.OTHER: ("", "讲师", "助理研究员", "助教", "工程师", "主治医师", "一级教师", "实习研究员", "一级建造师"),
}  # fmt: skip


@pytest.mark.parametrize(("rank", "title"), [(rank, title) for rank, titles in RANKS.items() for title in titles])
def test_a_title_has_its_rank(rank: TitleRank, title: str) -> None:
    assert rank_of(title) is rank


def test_each_rank_has_a_name_of_its_own() -> None:
    assert len({rank.label for rank in TitleRank}) == len(TitleRank)
