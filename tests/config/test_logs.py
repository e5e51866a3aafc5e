import logging
import sys

import pytest

from haizhi.config.logs import DiscreetFormatter


def line(message: str) -> str:
    return DiscreetFormatter().format(logging.makeLogRecord({"msg": message}))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Key (mobile)=(13800001111) already exists", "Key (mobile)=(〔手机号〕) already exists"),
        ("拨打+8613800001111无人接听", "拨打〔手机号〕无人接听"),
        ("身份证11010519491231002X有误", "身份证〔证件号〕有误"),
        ("to zhang.san@mail.example.cn.", "to 〔邮箱〕."),
    ],
)
def test_a_log_line_names_nobody(written: str, kept: str) -> None:
    assert line(written) == kept


@pytest.mark.parametrize("written", ["Not Found: /applications/HZ-2026-0001/", "91500000MA5U0000XX", "耗时 1380 毫秒"])
def test_what_is_not_personal_stays_readable(written: str) -> None:
    assert line(written) == written


def test_a_traceback_names_nobody_either() -> None:
    try:
        raise ValueError("13800001111")
    except ValueError:
        record = logging.makeLogRecord({"msg": "failed", "exc_info": sys.exc_info()})
    assert "13800001111" not in DiscreetFormatter().format(record)
