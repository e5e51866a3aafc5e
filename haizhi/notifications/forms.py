"""What is asked on the pages of notices: filters, and by which channels to be told."""

from django import forms
from django.db.models import Q, QuerySet

from haizhi.notifications.models import Channel, DeliveryState, Notice
from haizhi.ui.listing import FilterForm

SCOPES = [("", "重要消息"), ("all", "全部消息")]
"""What the page shows: by default what the person has to do or concerns their own cases."""


class NoticeFilters(FilterForm):
    """By case, by whether something of it is unread; `scope` is applied before the rows are grouped."""

    q = forms.CharField(label="编号或名称", max_length=60)
    read = forms.ChoiceField(label="阅读", choices=[("", "全部"), ("no", "有未读"), ("yes", "已读")])
    scope = forms.ChoiceField(label="范围", choices=SCOPES)

    def narrow(self, queryset: QuerySet[Notice]) -> QuerySet[Notice]:
        """The cases whose number or title contains the words, with something unread, or all read."""
        if words := self.cleaned_data.get("q"):
            of_act = Q(act__number__icontains=words) | Q(act__title__icontains=words)
            of_reminder = Q(reminder__number__icontains=words) | Q(reminder__title__icontains=words)
            queryset = queryset.filter(of_act | of_reminder)
        if read := self.cleaned_data.get("read"):
            queryset = queryset.filter(Q(unread__gt=0) if read == "no" else Q(unread=0))
        return queryset


class DeliveryFilters(FilterForm):
    """By number of the case, by channel, by where it stands."""

    contains = ("notice__act__number", "notice__reminder__number")
    equals = {"channel": "channel", "state": "state"}

    q = forms.CharField(label="编号", max_length=60)
    channel = forms.ChoiceField(label="渠道", choices=[("", "全部"), *Channel.choices])
    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *DeliveryState.choices])


class PreferenceForm(forms.Form):
    """By which channels to be told besides the platform's own pages."""

    mail = forms.BooleanField(label="同时发邮件", required=False)
    sms = forms.BooleanField(label="同时发短信", required=False)
