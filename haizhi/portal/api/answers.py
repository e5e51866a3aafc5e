"""What can be asked: each collection by pages and as CSV, each item by its number, and the figures."""

from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from ninja import Path, Query

from haizhi.portal.api import schemas, shaping
from haizhi.portal.api.collections import (
    CALLS,
    DOCUMENTS,
    MOST,
    PUBLICITIES,
    SESSIONS,
    STATIONS,
    USUAL,
    Collection,
    csv,
    moment,
    notices_page,
)
from haizhi.portal.api.service import service
from haizhi.portal.queries import bulletin, proofs, statistics
from haizhi.portal.queries import stations as directory
from haizhi.portal.queries.bulletin import Kind
from haizhi.regulation.bodies import BODIES
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.presentations import StationField
from haizhi.reviews.queries.published import proof_for, published_bundle
from haizhi.stations.models import PresentationField, Station
from haizhi.stations.queries.registry import found_by

_AFTER = "从哪一条之后开始；用上一页给出的 next 即可，不用自己填"
After = Annotated[str, Query(max_length=120, description=_AFTER)]
Code = Annotated[str, Path(description="编号")]
Limit = Annotated[int, Query(ge=1, le=MOST, description=f"一页几条，至多{MOST}")]
Words = Annotated[str, Query(max_length=60, description="名称、曾用名、拼音或编号中的字词")]
YearOf = Annotated[int | None, Query(ge=2000, le=2100, description="年份")]


@service.get("/calls", response=schemas.Page[schemas.Call], summary="申报通知", operation_id="calls")
def calls(request: HttpRequest, after: After = "", limit: Limit = USUAL) -> schemas.Page[schemas.Call]:
    """历年申报通知，编号大的在前。"""
    return CALLS.page(request, after, limit)


@service.get("/calls/{code}", response=schemas.Call, summary="一份申报通知", operation_id="call")
def call(request: HttpRequest, code: Code) -> schemas.Call:
    """按编号取一份申报通知。"""
    return CALLS.one(request, code)


@service.get("/notices", response=schemas.Page[schemas.Notice], summary="通知公告", operation_id="notices")
def notices(
    request: HttpRequest,
    kind: Annotated[Kind | None, Query(description="类别")] = None,
    year: YearOf = None,
    q: Annotated[str, Query(max_length=60, description="标题中的字词")] = "",
    after: Annotated[str | None, Query(pattern=bulletin.KEY, description=_AFTER)] = None,
    limit: Limit = USUAL,
) -> schemas.Page[schemas.Notice]:
    """所有类别的公告，新的在前。"""
    rows = bulletin.notices([kind] if kind else (), words=q, year=year, after=after or "")
    return notices_page(request, rows, limit)


@service.get("/publicities", response=schemas.Page[schemas.Publicity], summary="公示", operation_id="publicities")
def publicities(request: HttpRequest, after: After = "", limit: Limit = USUAL) -> schemas.Page[schemas.Publicity]:
    """拟建站单位的公示，编号大的在前。"""
    return PUBLICITIES.page(request, after, limit)


@service.get("/publicities/{code}", response=schemas.Publicity, summary="一份公示", operation_id="publicity")
def publicity(request: HttpRequest, code: Code) -> schemas.Publicity:
    """按编号取一份公示。"""
    return PUBLICITIES.one(request, code)


@service.get("/documents", response=schemas.Page[schemas.Document], summary="联合发文", operation_id="documents")
def documents(request: HttpRequest, after: After = "", limit: Limit = USUAL) -> schemas.Page[schemas.Document]:
    """已印发的联合发文，编号大的在前。"""
    return DOCUMENTS.page(request, after, limit)


@service.get("/documents/{code}", response=schemas.Document, summary="一份联合发文", operation_id="document")
def document(request: HttpRequest, code: Code) -> schemas.Document:
    """按编号取一份联合发文。"""
    return DOCUMENTS.one(request, code)


