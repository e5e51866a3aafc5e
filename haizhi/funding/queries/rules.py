"""Finance rules and final accounts."""

from django.db.models import Exists, OuterRef, QuerySet

from haizhi.accounts.models import Organisation
from haizhi.funding.models import FinalAccount, FinanceRules, Grant
from haizhi.kernel.actor import Actor


def rules_of(actor: Actor) -> QuerySet[FinanceRules]:
    """The finance rules that the actor may see."""
    return FinanceRules.objects.visible_to(actor).select_related("unit", "upload")


def accounts_of(actor: Actor) -> QuerySet[FinalAccount]:
    """The final accounts that the actor may see."""
    return FinalAccount.objects.visible_to(actor).select_related("grant__budget", "grant__station__unit", "report")


def units_without_rules() -> QuerySet[Organisation]:
    """The units with a grant in use and no finance rules on file: nothing can be paid to them."""
    on_file = FinanceRules.objects.filter(unit=OuterRef("pk"), stage="accepted")
    granted = Grant.objects.filter(station__unit=OuterRef("pk"), stage="approved")
    return Organisation.objects.filter(Exists(granted), ~Exists(on_file)).order_by("name")
