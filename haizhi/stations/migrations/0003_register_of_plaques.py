"""Stations awarded before there was a register of plaques: their plaque is entered as it was handed over."""

from django.db import migrations


def enter(apps, schema_editor):
    """One plaque on the wall for each station that has none."""
    stations, plaques = apps.get_model("stations", "Station"), apps.get_model("stations", "Plaque")
    plaques.objects.bulk_create(
        plaques(
            station=station,
            serial=station.plaque_serial,
            short_name=station.short_name,
            state="held",
            made_on=station.awarded_on,
            handed_on=station.awarded_on,
        )
        for station in stations.objects.filter(plaques__isnull=True).order_by("code")
    )


class Migration(migrations.Migration):
    dependencies = [("stations", "0002_public_face")]

    operations = [migrations.RunPython(enter, migrations.RunPython.noop, elidable=True)]