@service.get("/stations", response=schemas.Page[schemas.Station], summary="工作站", operation_id="stations")
def stations(
    request: HttpRequest,
    q: Words = "",
    district: Annotated[str, Query(max_length=8, description="推荐单位代码，见 bodies；撤并的计入承接单位")] = "",
    field: Annotated[StationField | None, Query(description="领域")] = None,
    year: YearOf = None,
    state: Annotated[directory.State | None, Query(description="有效期内或有效期已满")] = None,
    after: After = "",
    limit: Limit = USUAL,
) -> schemas.Page[schemas.Station]:
    """工作站名录，编号大的在前。"""
    rows: QuerySet[Station] = shaping.stations().filter(found_by(q))
    if district:
        known = district in {body.code for body in BODIES}
        rows = rows.filter(district__in=directory.codes_within(district)) if known else rows.none()
    if field:
        shown = PresentationField.objects.filter(field=field.value, presentation__stage="public")
        rows = rows.filter(pk__in=shown.values("presentation__station"))
    if year:
        rows = rows.filter(approved_on__year=year)
    if state:
        rows = rows.filter(state.condition(day_of(moment(request))))
    return STATIONS.page(request, after, limit, rows)


@service.get("/stations/{code}", response=schemas.Station, summary="一个工作站", operation_id="station")
def station(request: HttpRequest, code: Code) -> schemas.Station:
    """按编号取一个工作站。"""
    return STATIONS.one(request, code)


@service.get("/sessions", response=schemas.Page[schemas.Session], summary="评审会", operation_id="sessions")
def sessions(request: HttpRequest, after: After = "", limit: Limit = USUAL) -> schemas.Page[schemas.Session]:
    """已有内容公开的评审会，编号大的在前。"""
    return SESSIONS.page(request, after, limit)


@service.get("/sessions/{code}", response=schemas.Proof, summary="一场评审会的公开核验", operation_id="session")
def session(request: HttpRequest, code: Code) -> schemas.Proof:
    """封存指纹、检查点，闭会签齐后有公开包。"""
    found = proofs.session_by(code)
    if found is None:
        raise Http404
    proof = proof_for(found)
    return shaping.proof(proof, published_bundle(proof, opened=proofs.is_opened(found)), moment(request))


@service.get("/bodies", response=list[schemas.Body], summary="推荐单位", operation_id="bodies")
def bodies(request: HttpRequest) -> list[schemas.Body]:
    """现有的和撤并的推荐单位，各有多少工作站。"""
    return _bodies(request)


@service.get("/statistics", response=schemas.Statistics, summary="统计", operation_id="statistics")
def figures(request: HttpRequest) -> schemas.Statistics:
    """与统计网页相同的数字。"""
    today = day_of(moment(request))
    found = statistics.station_figures(today)
    years = statistics.year_figures(statistics.closed_calls()[: statistics.SPAN])
    return schemas.Statistics(
        on=today,
        years=[
            schemas.Year(year=each.call.year, settled=each.settled, steps=shaping.counts(each.steps)) for each in years
        ],
        founded=shaping.counts(found.founded),
        in_term=shaping.counts(found.in_term),
        districts=shaping.counts((row.body.name, row.count) for row in directory.counts(today)),
        kinds=shaping.counts((kind.label, count) for kind, count in found.by_kind),
        fields=shaping.counts((field.label, count) for field, count in found.by_field),
    )


def _bodies(request: HttpRequest) -> list[schemas.Body]:
    counted = {row.body.code: row.count for row in directory.counts(day_of(moment(request)))}
    return [shaping.body(body, counted.get(body.code, 0)) for body in BODIES]


def _offer_csv(collection: Collection[Any, Any]) -> None:
    def whole(request: HttpRequest) -> HttpResponseBase:
        return csv(collection.name, collection.schema, collection.lines(moment(request)))

    service.get(
        f"/{collection.name}.csv",
        summary=f"{collection.label}（CSV）",
        description="全部记录，UTF-8 编码，首行为字段名，与 JSON 相同。",
        operation_id=f"{collection.name}_csv",
        url_name=f"{collection.name}_csv",
    )(whole)


for _collection in (CALLS, PUBLICITIES, DOCUMENTS, STATIONS, SESSIONS):
    _offer_csv(_collection)


@service.get("/notices.csv", summary="通知公告（CSV）", operation_id="notices_csv")
def notices_csv(request: HttpRequest) -> HttpResponseBase:
    """全部记录，UTF-8 编码，首行为字段名，与 JSON 相同。"""
    rows = bulletin.notices().iterator(chunk_size=2000)
    return csv("notices", schemas.Notice, (shaping.notice(bulletin.read(row)) for row in rows))


@service.get("/bodies.csv", summary="推荐单位（CSV）", operation_id="bodies_csv")
def bodies_csv(request: HttpRequest) -> HttpResponseBase:
    """全部记录，UTF-8 编码，首行为字段名，与 JSON 相同。"""
    return csv("bodies", schemas.Body, iter(_bodies(request)))
