"""What acts put to a matter: files, and what is asked of every station that one is begun on."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from haizhi.files.facts import may_be_used
from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import record
from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.roles import OFFICE_ROLES
from haizhi.standing.models import StandingFile
from haizhi.stations.models import STANDING, Station

MOST_FILES = 10
"""Files that are handed in at once."""


def it_exists(station: Station, by: Actor, at: datetime) -> Iterable[Finding]:
    """Only a station that exists has a standing to lose or to keep."""
    reason = f"该站现为“{station.stage_label}”"
    yield Finding(station.stage in STANDING, measures(13), reason, "已终止的工作站不再办理。")


def usable(evidence: Sequence[Upload], field: str = "evidence") -> Iterator[Finding]:
    """Whether the files may be handed in."""
    few = len(evidence) <= MOST_FILES
    yield Finding(few, None, f"材料超过{MOST_FILES}个文件", "请合并后上传。", field)
    yield from (may_be_used(upload) for upload in evidence)


def demand(*findings: Finding) -> None:
    """Raise Refused with those that are unmet."""
    if lacking := unmet(*findings):
        raise Refused(*lacking)


def keep(evidence: Sequence[Upload], by: Actor, **owner: object) -> None:
    """Put the files to their owner, in the record by their content."""
    by_office = by.holds(*OFFICE_ROLES)
    StandingFile.objects.bulk_create(StandingFile(upload=upload, by_office=by_office, **owner) for upload in evidence)
    record(evidence=[upload.sha256 for upload in evidence])
