"""开放数据: what can be asked, what is answered, on which terms; drawn from the same description that programs read."""

from django.conf import settings
from django.http import HttpResponse

from haizhi.portal.api.collections import MOST, USUAL
from haizhi.portal.api.documentation import PREFIX, questions, shapes
from haizhi.portal.api.service import LICENCE, LICENCE_URL
from haizhi.portal.views.frame import framed
from haizhi.portal.views.freshness import Pace, public_page
from haizhi.ui.requests import Asked


@public_page(Pace.DAY)
def documentation(asked: Asked) -> HttpResponse:
    """The page for whoever writes a program, or wants a table."""
    context = {
        "title": "开放数据",
        "base": settings.HAIZHI_BASE_URL,
        "prefix": PREFIX,
        "questions": questions(),
        "shapes": shapes(),
        "licence": LICENCE,
        "licence_url": LICENCE_URL,
        "usual": USUAL,
        "most": MOST,
    }
    description = "重庆海智工作站开放数据接口：通知、公示、发文、工作站、评审会公开包和统计，JSON 和 CSV，不需要登记。"
    return framed(asked, "portal/open_data.html", context, description=description)
