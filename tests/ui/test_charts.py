"""Charts: every figure stands in the picture and in the table, whatever it is."""

import re
import xml.etree.ElementTree as ET

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from haizhi.ui.charts import WITHHELD, Bars, Chart, Columns, Dots, Funnel, Mark
from haizhi.ui.charts.chart import WIDTH

KINDS = [Bars, Columns, Dots, Funnel]
MARKS = st.lists(
    st.builds(Mark, st.text("甲乙丙丁<&>\"'", min_size=1, max_size=14), st.none() | st.integers(0, 10**6)),
    min_size=1, max_size=12,
)  # fmt: skip


def of(kind: type[Chart], *marks: Mark) -> Chart:
    return kind("chart", "标题", "说明。", "年份", "家", marks)


@given(st.sampled_from(KINDS), MARKS)
def test_whatever_is_drawn_is_well_formed_and_lies_within_its_box(kind: type[Chart], marks: list[Mark]) -> None:
    drawn = ET.fromstring(of(kind, *marks).svg())  # noqa: S314 - our own
    left, top, width, height = map(float, str(drawn.get("viewBox")).split())
    assert (left, top, width) == (0, 0, WIDTH)
    for shape in drawn.iter("rect"):
        x, y, wide, high = (float(str(shape.get(name))) for name in ("x", "y", "width", "height"))
        assert 0 <= x <= x + wide <= width + 0.1
        assert 0 <= y <= y + high <= height + 0.1
    for dot in drawn.iter("circle"):
        assert 0 <= float(str(dot.get("cx"))) <= width
        assert 0 <= float(str(dot.get("cy"))) <= height


@pytest.mark.parametrize("kind", KINDS)
def test_every_figure_is_written_and_one_that_is_withheld_says_so(kind: type[Chart]) -> None:
    chart = of(kind, Mark("2025", 1234), Mark("2026", None), Mark("2027", 0, "/x/"))
    drawn = chart.svg()
    for words in ("1,234", WITHHELD, ">0<", "2025", "说明。20251,234家，2026不公布，20270家。"):
        assert words in drawn
    page = render_to_string("ui/chart.html", {"chart": chart})
    assert re.findall(r'<td class="n">(.+?)</td>', page) == ["1,234", WITHHELD, "0"]
    assert '<a href="/x/">2027</a>' in page
    assert "<style" not in page
    assert " style=" not in page


@pytest.mark.parametrize("marks", [(), (Mark("2026", None),)])
def test_where_nothing_is_told_there_is_no_picture(marks: tuple[Mark, ...]) -> None:
    page = render_to_string("ui/chart.html", {"chart": of(Bars, *marks)})
    assert "现在还没有可以公布的数字。" in page
    assert "<svg" not in page


def test_labels_that_would_meet_are_left_out() -> None:
    many = of(Columns, *(Mark(str(2000 + n), n) for n in range(20)))
    assert many.svg().count('class="middle"') < 20
    assert many.svg().count('class="figure middle"') == 20
    few = of(Columns, *(Mark(str(2000 + n), n) for n in range(5)))
    assert few.svg().count('class="middle"') == 5


def test_what_would_break_out_of_the_picture_is_escaped() -> None:
    drawn = of(Bars, Mark("</text><script>", 1)).svg()
    assert "<script>" not in drawn
