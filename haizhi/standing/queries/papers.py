"""The papers: the request to be signed, the notices, the decision, the document of a re-award."""

from datetime import datetime

from haizhi.documents.marks import Imprint, Sort
from haizhi.documents.official import Form, Official, read_paragraphs
from haizhi.documents.raster import Unreadable
from haizhi.documents.sheets import Sheet, Signature
from haizhi.files.isolation import Unanswered
from haizhi.files.models import Upload
from haizhi.files.papers import MARKS_SECONDS, marks_on
from haizhi.regulation.citations import measures
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.naming import OFFICE_NAME, chinese_date
from haizhi.regulation.standing_papers import (
    ISSUER,
    NOTICE_TITLE,
    RECTIFICATION_TITLE,
    decision_title,
    renewal_title,
)
from haizhi.standing import facts
from haizhi.standing.models import Rectification, Renewal, Revocation
from haizhi.ui.wording import money_text


def imprint_of(renewal: Renewal) -> Imprint:
    """What marks the pages of the request as it stands."""
    return Imprint(Sort.SHEET, renewal.code, facts.renewal_digest(renewal))


def renewal_sheet(renewal: Renewal, at: datetime) -> Sheet:
    """重新授牌申请书 as it stands, to be signed and sealed: each page bears the version."""
    area = "" if renewal.office_area is None else f"{renewal.office_area}平方米"
    rows = (
        ("工作站名称", str(renewal.station)),
        ("工作站编号", renewal.station.code),
        ("建站单位", renewal.station.unit.name),
        ("现有效期止", chinese_date(renewal.valid_to)),
        ("工作人员", "" if renewal.staff is None else f"{renewal.staff}名"),
        ("专项经费", "" if renewal.money is None else money_text(renewal.money)),
        ("办公场地", area),
        ("联系人", f"{renewal.contact}　{renewal.phone}".strip()),
        *renewal.record_shown,
        *([("逾期理由", renewal.late_reason)] if renewal.late_reason else []),
    )
    return Sheet(
        title="重庆海智工作站重新授牌申请书",
        made_at=at,
        imprint=imprint_of(renewal),
        number=renewal.code,
        addressee=ISSUER,
        rows=rows,
        paragraphs=("一、本周期工作情况", renewal.account, "二、下一周期工作目标和措施", renewal.goals),
        signatures=(Signature("申请单位负责人（签字）", seal="单位公章"),),
        note="由单位负责人签字并加盖公章后扫描上传。打印后又修改的，须重新打印。",
    )


def recognised(renewal: Renewal, upload: Upload) -> bool | None:
    """Whether the code on a scan is that of the request as it stands; None when none is legible.

    Raises Refused for a file on which nobody could look in time.
    """
    try:
        scan = marks_on(upload)
    except Unanswered as unanswered:
        why = "正在识别的扫描件较多" if unanswered.busy else f"扫描件没有在{MARKS_SECONDS:.0f}秒内识别完"
        raise Refused(Finding(False, measures(13), why, "请稍后再上传。", "scan")) from unanswered
    except (Unreadable, OSError):
        return None
    return imprint_of(renewal) in scan.imprints if scan.imprints else None


def rectification_paper(rectification: Rectification, at: datetime) -> Official:
    """整改通知书 in the form of a letter."""
    lines = facts.rectification_lines(rectification, day_of(at))
    return Official(
        Form.LETTER,
        RECTIFICATION_TITLE,
        at,
        read_paragraphs("\n".join(lines)),
        issuers=(OFFICE_NAME,),
        number="",
        addressee=rectification.station.unit.name,
        dated=rectification.issued_on,
        margin_note=rectification.code if rectification.text else f"{rectification.code}　未发出稿",
    )


def revocation_notice_paper(revocation: Revocation, at: datetime) -> Official:
    """The notice before a revocation, in the form of a letter."""
    lines = facts.revocation_notice_lines(revocation, day_of(at))
    return Official(
        Form.LETTER,
        NOTICE_TITLE,
        at,
        read_paragraphs("\n".join(lines)),
        issuers=(OFFICE_NAME,),
        number="",
        addressee=revocation.station.unit.name,
        dated=revocation.noticed_on,
        margin_note=revocation.code if revocation.notice else f"{revocation.code}　未发出稿",
    )


def decision_paper(revocation: Revocation, at: datetime) -> Official:
    """The decision in the form of GB/T 9704-2012; before it is issued it has neither number nor date."""
    issued = revocation.stage == "revoked"
    return Official(
        Form.DOCUMENT,
        decision_title(str(revocation.station)),
        at,
        read_paragraphs("\n".join(facts.decision_lines(revocation, day_of(at)))),
        issuers=(ISSUER,),
        number=revocation.document_number or None,
        addressee=revocation.station.unit.name,
        dated=revocation.issued_on,
        margin_note="" if issued else f"{revocation.code}　待编号印发",
    )


def award_paper(renewal: Renewal, at: datetime) -> Official | None:
    """The document of a re-award; None before it was entered."""
    if renewal.approved_on is None:
        return None
    found = renewal.station.terms.filter(document_number=renewal.document_number)
    term = found.get(approved_on=renewal.approved_on)
    lines = facts.renewal_lines(renewal, renewal.approved_on, term.valid_from, term.valid_to)
    return Official(
        Form.DOCUMENT,
        renewal_title(str(renewal.station)),
        at,
        read_paragraphs("\n".join(lines)),
        issuers=(ISSUER,),
        number=renewal.document_number,
        addressee=renewal.station.unit.name,
        dated=renewal.approved_on,
    )
