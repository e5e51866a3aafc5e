"""A list sealed, chance entered by two, a result that anyone can compute again (办法·14, 考核)."""

from haizhi.regulation.citations import assessment_indicators, measures
from haizhi.regulation.moves.parties import OFFICE, SYSTEM, WITNESS
from haizhi.regulation.moves.row import declare

_BOTH = (assessment_indicators(), measures(14))
"""Peers are assigned for the assessment, stations to be checked are drawn under 办法·14."""

# fmt: off

# 抽签
SEAL_LOT = declare("lot.seal", "封存名单", OFFICE, "> sealing", *_BOTH, tells=WITNESS)
CONFIRM_LOT_SEAL = declare("lot.confirm_seal", "会签封存", WITNESS, "sealing > sealed", *_BOTH, tells=OFFICE, duty=True, sealed=True)
REFUSE_LOT_SEAL = declare("lot.refuse_seal", "不予会签", WITNESS, "sealing > voided", *_BOTH, tells=OFFICE)
RECORD_LOT_ENTROPY = declare("lot.record_entropy", "录入随机数", OFFICE, "sealed > sealed seeded", *_BOTH, duty=True)
WITNESS_LOT_ENTROPY = declare("lot.witness_entropy", "监督录入随机数", WITNESS, "sealed > sealed seeded", *_BOTH, duty=True)
DRAW_LOT = declare("lot.draw", "抽签", OFFICE, "seeded > drawing", *_BOTH, tells=WITNESS, duty=True)
CONFIRM_LOT = declare("lot.confirm_draw", "会签抽签结果", WITNESS, "drawing > drawn", *_BOTH, tells=OFFICE, duty=True, sealed=True)
VOID_LOT = declare("lot.void", "提请作废", OFFICE, "sealed seeded drawing > voiding", *_BOTH, tells=WITNESS)
CONFIRM_LOT_VOID = declare("lot.confirm_void", "会签作废", WITNESS, "voiding > voided", *_BOTH, tells=OFFICE, duty=True, sealed=True)
REFUSE_LOT_VOID = declare("lot.refuse_void", "不予作废", WITNESS, "voiding > sealed seeded drawing", *_BOTH, tells=OFFICE)
OPEN_LOT = declare("lot.open", "公开抽签", SYSTEM, "drawn > drawn", *_BOTH)

# fmt: on
