"""What the demonstration shows of plaques: a photo that both sides agreed to, a lost plaque and the one made anew."""

from datetime import datetime, timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from haizhi.documents.plaques import plaque_pdf
from haizhi.documents.raster import grey
from haizhi.files.drafts import receive
from haizhi.files.inspection.raster import png
from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.roles import Role
from haizhi.rehearsal.city import City
from haizhi.rehearsal.stations.house import founded
from haizhi.stations import acts, queries
from haizhi.stations.models import Station


def show_plaques(city: City, at: datetime) -> None:
    """The first station shows its plaque to everybody; the second lost its own and waits for another."""
    clerk = city.post(Role.OFFICE_CLERK)
    stations = list(founded()[:2])
    if len(stations) < 2:
        return
    first, second = stations
    acts.lay_photo(first, by=clerk, at=at, photo=_photo(first, clerk, at), photo_text="授牌仪式（演示图片）")
    later = at + timedelta(hours=2)
    acts.agree_photo(first, by=clerk, at=later)
    acts.agree_photo(first, by=city.signatory_of(first.unit), at=later)
    owner = city.signatory_of(second.unit)
    acts.lose_plaque(second, by=owner, at=at, ended_on=day_of(at), opinion="办公场所搬迁时遗失，特此报告。")
    serial = queries.suggested_serial(day_of(at).year)
    acts.replace_plaque(
        second, by=clerk, at=later, short_name=second.short_name, plaque_serial=serial, opinion="原牌匾遗失，补发。"
    )


def _photo(station: Station, by: Actor, at: datetime) -> Upload:
    """A picture of the plaque, in the place of a photo."""
    made = queries.artwork(
        station.short_name, station.plaque_serial, station.awarded_on, at, width=600, height=400, bleed=0, signed=True
    )
    writer, trimmed = PdfWriter(clone_from=BytesIO(plaque_pdf(made))), BytesIO()
    writer.pages[0].cropbox = writer.pages[0].trimbox
    writer.write(trimmed)
    seen = grey(trimmed.getvalue(), 0, long_side=1200)
    content = png(seen.width, seen.height, seen.stride, 1, seen.pixels)
    return receive(SimpleUploadedFile("授牌照片.png", content, content_type="image/png"), by=by, at=at)
