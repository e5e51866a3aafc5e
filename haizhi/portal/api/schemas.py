"""What the open data is made of: one class for each kind of thing, its members described for the documentation."""

from datetime import date, datetime
from typing import Generic, TypeVar

from ninja import Field, Schema

T = TypeVar("T")


class Problem(Schema):
    """为什么没有答复（RFC 9457）"""

    type: str = Field(description="固定为 about:blank")
    title: str = Field(description="一句话")
    status: int = Field(description="HTTP 状态码")
    detail: str = Field(description="原因")


class Page(Schema, Generic[T]):
    """一页，以及下一页的网址"""

    items: list[T] = Field(description="本页各条")
    next: str | None = Field(description="下一页的网址，没有下一页时为 null")


class Call(Schema):
    """申报通知"""

    code: str = Field(description="编号")
    year: int = Field(description="年度")
    track: str = Field(description="受理类别")
    heading: str = Field(description="标题")
    document_number: str = Field(description="文号，没有时为空")
    issuer: str = Field(description="发文单位")
    issued_on: date | None = Field(description="发文日期")
    published_at: datetime | None = Field(description="发布时间")
    opens_on: date | None = Field(description="开始受理日期，发布即受理时为 null")
    deadline: datetime | None = Field(description="截止时刻（不含），不设截止时为 null")
    state: str = Field(description="受理中、即将开始或已截止")
    department: str = Field(description="受理部门")
    phone: str = Field(description="受理电话")
    url: str = Field(description="网页")


class Notice(Schema):
    """通知公告"""

    id: str = Field(description="固定不变的标识，与 Atom 订阅中的相同")
    kind: str = Field(description="类别代码")
    kind_label: str = Field(description="类别")
    heading: str = Field(description="标题")
    published_at: datetime = Field(description="公布时间；只有日期的，为当日零时（协调世界时）")
    url: str = Field(description="网页")


class Publicity(Schema):
    """公示"""

    code: str = Field(description="编号")
    heading: str = Field(description="标题")
    published_at: datetime | None = Field(description="发布时间")
    first_day: date | None = Field(description="公示期起")
    last_day: date | None = Field(description="公示期止（含）")
    state: str = Field(description="状态")
    units: list[str] = Field(description="公示的单位")
    phone: str = Field(description="受理电话")
    supervision_phone: str = Field(description="纪检监督电话")
    url: str = Field(description="网页")


class Document(Schema):
    """联合发文"""

    code: str = Field(description="编号")
    heading: str = Field(description="标题")
    document_number: str = Field(description="发文字号")
    issued_on: date | None = Field(description="成文日期")
    units: list[str] = Field(description="批准建站的单位")
    url: str = Field(description="网页")


class Station(Schema):
    """工作站"""

    code: str = Field(description="编号")
    name: str = Field(description="牌匾全称")
    short_name: str = Field(description="简称")
    unit: str = Field(description="建站单位")
    district_code: str = Field(description="批准时所属推荐单位的代码，见 bodies")
    district: str = Field(description="区县")
    approved_on: date = Field(description="批准日期")
    awarded_on: date = Field(description="授牌日期")
    valid_from: date = Field(description="有效期起")
    valid_to: date = Field(description="有效期止（含）")
    in_term: bool = Field(description="今日是否在有效期内")
    fields: list[str] = Field(description="领域，工作站自己公开的")
    homepage: str = Field(description="单位网址，没有公开时为空")
    url: str = Field(description="网页")


class Body(Schema):
    """推荐单位"""

    code: str = Field(description="代码；区县为行政区划代码")
    name: str = Field(description="区县或开发区")
    association: str = Field(description="推荐单位")
    valid_from: date | None = Field(description="设立日期，早于记录时为 null")
    valid_to: date | None = Field(description="撤并日期，现存的为 null")
    successor: str | None = Field(description="撤并后由谁承接")
    stations: int = Field(description="工作站数，撤并的计入承接单位")


class Session(Schema):
    """评审会"""

    code: str = Field(description="编号")
    name: str = Field(description="名称")
    held_at: datetime = Field(description="时间")
    place: str = Field(description="地点")
    state: str = Field(description="状态")
    url: str = Field(description="网页")


class Checkpoint(Schema):
    """检查点"""

    occasion: str = Field(description="时点")
    at: datetime = Field(description="时间")
    size: int = Field(description="当时的记录数")
    root: str = Field(description="账本根")
    url: str = Field(description="检查点文件")


class Bundle(Schema):
    """公开包"""

    name: str = Field(description="文件名")
    size: int = Field(description="字节数")
    sha256: str = Field(description="SHA-256")
    url: str = Field(description="下载")


class Proof(Session):
    """评审会的公开核验"""

    pool_root: str = Field(description="专家库的根，没有封存时为空")
    freeze_hash: str = Field(description="封存指纹，没有封存时为空")
    checkpoints: list[Checkpoint] = Field(description="各时点的检查点")
    bundle: Bundle | None = Field(description="公开包，闭会签齐之前为 null")


class Count(Schema):
    """一个数"""

    label: str = Field(description="所计的项")
    count: int | None = Field(description="家数；能够推知个别单位去留的不公布，为 null")


class Year(Schema):
    """一个年度的申报"""

    year: int = Field(description="年度")
    settled: bool = Field(description="是否全部办结")
    steps: list[Count] = Field(description="走到每一步的单位数")


class Statistics(Schema):
    """统计"""

    on: date = Field(description="截至")
    years: list[Year] = Field(description="已截止的各年度申报")
    founded: list[Count] = Field(description="每年批准的工作站")
    in_term: list[Count] = Field(description="各年末在有效期内的工作站")
    districts: list[Count] = Field(description="各区县的工作站")
    kinds: list[Count] = Field(description="各类建站单位")
    fields: list[Count] = Field(description="各领域的工作站")
