"""Keeping the register: stations that stood before, their people, districts that are no more, and the map."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from haizhi.files.sheets import columns_unread, wrong_cells
from haizhi.files.views.workbooks import blank_workbook
from haizhi.regulation import moves
from haizhi.regulation.bodies import bodies_by_pinyin
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.roles import OFFICE_ROLES
from haizhi.stations import acts, facts, queries
from haizhi.stations.drafts.registry import drop_batch, keep_batch
from haizhi.stations.forms.registry import SuccessionForm
from haizhi.stations.forms.sheets import PLAN, BatchForm, SheetForm, SingleForm, lines_of
from haizhi.stations.forms.stations import PersonFilters, station_filters
from haizhi.stations.models import STANDING, StationBatch
from haizhi.stations.queries import cartogram, registry
from haizhi.ui.admission import for_roles
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.refusals import show_findings
from haizhi.ui.requests import Asked

_REGISTRARS = moves.REGISTER_STATION.roles
_RELOCATORS = moves.RELOCATE_STATION.roles


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("工作站", reverse("stations:list")), *more]


@for_roles(_REGISTRARS)
def import_sheet(asked: Asked) -> HttpResponse:
    """Choose a workbook; it is looked through, and nothing is entered yet."""
    form = SheetForm(asked.POST, asked.FILES) if asked.method == "POST" else SheetForm()
    if asked.method == "POST" and form.is_valid():
        keep_batch(form.called(), form.rows, by=asked.actor, at=asked.at)
        return HttpResponseRedirect(reverse("stations:import_check"))
    context = {
        "title": "批量登记已建工作站",
        "crumbs": _crumbs(("批量登记", "")),
        "form": form,
        "template_url": reverse("stations:import_template"),
        "check_url": reverse("stations:import_check"),
        "back_url": reverse("stations:list"),
        "waiting": StationBatch.held_by(asked.actor).first(),
    }
    return render(asked, "stations/import.html", context, status=422 if asked.method == "POST" else 200)


@for_roles(_REGISTRARS)
def template(asked: Asked) -> HttpResponseBase:
    """The workbook to be filled in."""
    names = [body.name for body in bodies_by_pinyin(day_of(asked.at))]
    return blank_workbook(PLAN, "已建工作站批量登记", {"district": names})


@for_roles(_REGISTRARS)
def import_check(asked: Asked) -> HttpResponse:
    """What the look through found and what will come of each row; POST enters all when nothing is wrong."""
    batch = StationBatch.held_by(asked.actor).first()
    if batch is None:
        messages.info(asked, "没有等待登记的文件，请先选择文件。")
        return HttpResponseRedirect(reverse("stations:import"))
    rows = batch.rows
    lines = lines_of(rows)
    form = BatchForm(asked.POST if asked.method == "POST" else None)
    if asked.method == "POST" and form.is_valid():
        settled = form.cleaned_data["settled"]
        try:
            entered = acts.register_all(lines, by=asked.actor, at=asked.at, doubts_settled=settled, batch=batch)
        except Refused as refused:
            show_findings(form, refused.findings)
        else:
            messages.success(asked, f"已登记 {len(entered)} 家工作站。")
            return HttpResponseRedirect(reverse("stations:list"))
    found, planned = facts.look_through(lines, asked.at)
    context = {
        "title": "核对并登记",
        "crumbs": _crumbs(("批量登记", reverse("stations:import")), ("核对", "")),
        "choose_url": reverse("stations:import"),
        "drop_url": reverse("stations:import_drop"),
        "entering": PLAN.entering,
        "batch": batch,
        "count": len(lines),
        "planned": planned,
        "new_units": sum(row.is_new_unit for row in planned),
        "unread": columns_unread(rows),
        "faults": wrong_cells(lines, found.faults, rows, PLAN),
        "doubts": wrong_cells(lines, found.doubts, rows, PLAN),
        "form": form,
    }
    return render(asked, "stations/import_check.html", context, status=422 if asked.method == "POST" else 200)


@for_roles(_REGISTRARS)
@require_POST
def import_drop(asked: Asked) -> HttpResponse:
    """Forget the workbook; nothing was entered."""
    drop_batch(by=asked.actor)
    messages.info(asked, "已放弃，没有登记。")
    return HttpResponseRedirect(reverse("stations:import"))


@for_roles(_REGISTRARS)
def register(asked: Asked) -> HttpResponse:
    """Enter one station that stood before, by the rules of the workbook; what is doubtful is confirmed first."""
    form = SingleForm(asked.POST if asked.method == "POST" else None)
    doubts: tuple[Finding, ...] = ()
    if asked.method == "POST" and form.is_valid():
        line, settled = form.line(), form.cleaned_data["settled"]
        found, _ = facts.look_through([line], asked.at)
        doubts = found.doubts.get(line.line, ())
        if found.faults:
            show_findings(form, found.faults[line.line])
        elif doubts and not settled:
            form.ask_to_settle()
        else:
            station = acts.register_all([line], by=asked.actor, at=asked.at, doubts_settled=settled)[0]
            messages.success(asked, f"已登记{station}（{station.code}），现为“{station.stage_label}”。")
            return HttpResponseRedirect(station.get_absolute_url())
    context = {
        "title": "登记已建工作站",
        "crumbs": _crumbs(("登记", "")),
        "form": form,
        "doubts": doubts,
        "submit_label": "登记",
        "back_url": reverse("stations:list"),
    }
    return render(asked, "stations/register_one.html", context, status=422 if asked.method == "POST" else 200)


_PEOPLE_SORTS: dict[str, str | tuple[str, ...]] = {
    "unit": ("station__unit__pinyin", "station__code"),
    "name": "name",
    "since": "valid_from",
}

_PEOPLE_COLUMNS = (
    Column("建站单位", lambda p: p.station.unit.name, 34),
    Column("工作站编号", lambda p: p.station.code, 16),
    Column("岗位", lambda p: p.get_duty_display(), 14),
    Column("姓名", lambda p: p.name, 12),
    Column("职务", lambda p: p.position, 18),
    Column("电话", lambda p: p.phone, 18),
    Column("电子信箱", lambda p: p.email, 26),
    Column("任职起", lambda p: p.valid_from, 12),
)


@for_roles(OFFICE_ROLES)
def people(asked: Asked) -> HttpResponseBase:
    """The address book: who works in the stations that stand; telephones are masked on the page."""
    rows = registry.address_book(asked.actor)
    listing = listed(asked, rows, sorts=_PEOPLE_SORTS, default="unit", filters=PersonFilters)
    context = {"title": "工作站人员", "listing": listing, "counted": "人", "crumbs": _crumbs()}
    return list_page(asked, "stations/people.html", context, _PEOPLE_COLUMNS, personal=True)


@login_required
def station_map(asked: Asked) -> HttpResponse:
    """Where the stations lie that meet the conditions: the sketch, and the table behind it."""
    today = day_of(asked.at)
    form = station_filters(asked.actor, today)(asked.GET)
    form.full_clean()
    standing = queries.stations_of(asked.actor)
    rows = form.narrow(standing if form.cleaned_data.get("stage") else standing.filter(stage__in=STANDING))
    counts = cartogram.counts(rows, today)
    context = {
        "title": "工作站分布",
        "crumbs": _crumbs(("分布", "")),
        "filters": form,
        "conditions": form.conditions(),
        "counts": counts,
        "tiles": cartogram.tiles(counts),
        "legend": cartogram.legend(counts),
        "station_count": sum(row.count for row in counts),
        "body_count": len(counts),
    }
    return render(asked, "stations/map.html", context)


@for_roles(_RELOCATORS)
def succession(asked: Asked) -> HttpResponse:
    """The stations of districts that are no more: where each would go is shown first, POST relocates those chosen."""
    today = day_of(asked.at)
    stations = registry.to_relocate(asked.actor, today)
    pairs = registry.abolished(today)
    successors = {gone.code: now.code for gone, now in pairs}
    places = {station.code: successors[station.district] for station in stations}
    posted = asked.POST if asked.method == "POST" else None
    form = SuccessionForm(posted, stations=stations, places=places, asked=asked)
    if asked.method == "POST" and form.is_valid():
        picked, given = form.picked(), form.cleaned_data
        if not picked:
            form.add_error(None, "没有选择要转入的工作站。请在“转入”一列选择区县。")
        else:
            try:
                acts.relocate_all(
                    picked,
                    by=asked.actor,
                    at=asked.at,
                    changed_on=given["changed_on"],
                    opinion=given["opinion"],
                )
            except Refused as refused:
                show_findings(form, refused.findings)
            else:
                messages.success(asked, f"已办理 {len(picked)} 家工作站转入承接区县。")
                return HttpResponseRedirect(reverse("stations:succession"))
    context = {
        "title": "区划调整",
        "crumbs": _crumbs(("区划调整", "")),
        "form": form,
        "pairs": pairs,
        "back_url": reverse("stations:list"),
        "labels": {gone.code: gone.name for gone, _ in pairs},
    }
    return render(asked, "stations/succession.html", context, status=422 if asked.method == "POST" else 200)
