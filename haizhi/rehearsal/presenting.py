"""What some stations of the demonstration show of themselves: shown, waiting for the Office, and begun."""

from datetime import datetime

from haizhi.kernel.actor import Actor
from haizhi.regulation.presentations import StationField
from haizhi.regulation.roles import Role
from haizhi.rehearsal.city import City
from haizhi.rehearsal.stations.house import founded
from haizhi.stations import acts
from haizhi.stations.drafts.presenting import save_presentation
from haizhi.stations.models import Presentation, Station

_WORKS = (
    ("与境外高校共建联合实验室，开展智能传感器和工业软件研究，每年接待海外专家短期工作。", "INFORMATION EQUIPMENT"),
    ("引进海外团队开展新型轻合金和复合材料中试，服务本地制造企业。", "MATERIALS EQUIPMENT"),
    ("与境外研究机构合作开展生物医药技术转移，举办年度学术交流会。", "BIOLOGY"),
    ("面向新能源汽车电控和电池安全，邀请海外专家联合攻关。", "VEHICLES ENERGY"),
    ("推广山地农业机械和品种改良技术，组织海外专家下乡指导。", "AGRICULTURE"),
    ("开展河流治理和固废利用的国际合作研究。", "CONSERVATION"),
)
"""What the first stations say of themselves, and their fields."""

_SHOWN = 5
"""So many are public; the one after them waits for the Office."""


def present_stations(city: City, at: datetime) -> None:
    """The first stations write of themselves; the Office looks all but the last through; the first begins anew."""
    clerk = city.post(Role.OFFICE_CLERK)
    stations = list(founded()[: len(_WORKS)])
    for station, (introduction, fields) in zip(stations, _WORKS, strict=False):
        presentation = _written(station, introduction, fields, by=city.signatory_of(station.unit), at=at)
        if station in stations[:_SHOWN]:
            acts.publish_presentation(presentation, by=clerk, at=at, no_secrets=True, no_persons=True)
    if stations:
        acts.begin_presentation(stations[0], by=city.signatory_of(stations[0].unit), at=at)


def _written(station: Station, introduction: str, fields: str, *, by: Actor, at: datetime) -> Presentation:
    made = acts.begin_presentation(station, by=by, at=at)
    save_presentation(
        made,
        by=by,
        at=at,
        seen=made.edits,
        fields=[StationField[name] for name in fields.split()],
        introduction=introduction,
        homepage=f"https://{station.code.lower()}.rehearsal.haizhi.invalid/",
        office="科技合作部",
        phone=f"023-6300{station.code[-4:]}",
        mailbox="",
        picture=None,
        picture_text="",
    )
    return acts.release_presentation(made, by=by, at=at)
