"""How long what the register says in words may be: as long as its columns take."""

from collections.abc import Iterator, Mapping, Sequence

from django.db.models import Model

from haizhi.accounts.models import Organisation
from haizhi.kernel.columns import room_of
from haizhi.regulation.findings import Finding
from haizhi.stations.models import Host, Plaque, Station, StationPerson, Term

_COLUMNS: Mapping[str, tuple[str, type[Model], str]] = {
    "unit": ("建站单位", Organisation, "name"),
    "short_name": ("牌匾名称或简称", Station, "short_name"),
    "document_number": ("批准文件", Term, "document_number"),
    "plaque_serial": ("牌匾编号", Plaque, "serial"),
    "office": ("办公场所", Station, "office"),
    "leader": ("分管领导", StationPerson, "name"),
    "head": ("站长", StationPerson, "name"),
    "contact": ("联系人", StationPerson, "name"),
    "partners": ("共建单位", Host, "name"),
}
"""What is typed, and the column that has to take it."""


def texts_fit(said: Mapping[str, str | Sequence[str]]) -> Iterator[Finding]:
    """Whether each text, or each of several, is as long as the register takes."""
    for name, typed in said.items():
        label, model, column = _COLUMNS[name]
        most = room_of(model, column)
        longest = max((len(text) for text in ([typed] if isinstance(typed, str) else typed)), default=0)
        yield Finding(longest <= most, None, f"{label}有{longest}个字符，最多{most}个", "请缩短。", name)
