"""The ways in: which items of the head a role sees. A hint only: what a page allows, the page itself decides."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from haizhi.regulation.roles import ADMIN_ROLES, DISTRICT_ROLES, OFFICE_ROLES, UNIT_ROLES, Role


@dataclass(frozen=True, slots=True)
class NavItem:
    """One item: its label, the URL it leads to by name, and the items of the second row."""

    label: str
    url_name: str
    roles: frozenset[Role] = frozenset(Role)
    children: tuple["NavItem", ...] = ()

    @property
    def app(self) -> str:
        """The URL namespace, by which the current section is known."""
        return self.url_name.partition(":")[0]


_SIGNERS = frozenset({Role.ASSOCIATION_SIGNER, Role.BUREAU_SIGNER})
_WATCH = frozenset({Role.SUPERVISOR, Role.AUDITOR})
_OFFICE = OFFICE_ROLES | _WATCH
_CASES = UNIT_ROLES | DISTRICT_ROLES | _OFFICE | {Role.PARTY_RECORDER}
_DELEGATORS = frozenset({Role.SIGNATORY, Role.DISTRICT_HEAD, Role.OFFICE_HEAD}) | _SIGNERS

PUBLIC_NAV = (
    NavItem("首页", "portal:home"),
    NavItem("申报通知", "portal:calls"),
    NavItem("公示", "portal:publicities"),
    NavItem("工作站名录", "portal:stations"),
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
            NavItem("查询", "desk:search"),
            NavItem("账本", "desk:ledger", _OFFICE | ADMIN_ROLES),
        ),
    ),
    NavItem(
        "申报",
        "applications:list",
        _CASES,
        children=(NavItem("申报件", "applications:list"), NavItem("年度申报", "applications:calls")),
    ),
    NavItem("专家", "experts:list", _OFFICE | {Role.JUDGE}),
    NavItem("评审", "reviews:list", _OFFICE | {Role.JUDGE, Role.SIGNATORY, Role.PARTY_RECORDER}),
    NavItem(
        "决定",
        "decisions:resolutions",
        _OFFICE | _SIGNERS | {Role.PARTY_RECORDER},
        children=(
            NavItem("党组决议", "decisions:resolutions", _OFFICE | {Role.PARTY_RECORDER}),
            NavItem("公示", "decisions:publicities", _OFFICE | {Role.PARTY_RECORDER}),
            NavItem("异议与举报", "decisions:objections", _OFFICE),
            NavItem("联合发文", "decisions:documents", _OFFICE | _SIGNERS),
        ),
    ),
    NavItem("工作站", "stations:list", _CASES | _SIGNERS),
    NavItem(
        "管理",
        "accounts:people",
        ADMIN_ROLES | _DELEGATORS | OFFICE_ROLES | DISTRICT_ROLES | {Role.SUPERVISOR},
        children=(
            NavItem("单位", "accounts:organisations", _OFFICE | DISTRICT_ROLES | ADMIN_ROLES),
            NavItem("人员", "accounts:people", frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})),
            NavItem("岗位", "accounts:memberships", frozenset({Role.SECURITY_ADMIN, Role.AUDITOR})),
            NavItem("委托代办", "accounts:delegations", _DELEGATORS | {Role.SECURITY_ADMIN, Role.AUDITOR}),
            NavItem("工作日历", "accounts:calendars", OFFICE_ROLES | {Role.SYSTEM_ADMIN, Role.AUDITOR}),
        ),
    ),
)


def nav_for(roles: Iterable[Role], *, signed_in: bool) -> tuple[NavItem, ...]:
    """The items for these roles; a section leads to the first of its items that is left."""
    return seen_by(frozenset(roles), SIGNED_IN_NAV if signed_in else PUBLIC_NAV)


def seen_by(roles: frozenset[Role], items: Iterable[NavItem]) -> tuple[NavItem, ...]:
    """Those of the items that one of the roles sees; an item for everybody stands even without a role."""
    everybody = frozenset(Role)
    seen = []
    for item in items:
        if item.roles != everybody and item.roles.isdisjoint(roles):
            continue
        children = seen_by(roles, item.children)
        if item.children and not children:
            continue
        seen.append(replace(item, children=children, url_name=children[0].url_name if children else item.url_name))
    return tuple(seen)
