"""Papers that districts and the Office print from an application: the opinion to be sealed, the receipt of paper."""

from datetime import datetime

from haizhi.applications.facts import handed_in_digest
from haizhi.applications.models import Application, DistrictCheck
from haizhi.applications.queries.checking import ReceiptView
from haizhi.documents.marks import Imprint, Sort
from haizhi.documents.sheets import Box, Sheet, Signature
from haizhi.fairness.encoding import digest
from haizhi.regulation.form_fields import FORM_FIELDS
from haizhi.regulation.naming import chinese_date, chinese_moment, plaque_name

_BOX = FORM_FIELDS["district_opinion"]


def opinion_sheet(application: Application, paper: DistrictCheck | None, at: datetime) -> Sheet:
    """区县科协意见 of the version handed in, with the drafted opinion, to be signed and sealed (interpretation 6)."""
    name = f"{application.district_name}科学技术协会"
    return Sheet(
        title="区县（自治县）科协初审意见",
        made_at=at,
        imprint=Imprint(Sort.OPINION, application.code, handed_in_digest(application)),
        number=application.code,
        rows=(
            ("申报年度", f"{application.call.year}年度"),
            ("工作站名称", plaque_name(application.station_name)),
            ("申报单位", application.unit.name),
            ("出具意见单位", name),
        ),
        box=Box(_BOX.label, paper.opinion if paper else "", "公章"),
        note="签字并加盖公章后扫描上传。页脚版本号对应申报单位现在提交的版本；申报单位补正后重新提交的，须重新打印。",
    )


def receipt_sheet(view: ReceiptView, application: Application) -> Sheet:
    """纸质申报材料签收回执: how many copies, when, of which version."""
    receipt = view.receipt
    said = (
        ("申报单位", application.unit.name),
        ("申报编号", application.code),
        ("材料名称", "重庆海智工作站申报表及附件材料"),
        ("收到日期", chinese_date(receipt.received_on)),
        ("份数", f"{receipt.copies}份" if view.copies.met else f"{view.copies.reason}，{view.copies.remedy}"),
        ("版本核对", "，".join(filter(None, (view.version.reason, view.version.remedy)))),
        ("递交人", receipt.handed_in_by),
        ("备注", receipt.note),
        ("签收人", receipt.received_by),
        ("签收时间", chinese_moment(receipt.at)),
    )
    rows = tuple((label, value) for label, value in said if value)
    return Sheet(
        title="纸质申报材料签收回执",
        made_at=receipt.at,
        imprint=Imprint(Sort.SHEET, receipt.number, digest([list(row) for row in rows]).hex()),
        number=receipt.number,
        rows=rows,
        signatures=(Signature(application.call.department, seal="签收章"),),
        note="是否按时送达，以网上提交的时间为准；本回执只证明收到纸质材料。",
    )
