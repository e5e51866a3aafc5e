"""The conditions above the lists of decisions."""

from django import forms

from haizhi.decisions.models import Objection
from haizhi.ui.listing import StageFilters


class ResolutionFilters(StageFilters):
    """Of resolutions."""

    stages_of = "resolution"
    contains = ("code", "session__name", "minutes_number")


class PublicityFilters(StageFilters):
    """Of 公示."""

    stages_of = "publicity"
    contains = ("code", "heading")


class ObjectionFilters(StageFilters):
    """Of objections and reports, also by sort."""

    stages_of = "objection"
    contains = ("code", "application__unit__name", "named_unit")
    equals = {"sort": "sort", "channel": "channel"}

    sort = forms.ChoiceField(label="类别", choices=[("", "全部"), *Objection.Sort.choices])
    channel = forms.ChoiceField(label="提出方式", choices=[("", "全部"), *Objection.Channel.choices])


class InquiryFilters(StageFilters):
    """Of what was put to units."""

    stages_of = "inquiry"
    contains = ("code", "unit__name")


class DocumentFilters(StageFilters):
    """Of joint documents."""

    stages_of = "document"
    contains = ("code", "heading", "document_number")
