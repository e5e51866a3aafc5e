"""Leaving the pool for a while, for good, and without a trace of the person (评审·8); units that were merged."""

from datetime import datetime

from haizhi.accounts.facts import follows_unit
from haizhi.accounts.models import Organisation
from haizhi.experts.models import Contact, Correction, Expert, Interest
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act
from haizhi.kernel.models import Act
from haizhi.regulation import moves


@act(moves.SUSPEND_EXPERT)
def suspend(expert: Expert, *, by: Actor, at: datetime, opinion: str) -> None:
    """暂停: not drawn until reinstated."""


@act(moves.REINSTATE_EXPERT)
def reinstate(expert: Expert, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """恢复: may be drawn again."""


@act(moves.RETIRE_EXPERT)
def retire(expert: Expert, *, by: Actor, at: datetime, opinion: str) -> None:
    """退出: leaves the pool for good."""


@act(moves.ERASE_EXPERT)
def erase(expert: Expert, *, by: Actor, at: datetime, opinion: str) -> None:
    """删除资料: nothing personal is left in the pool, nor in the acts on it.

    The salts go, so that the ledger's hashes can no longer be matched with a guess; its headers verify as before.
    What the expert did as a judge of a closed review stays in that review's archive.
    """
    expert.name = expert.professional_title = expert.employer = expert.employer_code = ""
    expert.sex = expert.languages = ""
    expert.keep(Contact(), at)
    expert.interests.all().delete()
    expert.absences.all().delete()
    asked = Correction.objects.filter(expert=expert)
    subjects = [expert.pk, *asked.values_list("pk", flat=True)]
    asked.update(sealed="", reason="", answer="")
    acts = Act.objects.filter(subject_id__in=subjects)
    acts.filter(by_id=expert.person_id).exclude(by_id=None).update(by_id=None, by_name=str(expert))
    acts.update(salt=b"", identity_salt=b"", body={}, opinion="", title=str(expert))
    expert.person, expert.salt = None, b""


def _move_interests(duplicate: Organisation, stays: Organisation, at: datetime) -> None:
    known = set(stays.interests.values_list("expert", "ground"))
    for interest in duplicate.interests.all():
        if (interest.expert_id, interest.ground) not in known:
            Interest.objects.filter(pk=interest.pk).update(unit=stays)


follows_unit(
    "专家申报的利益关系",
    lambda unit: Interest.objects.filter(unit=unit).select_related("expert", "unit"),
    _move_interests,
)
follows_unit(
    "专家的工作单位",
    lambda unit: Expert.objects.filter(employer_code=unit.code).order_by("code"),
    lambda duplicate, stays, at: Expert.objects.filter(employer_code=duplicate.code).update(
        employer_code=stays.code, employer=stays.name
    ),
)
