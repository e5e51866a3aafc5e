"""Each station knows when the newest of its confirmed work began."""

from typing import Any

from django.db import migrations, models
from django.db.models import Max, OuterRef, Subquery


def _newest_work(apps: Any, schema_editor: Any) -> None:
    stations, work = apps.get_model("stations", "Station"), apps.get_model("stations", "WorkEntry")
    confirmed = work.objects.filter(station=OuterRef("pk"), stage="confirmed").order_by()
    newest = confirmed.values("station").annotate(day=Max("began_on")).values("day")
    stations.objects.update(worked_on=Subquery(newest))


class Migration(migrations.Migration):
    dependencies = [
        ("stations", "0005_terms"),
    ]

    operations = [
        migrations.AddField(
            model_name="station",
            name="worked_on",
            field=models.DateField(editable=False, null=True, verbose_name="最近一次已确认的工作"),
        ),
        migrations.AddIndex(
            model_name="station",
            index=models.Index(fields=["stage", "worked_on", "awarded_on"], name="station_stage_worked_on"),
        ),
        migrations.RunPython(_newest_work, migrations.RunPython.noop, elidable=True),
    ]
