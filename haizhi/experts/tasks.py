"""What letters say about experts."""

from django.urls import reverse

from haizhi.experts.facts import waits_for_password, welcome_token
from haizhi.experts.models import Expert
from haizhi.notifications.facts import Particulars, explains


@explains("expert", "person")
def of_expert(expert: Expert) -> Particulars:
    """An expert who has no password yet is led to where one is chosen."""
    waits = expert.stage == "active" and waits_for_password(expert)
    return Particulars(own_path=reverse("experts:welcome", args=[welcome_token(expert)]) if waits else "")
