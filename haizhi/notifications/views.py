"""My notices."""

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from haizhi.kernel.subjects import subject_model
from haizhi.notifications.drafts import mark_read
from haizhi.notifications.models import Notice
from haizhi.notifications.queries import notices_of, unread_count
from haizhi.ui.admission import signed_in
from haizhi.ui.listing import FilterForm, listed
from haizhi.ui.requests import Asked


class NoticeFilters(FilterForm):
    """By case, and whether it was read."""

    q = forms.CharField(label="编号或名称", max_length=60)
    read = forms.ChoiceField(label="阅读", choices=[("", "全部"), ("no", "未读"), ("yes", "已读")])

    def narrow(self, queryset: QuerySet[Notice]) -> QuerySet[Notice]:
        """The notices of acts on cases whose number or title contains the words."""
        if words := self.cleaned_data.get("q"):
            queryset = queryset.filter(act__number__icontains=words) | queryset.filter(act__title__icontains=words)
        if read := self.cleaned_data.get("read"):
            queryset = queryset.filter(read_at__isnull=read == "no")
        return queryset


@signed_in
def notices(asked: Asked) -> HttpResponse:
    """What I was told, newest first."""
    listing = listed(asked, notices_of(asked.actor), sorts={"at": "at"}, default="-at", filters=NoticeFilters)
    context = {"title": "消息", "listing": listing, "unread": unread_count(asked.actor)}
    return render(asked, "notifications/list.html", context)


@require_POST
@signed_in
def read_all(asked: Asked) -> HttpResponse:
    """Note that I read everything."""
    mark_read(asked.actor, asked.at)
    return HttpResponseRedirect(reverse("notifications:list"))


@require_POST
@signed_in
def follow(asked: Asked, pk: int) -> HttpResponse:
    """Note that I read a notice, and lead to what it is about."""
    notice = get_object_or_404(notices_of(asked.actor), pk=pk)
    mark_read(asked.actor, asked.at, pk=pk)
    subject = subject_model(notice.act.kind)._base_manager.filter(pk=notice.act.subject_id).first()
    if subject is None:
        raise Http404
    return HttpResponseRedirect(subject.get_absolute_url())
