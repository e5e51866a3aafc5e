"""The sections in which an application is filled in, one a page: the form's parts and what the indicators ask for."""

from enum import StrEnum


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
