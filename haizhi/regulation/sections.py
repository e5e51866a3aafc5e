"""The sections in which an application is filled in, one a page: the form's parts and what the indicators ask for."""

from enum import StrEnum

from haizhi.regulation.citations import Citation, form, measures, review_rules


class Section(StrEnum):
    """A section of the application; also what can be sent back for correction."""

    UNIT = "unit"
    STATION = "station"
    OVERVIEW = "overview"
    CONDITIONS = "conditions"
    OVERSEAS = "overseas"
    COOPERATION = "cooperation"
    FOUNDATION = "foundation"
    ACTIVITIES = "activities"
    BENEFITS = "benefits"
    ATTACHMENTS = "attachments"

    @property
    def label(self) -> str:
        """The section's Chinese name."""
        return _LABELS[self]

    @property
    def hint(self) -> str:
        """What it asks for, in a line."""
        return _HINTS[self]

    @property
    def cites(self) -> tuple[Citation, ...]:
        """The articles that what it asks for is checked by: what is printed when it goes back."""
        return _CITES[self]

    @property
    def is_required(self) -> bool:
        """Whether nothing is submitted without it (表, 办法·8); the others support the indicators of 附件3."""
        return self not in _SUPPORTING


_LABELS = {
    Section.UNIT: "单位与联系人",
    Section.STATION: "工作站名称",
    Section.OVERVIEW: "项目概述",
    Section.CONDITIONS: "工作站条件",
    Section.OVERSEAS: "海外团体与海外人才",
    Section.COOPERATION: "项目合作与技术转让",
    Section.FOUNDATION: "平台、研发机构与重大项目",
    Section.ACTIVITIES: "科协组织与活动",
    Section.BENEFITS: "任务、服务对象与预期效益",
    Section.ATTACHMENTS: "附件材料",
}
_HINTS = {
    Section.UNIT: "地址、电话、常设联系人、电子信箱。",
    Section.STATION: "牌匾上的简称。",
    Section.OVERVIEW: "基础条件及优势、拟建情况、预期目标，合计字数有上限。",
    Section.CONDITIONS: "工作人员、专项经费、办公场地。",
    Section.OVERSEAS: "联系的海外科技团体，海智专家和已引进、拟引进的海外人才。",
    Section.COOPERATION: "引进的高科技项目、联合研发，核心专利技术转让。",
    Section.FOUNDATION: "创新创业载体和工作平台、研发机构和团队、国家或市级重大项目。",
    Section.ACTIVITIES: "科协组织，近两年和拟开展的交流、培训、决策咨询。",
    Section.BENEFITS: "技术难题和需求、服务的企业院所、经济和社会效益。",
    Section.ATTACHMENTS: "项目合作协议、资格证明、其他资料。",
}
_CITES = {
    Section.UNIT: (measures(8, 1), form()),
    Section.STATION: (measures(9, 3), form()),
    Section.OVERVIEW: (measures(8, 1), form()),
    Section.CONDITIONS: (measures(6, 1), review_rules(5, 4)),
    Section.OVERSEAS: (measures(6, 2), measures(8, 2)),
    Section.COOPERATION: (measures(8, 2), review_rules(5, 3)),
    Section.FOUNDATION: (measures(6, 2), measures(6, 3)),
    Section.ACTIVITIES: (review_rules(5, 2),),
    Section.BENEFITS: (review_rules(5, 1), review_rules(5, 5)),
    Section.ATTACHMENTS: (measures(8, 2),),
}
_SUPPORTING = frozenset({Section.COOPERATION, Section.FOUNDATION, Section.ACTIVITIES, Section.BENEFITS})
