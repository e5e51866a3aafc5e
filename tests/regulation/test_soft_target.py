from haizhi.regulation.soft_target import departure_explained


def test_five_stations_need_no_reason() -> None:
    assert departure_explained(5, "").reason == "拟建站5家，与年度数量一致"


def test_more_or_fewer_are_never_blocked_but_explained() -> None:
    for proposed in (4, 10):
        silent = departure_explained(proposed, " ")
        assert not silent.met
        assert silent.reason == f"拟建站{proposed}家，原则上每年5家"
        assert silent.remedy == "请写明增减的理由后继续"
        assert departure_explained(proposed, "优质申报单位较多").met


def test_a_call_may_set_its_own_target() -> None:
    assert departure_explained(10, "", target=10).met
