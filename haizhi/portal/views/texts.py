"""Pages that are the same for everybody until the code changes: the regulation, the procedure, accessibility."""

from django.http import HttpResponse

from haizhi.portal.queries import notices, rules
from haizhi.portal.views.frame import framed
from haizhi.portal.views.freshness import Pace, public_page
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.editions import edition_on
from haizhi.ui.requests import Asked


@public_page(Pace.DAY)
def articles(asked: Asked) -> HttpResponse:
    """条文对照: article by article what the system does, and every doubtful reading."""
    context = {
        "title": "条文对照",
        "instruments": rules.instruments(),
        "readings": rules.readings(),
        "edition": edition_on(day_of(asked.at)),
    }
    description = "《重庆海智工作站建设管理办法》等规定逐条写明系统怎么办，存疑之处怎样理解。"
    return framed(asked, "portal/articles.html", context, section="portal:articles", description=description)


@public_page(Pace.DAY)
def procedure(asked: Asked) -> HttpResponse:
    """The procedure, step by step."""
    context = {"title": "办理流程", "procedures": rules.procedures()}
    description = "重庆海智工作站申报、评审、公示、发文和授牌的办理流程：每一步由谁办、依据哪一条。"
    return framed(asked, "portal/procedure.html", context, section="portal:articles", description=description)


@public_page(Pace.DAY)
def accessibility(asked: Asked) -> HttpResponse:
    """The accessibility statement, with where to turn."""
    latest = notices.calls().order_by("-published_at", "-code").first()
    description = "本站的无障碍建设标准、已经做到的和还做不到的，遇到困难时怎样联系。"
    return framed(asked, "portal/accessibility.html", {"title": "无障碍说明", "call": latest}, description=description)
