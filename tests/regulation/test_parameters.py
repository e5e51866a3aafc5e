from haizhi.regulation import parameters
from haizhi.regulation.parameters import PARAMETERS, Parameter


def test_every_parameter_is_found_by_its_name() -> None:
    assert PARAMETERS["PUBLICITY_WORKDAYS"] is parameters.PUBLICITY_WORKDAYS
    declared = [name for name, entry in vars(parameters).items() if isinstance(entry, Parameter)]
    assert list(PARAMETERS) == declared
    assert len(declared) == 63


def test_the_numbers_are_those_of_the_regulation() -> None:
    fixed = {name: p.value for name, p in PARAMETERS.items() if not p.discretionary}
    assert fixed == {
        "OVERVIEW_WORDS": 1000,
        "STAFF_MINIMUM": 1,
        "REVIEW_TOTAL": 1000,
        "PUBLICITY_WORKDAYS": 5,
        "TERM_YEARS": 3,
        "RENEWAL_WINDOW_MONTHS": 3,
        "SUMMARY_INTERVAL_YEARS": 1,
        "ASSESSMENT_INTERVAL_YEARS": 3,
        "SELF_WEIGHT": 20,
        "PEER_WEIGHT": 30,
        "OFFICE_WEIGHT": 50,
        "ASSESSMENT_TOTAL": 1200,
        "ASSESSMENT_BONUS": 200,
        "PASS_MARK": 500,
        "MISSED_SUMMARIES": 2,
    }


def test_the_three_weights_make_a_whole() -> None:
    weights = (parameters.SELF_WEIGHT, parameters.PEER_WEIGHT, parameters.OFFICE_WEIGHT)
    assert sum(w.value for w in weights) == 100


def test_a_parameter_reads_as_a_line_with_its_unit() -> None:
    assert str(parameters.PUBLICITY_WORKDAYS) == "公示时间：5个工作日"
    assert str(parameters.RENEWAL_REMINDER_DAYS) == "到期前提醒：30、7日"
