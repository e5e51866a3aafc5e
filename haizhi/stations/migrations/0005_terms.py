"""The stations that stood before terms had rows of their own: each is in its first term."""

from typing import Any

from django.db import migrations


def _first_terms(apps: Any, schema_editor: Any) -> None:
    stations, terms = apps.get_model("stations", "Station"), apps.get_model("stations", "Term")
    documents = apps.get_model("decisions", "JointDocument")
    for station in stations.objects.filter(terms__isnull=True).iterator():
        approved = documents.objects.filter(stage="issued", items__application=station.application_id)
        document = approved.order_by("-issued_on").first()
        terms.objects.create(
            station=station,
            serial=1,
            approved_on=station.approved_on,
            document_number=document.document_number if document else "",
            valid_from=station.valid_from,
            valid_to=station.valid_to,
            month_grained=document.month_grained if document else False,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("stations", "0004_lives_on"),
        ("decisions", "0002_public_face"),
    ]

    operations = [migrations.RunPython(_first_terms, migrations.RunPython.noop, elidable=True)]
