"""A life in time: every span and happening stands in the picture's words and in the table, in the order of time."""

from datetime import date

from django.template.loader import render_to_string

from haizhi.ui.charts import Happening, Span, Timeline

TODAY = date(2026, 11, 23)
FIRST = Span("第1个建设周期", date(2023, 12, 1), date(2026, 11, 30), "渝科协发〔2023〕60号")
AWARD = Happening("授牌<b>", date(2023, 12, 5), "海智001", "/x/")


def life(*spans: Span, happenings: tuple[Happening, ...] = (), today: date = TODAY) -> Timeline:
    return Timeline("life", "历程", "横条为建设周期。", spans, happenings, today)


def test_the_table_and_the_words_tell_everything_in_the_order_of_time() -> None:
    second = Span("第2个建设周期", date(2026, 12, 1), date(2029, 11, 30))
    found = life(FIRST, second, happenings=(AWARD,))
    assert [what for _, what, *_ in found.rows] == ["第1个建设周期", "授牌<b>", "第2个建设周期"]
    assert found.rows[0][0] == "2023年12月1日至2026年11月30日"
    assert found.described.startswith(
        "横条为建设周期。2023年12月1日至2026年11月30日第1个建设周期；2023年12月5日授牌<b>"
    )
    page = render_to_string("ui/timeline.html", {"timeline": found})
    assert '<a href="/x/">授牌&lt;b&gt;</a>' in page
    assert "渝科协发〔2023〕60号" in page


def test_the_picture_holds_a_bar_for_each_span_a_dot_for_each_happening_and_today() -> None:
    drawn = life(FIRST, happenings=(AWARD,)).svg()
    assert drawn.count('class="span"') == 1
    assert drawn.count('class="dot"') == 1
    assert drawn.count('class="way"') == 1
    assert "授牌&lt;b&gt;" in drawn
    assert 'class="way"' not in life(FIRST, today=date(2031, 1, 1)).svg()


def test_of_many_years_only_some_are_written_and_nothing_at_all_is_still_a_picture() -> None:
    long = life(Span("长", date(2006, 1, 1), date(2029, 12, 31))).svg()
    assert ">2006<" in long
    assert ">2009<" in long
    assert ">2007<" not in long
    assert ">2026<" in life().svg()
