"""The colours of stages."""

from haizhi.regulation.stages import STAGES
from haizhi.ui.tones import TONES, tone_of, trail_tone_of


def test_every_coloured_stage_is_a_stage_of_the_regulation() -> None:
    assert {name for name in TONES if name.split(".")[1] not in STAGES[name.split(".")[0]]} == set()


def test_what_waits_for_someone_and_what_ended_otherwise_do_not_look_alike() -> None:
    assert tone_of("application", "qualifying") == "wait"
    assert tone_of("application", "rejected") == "stop"
    assert tone_of("application", "awarded") == "ok"


def test_a_draft_is_plain() -> None:
    assert tone_of("application", "draft") == ""


def test_the_trail_marks_setbacks_and_ends_only() -> None:
    tones = [trail_tone_of("application", stage) for stage in ("qualifying", "returned", "rejected", "awarded")]
    assert tones == ["", "wait", "stop", ""]
