from haizhi.regulation.task_families import TaskFamily


def test_a_station_has_four_families_of_tasks() -> None:
    assert [f.label for f in TaskFamily] == [
        "服务海外人才智力需求",
        "组织决策咨询",
        "开展国际民间科技交流",
        "完成交办工作",
    ]
