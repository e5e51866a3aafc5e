"""The same as shapes against which a parsed line is held: whatever a bundle holds, nothing is read that isn't there."""

import re
from typing import Any

HEX32 = re.compile(r"[0-9a-f]{64}")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
HEX = re.compile(r"(?:[0-9a-f]{2})+")
FORM = re.compile(r"digits|numbers")
POST = re.compile(r"operator|witness")
PURPOSE = re.compile(r"peers|check")
WAY = re.compile(r"everyone|circle|flow|sample")

ENTROPY_SHAPE = {"round": int, "value": str, "source?": int}
TURN_SHAPE = {"session": str, "applicant": str}
SOURCES_SHAPE = [{"name": str, "form": FORM, "count": int}]
SIGNERS_SHAPE = {"operator": str, "witness": str}
KEY_SHAPE = {"post": POST, "public": str, "replaces": (str, None)}
RESULT_SHAPE = {"exact": (str, None), "shown": (str, None)}

_PART_SHAPE = {"assessment": str, "station": str}
_SCORE_SHAPE = {**_PART_SHAPE, "rater": str}
_SCORES_SHAPE = [{"station": str, "rater": str, "part": re.compile("self|peer|office"), "subject": str}]
_RATED_SHAPE = {**_PART_SHAPE, "exact": str, "passed": bool, "place": int}

SHAPES: dict[str, Any] = {
    "log": {"n": int, "at": INSTANT, "verb": str, "subject": str, "body": HEX32},
    "bodies": {
        "n": int,
        "salt": HEX32,
        "body": {"verb": str, "subject": str, "at": str, "by": str, "role": str, "detail": {}},
    },
    "pool": {"id": str, "discipline": str, "employer": str, "traits?": {...: str}, "person?": HEX32},
    "names": {"id": str, "name": str, "salt": re.compile(r"(?:[0-9a-f]{2})*")},
    "seats": {"seat": str, "judge": str, "salt": HEX},
    "session.freeze": {
        "pool_root": HEX32,
        "pool_count": int,
        "size": int,
        "leaders": int,
        "quotas": {
            "limits": [{"dimension": str, "value": str, "least": int, "most": int}],
            "caps": [{"dimension": str, "most": int}],
        },
        "rules": {"step": int, "fewest": int, "trim_from": int, "ties": [int], "places": int},
        "indicators": [{"code": str, "group": int, "maximum": int}],
        "entropy_sources": SOURCES_SHAPE,
        "applicants": [str],
    },
    "session.record_entropy": ENTROPY_SHAPE,
    "session.witness_entropy": ENTROPY_SHAPE,
    "session.draw": {"round": int, "attempt": int, "chosen": [str], "order": [str]},
    "session.vacate": {"expert": str},
    "session.open": {"seats": [str]},
    "session.confirm_close": {
        "ranking": [{"applicant": str, "rank": (int, None), "tied": bool, "reason": str, **RESULT_SHAPE}],
        "recusals": [{"seat": str, "applicant": str, "entry": int}],
    },
    "turn.announce": {**TURN_SHAPE, **RESULT_SHAPE},
    "turn.mark_absent": TURN_SHAPE,
    "turn.confirm_readmit": TURN_SHAPE,
    "sheet.lock": {**TURN_SHAPE, "seat": str, "commitment": HEX32},
    "sheet.reveal": {**TURN_SHAPE, "seat": str, "marks": {...: int}, "salt": HEX32},
    "key.make": KEY_SHAPE,
    "key.register": KEY_SHAPE,
    "session.confirm_freeze": SIGNERS_SHAPE,
    "lot.seal": {
        "format": str,
        "purpose": PURPOSE,
        "members": [str],
        "count": int,
        "conflicts": [[str]],
        "entropy_sources": SOURCES_SHAPE,
    },
    "assessment.announce": {
        "assessment": str,
        "rules": {
            "weights": {"self": int, "peer": int, "office": int},
            "pass_mark": int,
            "step": int,
            "peers": {"all_below": int, "each": int},
            "indicators": [{"code": str, "group": int, "maximum": int}],
        },
        "parts": [{"station": str, "subject": str}],
        "sheets": _SCORES_SHAPE,
    },
    "assessment.assign": {"assessment": str, "lot": str, "conflicts": [[str]], "sheets": _SCORES_SHAPE},
    "assessed.strike": _PART_SHAPE,
    "assessed.miss": _PART_SHAPE,
    "assessed.decide_missing": {**_PART_SHAPE, "counts_as": (int, None)},
    "assessed.appoint_peer": {**_PART_SHAPE, "sheets": _SCORES_SHAPE},
    "assessed.rate": _RATED_SHAPE,
    "assessed.rerate": _RATED_SHAPE,
    "assessed.publish": {**_PART_SHAPE, "exact": str},
    "score.submit": {**_SCORE_SHAPE, "commitment": HEX32},
    "score.lock": {**_SCORE_SHAPE, "commitment": HEX32},
    "score.agree": {**_SCORE_SHAPE, "commitment": HEX32},
    "score.return": _SCORE_SHAPE,
    "score.reopen": _SCORE_SHAPE,
    "score.open": {**_SCORE_SHAPE, "marks": {...: int}, "salt": HEX32},
    "score.correct": {**_SCORE_SHAPE, "marks": {...: int}, "salt": HEX32, "commitment": HEX32, "new": str},
    "score.set_aside": _SCORE_SHAPE,
    "score.grant_recusal": _SCORE_SHAPE,
    "lot.confirm_seal": SIGNERS_SHAPE,
    "lot.record_entropy": {"value": str},
    "lot.witness_entropy": {"value": str},
    "lot.draw": {"way": WAY, "chosen": [str], "pairs": [{"member": str, "assesses": [str]}]},
}
"""The shape of each file's lines and of each verb's detail. `int` means an integer from 0 on, a pattern means text
that matches it wholly, a tuple its alternatives, "key?" a key that may be left out, `...` any key."""


def fits(value: object, shape: Any) -> bool:
    """Whether a parsed JSON value has the shape; keys that the shape does not name are ignored."""
    if isinstance(shape, dict):
        return isinstance(value, dict) and all(_key_fits(value, key, inner) for key, inner in shape.items())
    if isinstance(shape, list):
        return isinstance(value, list) and all(fits(item, shape[0]) for item in value)
    if isinstance(shape, tuple):
        return any(fits(value, inner) for inner in shape)
    if isinstance(shape, re.Pattern):
        return isinstance(value, str) and shape.fullmatch(value) is not None
    if shape is int:
        return type(value) is int and value >= 0
    return value is None if shape is None else isinstance(value, shape)


def _key_fits(value: dict[str, object], key: Any, shape: Any) -> bool:
    if key is ...:
        return all(fits(item, shape) for item in value.values())
    if key.endswith("?"):
        return key[:-1] not in value or fits(value[key[:-1]], shape)
    return key in value and fits(value[key], shape)
