"""The ways in: which items of the head a role sees. A hint only: what a page allows, the page itself decides."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from haizhi.regulation.moves import DELEGATE
from haizhi.regulation.roles import ADMIN_ROLES, DISTRICT_ROLES, OFFICE_ROLES, UNIT_ROLES, Role

_EVERYBODY = frozenset(Role)


@dataclass(frozen=True, slots=True)
class NavItem:
    """One item: its label, the URL it leads to by name, and the items of the second row."""

    label: str
    url_name: str
    roles: frozenset[Role] = _EVERYBODY
    children: tuple["NavItem", ...] = ()

    @property
    def app(self) -> str:
        """The URL namespace, by which the current section is known."""
        return self.url_name.partition(":")[0]


_WATCH = OFFICE_ROLES | {Role.SUPERVISOR, Role.AUDITOR}
_CITY = _WATCH | {Role.PARTY_RECORDER, Role.ASSOCIATION_SIGNER, Role.BUREAU_SIGNER}
_CASES = _CITY | UNIT_ROLES | DISTRICT_ROLES
_APPLICANTS = frozenset({Role.DRAFTER, Role.SIGNATORY})

PUBLIC_NAV = (
    NavItem("首页", "portal:home"),
    NavItem("申报通知", "portal:calls"),
    NavItem("公示", "portal:publicities"),
    NavItem("通知公告", "portal:notices"),
    NavItem("工作站名录", "portal:stations"),
    NavItem("统计", "portal:statistics"),
    NavItem("条文对照", "portal:articles"),
    NavItem("公开核验", "portal:verification"),
    NavItem("登录", "account_login"),
)

SIGNED_IN_NAV = (
    NavItem(
        "待办",
        "desk:todo",
        children=(
            NavItem("待办", "desk:todo"),
            NavItem("已办", "desk:done"),
            NavItem("日历", "desk:calendar"),
            NavItem("运行概况", "desk:overview", _WATCH | DISTRICT_ROLES),
            NavItem("查询", "desk:search"),
            NavItem("账本", "desk:ledger", OFFICE_ROLES | ADMIN_ROLES | {Role.SUPERVISOR}),
        ),
    ),
    NavItem(
        "申报",
        "applications:list",
        _CASES,
        children=(
            NavItem("申报件", "applications:list"),
            NavItem("批量报送", "applications:forwarding", frozenset({Role.DISTRICT_HEAD})),
            NavItem("会议纪要", "applications:minutes_list", _CITY),
            NavItem("年度申报", "applications:calls"),
        ),
    ),
    NavItem(
        "专家",
        "experts:list",
        _WATCH | {Role.JUDGE},
        children=(
            NavItem("专家库", "experts:list", OFFICE_ROLES | {Role.SUPERVISOR}),
            NavItem("本人资料", "experts:list", frozenset({Role.JUDGE})),
            NavItem("资料更正", "experts:corrections", OFFICE_ROLES | {Role.JUDGE}),
            NavItem("核定单位", "experts:employers", OFFICE_ROLES),
            NavItem("学科目录", "experts:disciplines", _WATCH),
            NavItem("抽取条件", "experts:terms", _WATCH),
            NavItem("统计", "experts:statistics", _WATCH),
            NavItem("查阅记录", "experts:looks", _WATCH),
        ),
    ),
    NavItem("评审", "reviews:list", _WATCH | _APPLICANTS | {Role.JUDGE, Role.PARTY_RECORDER}),
    NavItem(
        "决定",
        "decisions:resolutions",
        _CITY,
        children=(
            NavItem("党组决议", "decisions:resolutions"),
            NavItem("公示", "decisions:publicities"),
            NavItem("异议与举报", "decisions:objections", OFFICE_ROLES | {Role.SUPERVISOR}),
            NavItem("情况说明", "decisions:inquiries", OFFICE_ROLES | {Role.SUPERVISOR}),
            NavItem("联合发文", "decisions:documents"),
            NavItem("结果告知书", "decisions:letters"),
        ),
    ),
    NavItem(
        "工作站",
        "stations:list",
        _CASES,
        children=(
            NavItem("工作站名册", "stations:list"),
            NavItem("人员", "stations:people", OFFICE_ROLES),
            NavItem("牌匾登记簿", "stations:plaques", _CITY),
            NavItem("分布", "stations:map"),
            NavItem("工作记录", "stations:work", _WATCH | UNIT_ROLES | DISTRICT_ROLES),
            NavItem("年度计划", "stations:plans", _WATCH | UNIT_ROLES | DISTRICT_ROLES),
            NavItem("海外联系", "stations:ties", _WATCH | UNIT_ROLES | DISTRICT_ROLES),
            NavItem("交办任务", "stations:tasks", _WATCH),
            NavItem("任务办理", "stations:assignments", _WATCH | UNIT_ROLES | DISTRICT_ROLES),
            NavItem("年度总结检查", "stations:summary_rounds", _WATCH),
            NavItem("年度总结", "stations:summaries", _WATCH | UNIT_ROLES | DISTRICT_ROLES),
        ),
    ),
    NavItem(
        "资格",
        "standing:terms",
        _WATCH | UNIT_ROLES,
        children=(
            NavItem("有效期", "standing:terms", _WATCH | UNIT_ROLES),
            NavItem("资格预警", "standing:alerts", _WATCH),
            NavItem("重新授牌", "standing:renewals", _WATCH | UNIT_ROLES),
            NavItem("运行情况", "standing:observations", _WATCH | UNIT_ROLES),
            NavItem("整改", "standing:rectifications", _WATCH | UNIT_ROLES),
            NavItem("撤销资格", "standing:revocations", _WATCH | UNIT_ROLES),
            NavItem("终止", "standing:endings", _WATCH | UNIT_ROLES),
        ),
    ),
    NavItem(
        "经费",
        "funding:list",
        _WATCH | UNIT_ROLES,
        children=(
            NavItem("经费资助", "funding:list"),
            NavItem("年度预算", "funding:budgets", _WATCH),
            NavItem("支出", "funding:spendings"),
            NavItem("财务管理制度", "funding:rules"),
            NavItem("决算", "funding:accounts"),
            NavItem("抽查", "funding:checks"),
            NavItem("追回", "funding:recoveries"),
            NavItem("延期和异议", "funding:pleas"),
        ),
    ),
    NavItem(
        "评估",
        "assessments:list",
        _WATCH | UNIT_ROLES,
        children=(
            NavItem("评估考核", "assessments:list"),
            NavItem("评分表", "assessments:sheets"),
            NavItem("申诉", "assessments:appeals"),
            NavItem("抽签", "lots:list", _WATCH),
        ),
    ),
    NavItem("归档", "archives:list", _WATCH),
    NavItem(
        "管理",
        "accounts:people",
        children=(
            NavItem("本单位", "accounts:own_unit", UNIT_ROLES),
            NavItem("人员", "accounts:people", ADMIN_ROLES),
            NavItem("岗位", "accounts:memberships", ADMIN_ROLES | {Role.SIGNATORY, Role.DISTRICT_HEAD}),
            NavItem("单位", "accounts:organisations", OFFICE_ROLES | ADMIN_ROLES | {Role.SUPERVISOR}),
            NavItem(
                "加入申请", "accounts:joinings", OFFICE_ROLES | {Role.SIGNATORY, Role.SECURITY_ADMIN, Role.AUDITOR}
            ),
            NavItem("邀请", "accounts:invitations", frozenset({Role.SIGNATORY, Role.SECURITY_ADMIN, Role.AUDITOR})),
            NavItem("单位更名", "accounts:renamings", OFFICE_ROLES | _APPLICANTS | {Role.AUDITOR}),
            NavItem("委托代办", "accounts:delegations", DELEGATE.roles | {Role.SECURITY_ADMIN, Role.AUDITOR}),
            NavItem("工作日历", "accounts:calendars", OFFICE_ROLES | ADMIN_ROLES),
            NavItem("应急清除", "files:purges", _WATCH | {Role.SECURITY_ADMIN}),
        ),
    ),
)


def nav_for(roles: Iterable[Role], *, signed_in: bool) -> tuple[NavItem, ...]:
    """The items for these roles; a section leads to the first of its items that is left."""
    return seen_by(frozenset(roles), SIGNED_IN_NAV if signed_in else PUBLIC_NAV)


def seen_by(roles: frozenset[Role], items: Iterable[NavItem]) -> tuple[NavItem, ...]:
    """Those of the items that one of the roles sees; an item for everybody stands even without a role."""
    seen = []
    for item in items:
        if item.roles != _EVERYBODY and item.roles.isdisjoint(roles):
            continue
        children = seen_by(roles, item.children)
        if item.children and not children:
            continue
        seen.append(replace(item, children=children, url_name=children[0].url_name if children else item.url_name))
    return tuple(seen)
