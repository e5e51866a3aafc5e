"""My notices, by which channels I get them; what was sent to whom, for those who watch over it."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from haizhi.accounts.models import Person
from haizhi.kernel.subjects import subject_model
from haizhi.notifications import drafts, queries
from haizhi.notifications.facts import channels_set_up
from haizhi.notifications.forms import DeliveryFilters, NoticeFilters, PreferenceForm
from haizhi.ui.admission import for_roles, signed_in
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

CASES_A_PAGE = 20

_NOTICE_COLUMNS = (
    Column("事项", lambda told: told.news.title or told.kind_label, 32),
    Column("类别", lambda told: told.kind_label, 12),
    Column("编号", lambda told: told.news.number, 20),
    Column("最新消息", lambda told: told.news.label, 20),
    Column("时间", lambda told: told.at, 18),
    Column("未读", lambda told: told.unread, 8),
)

_COLUMNS = (
    Column("收件人", lambda sent: queries.sent_row(sent).person, 16),
    Column("岗位", lambda sent: queries.sent_row(sent).role, 18),
    Column("事项", lambda sent: queries.sent_row(sent).label, 20),
    Column("编号", lambda sent: queries.sent_row(sent).case, 24),
    Column("渠道", lambda sent: sent.get_channel_display(), 8),
    Column("地址", lambda sent: queries.sent_row(sent).address, 26),
    Column("写成时间", lambda sent: sent.made_at, 18),
    Column("状态", lambda sent: sent.get_state_display(), 18),
    Column("发出时间", lambda sent: sent.sent_at, 18),
    Column("已试次数", lambda sent: sent.attempts, 10),
    Column("原因", lambda sent: sent.last_error, 40),
)


@signed_in
def notices(asked: Asked) -> HttpResponseBase:
    """What I was told, by case: those with something unread first, then the newest."""
    important_only = asked.GET.get("scope") != "all"
    rows = queries.threads(asked.actor, important_only=important_only)
    listing = listed(
        asked,
        rows,
        sorts={"unread": "unread", "at": "pk"},
        default="-unread",
        filters=NoticeFilters,
        per_page=CASES_A_PAGE,
    )
    unread = queries.unread_count(asked.actor)
    context = {
        "title": "消息",
        "listing": listing,
        "counted": "件事项",
        "threads": queries.told_by_case(asked.actor, listing),
        "unread": unread,
        "unread_notices": unread,  # the head shows the same number: it is not counted twice
        "watches": asked.actor.holds(*queries.DELIVERY_READERS),
    }
    return list_page(asked, "notifications/list.html", context, _NOTICE_COLUMNS)


@require_POST
@signed_in
def read_all(asked: Asked) -> HttpResponse:
    """Note that I read everything."""
    drafts.mark_read(asked.actor, asked.at)
    return HttpResponseRedirect(reverse("notifications:list"))


@require_POST
@signed_in
def read(asked: Asked, pk: int) -> HttpResponse:
    """Note that I read what I was told of one case."""
    notice = get_object_or_404(queries.notices_of(asked.actor), pk=pk)
    drafts.mark_read(asked.actor, asked.at, case=notice.case_id)
    return HttpResponseRedirect(reverse("notifications:list"))


@require_POST
@signed_in
def follow(asked: Asked, pk: int) -> HttpResponse:
    """Note that I read what I was told of a case, and lead to it."""
    notice = get_object_or_404(queries.notices_of(asked.actor).select_related("act", "reminder"), pk=pk)
    drafts.mark_read(asked.actor, asked.at, case=notice.case_id)
    subject = subject_model(notice.news.kind)._base_manager.filter(pk=notice.news.subject_id).first()
    if subject is None:
        raise Http404
    return HttpResponseRedirect(subject.get_absolute_url())


@signed_in
def preferences(asked: Asked) -> HttpResponse:
    """By which channels I want to be told besides these pages."""
    person = get_object_or_404(Person._base_manager, pk=asked.actor.id)
    chosen = queries.preference_of(person)
    form = PreferenceForm(asked.POST if asked.method == "POST" else {"mail": chosen.mail, "sms": chosen.sms})
    if asked.method == "POST" and form.is_valid():
        drafts.choose(person, **form.cleaned_data)
        messages.success(asked, "接收方式已保存，对以后的消息有效。")
        return HttpResponseRedirect(reverse("notifications:preferences"))
    context = {
        "title": "接收方式",
        "crumbs": [("消息", reverse("notifications:list")), ("接收方式", None)],
        "form": form,
        "submit_label": "保存",
        "back_url": reverse("notifications:list"),
        "reach": queries.reach_of(person),
    }
    return render(asked, "notifications/preferences.html", context)


@for_roles(queries.DELIVERY_READERS)
def deliveries(asked: Asked) -> HttpResponseBase:
    """What was sent by mail and short message, to whom, with what success."""
    sorts = {"at": "made_at", "state": "state", "tries": "attempts"}
    listing = listed(asked, queries.deliveries(asked.actor), sorts=sorts, default="-at", filters=DeliveryFilters)
    context = {
        "title": "通知发送",
        "crumbs": [("消息", reverse("notifications:list")), ("通知发送", None)],
        "listing": listing,
        "rows": [queries.sent_row(delivery) for delivery in listing],
        "counted": "封（条）",
        "given_up": queries.given_up(asked.actor),
        "silence": queries.worker_silence(asked.at),
        "channels": channels_set_up(),
    }
    return list_page(asked, "notifications/deliveries.html", context, _COLUMNS, personal=True)


@require_POST
@for_roles(queries.DELIVERY_READERS)
def retry(asked: Asked, pk: int) -> HttpResponse:
    """Have one that failed tried again."""
    delivery = get_object_or_404(queries.deliveries(asked.actor), pk=pk)
    if drafts.try_again(delivery, asked.actor, asked.at):
        messages.success(asked, "已安排重新发送。")
    else:
        messages.warning(asked, f"没有重新发送：此件现为“{delivery.get_state_display()}”，只有未成功的才能重试。")
    return HttpResponseRedirect(reverse("notifications:deliveries"))


@require_POST
@for_roles(queries.DELIVERY_READERS)
def retry_all(asked: Asked) -> HttpResponse:
    """Have all that was given up tried again."""
    count = drafts.try_all_again(asked.actor, asked.at)
    messages.success(asked, f"已安排重新发送{count}封（条）。" if count else "没有需要重新发送的。")
    return HttpResponseRedirect(reverse("notifications:deliveries"))
