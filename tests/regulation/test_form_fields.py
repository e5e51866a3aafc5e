from haizhi.regulation.form_fields import FORM_FIELDS, FormPart, fields_of
from haizhi.regulation.materials import MATERIALS, MaterialKind


def test_the_cover_and_the_table_bear_their_official_labels() -> None:
    assert [f.label for f in fields_of(FormPart.COVER)] == ["年度", "工作站名称", "申请单位", "申报时间"]
    assert [f.label for f in fields_of(FormPart.UNIT)] == [
        "工作站名称",
        "申报单位",
        "单位地址",
        "电话",
        "常设联系人",
        "传真",
        "电子信箱",
        "邮编",
    ]


def test_the_conditions_have_their_units() -> None:
    assert [(f.label, f.unit) for f in fields_of(FormPart.CONDITIONS)] == [
        ("工作人员", "名"),
        ("专项经费", "万元"),
        ("办公场地", "平方米"),
    ]


def test_the_overview_has_three_parts_and_there_are_four_opinions_of_which_the_office_seals_none() -> None:
    assert len(fields_of(FormPart.OVERVIEW)) == 3
    assert [f.key for f in fields_of(FormPart.OPINIONS) if not f.sealed] == ["office_opinion"]
    assert len(fields_of(FormPart.OPINIONS)) == 4


def test_the_list_of_attachments_names_them_as_the_materials_do() -> None:
    for field in fields_of(FormPart.ATTACHMENTS):
        assert field.label == MATERIALS[MaterialKind(field.key)].label


def test_every_field_belongs_to_a_part_with_a_name() -> None:
    assert sum(len(fields_of(part)) for part in FormPart) == len(FORM_FIELDS)
    assert all(part.label for part in FormPart)
