"""From the frozen record to panel, replacement and order: what the session computes and what the verifier repeats."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import pairwise

from haizhi.fairness import merkle
from haizhi.fairness.encoding import canonical, tagged
from haizhi.fairness.formats import Freeze, PoolRow, RankingRow, SourceRow
from haizhi.fairness.order import presentation_order
from haizhi.fairness.panel import Cap, Draw, Expert, Limit, Quotas, draw_panel
from haizhi.fairness.replacement import draw_replacement
from haizhi.fairness.seeds import SMALLEST_ENTROPY, draw_seed, entropy_hash, freeze_hash
from haizhi.fairness.tally import Indicator, Rules, Standing, exact, shown

MOST_PLACES = 9
"""Decimals that a score is shown with, at most."""


def pool_root(rows: Iterable[PoolRow]) -> str:
    """The Merkle root (hex) over the canonical rows in ascending order of id."""
    ordered = sorted(rows, key=lambda row: row["id"])
    return merkle.root(merkle.leaf_hash(canonical(row)) for row in ordered).hex()


def body_hash(salt: bytes, body: object) -> str:
    """What a header commits to: SHA-256 over the salt and the canonical body (hex)."""
    return sha256(salt + canonical(body)).hexdigest()


def person_commitment(salt: bytes, name: str) -> str:
    """The commitment to an expert's name in a pool row: tagged("hz/person/v1", salt, name), hex.

    The salt stays secret until the judge is seated and the name published; destroying it erases.
    """
    return tagged("hz/person/v1", salt, name).hex()


def seat_token(salt: bytes, judge: str) -> str:
    """The name of a seat on sheets: tagged("hz/seat/v1", salt, judge), hex.

    Who sits there can be shown by opening salt and judge, and not be guessed otherwise.
    """
    return tagged("hz/seat/v1", salt, judge).hex()


def sheet_commitment(salt: bytes, session: str, seat: str, applicant: str, marks: Mapping[str, int]) -> str:
    """What locking a sheet leaves in the log: tagged("hz/sheet/v1", salt, canonical sheet), hex.

    The salt (32 bytes) and the marks stay sealed until the announcement opens them.
    """
    sheet = {"session": session, "seat": seat, "applicant": applicant, "marks": dict(marks)}
    return tagged("hz/sheet/v1", salt, canonical(sheet)).hex()


def quotas_of(freeze: Freeze) -> Quotas:
    """The frozen rules of the draw."""
    quotas = freeze["quotas"]
    return Quotas(
        freeze["size"],
        tuple(Limit(row["dimension"], row["value"], row["least"], row["most"]) for row in quotas["limits"]),
        tuple(Cap(row["dimension"], row["most"]) for row in quotas["caps"]),
    )


def experts_of(rows: Iterable[PoolRow]) -> tuple[Expert, ...]:
    """The frozen pool."""
    return tuple(Expert(row["id"], row["discipline"], row["employer"], row.get("traits", {})) for row in rows)


def indicators_of(freeze: Freeze) -> tuple[Indicator, ...]:
    """The frozen score sheet."""
    return tuple(Indicator(row["code"], row["group"], row["maximum"]) for row in freeze["indicators"])


def rules_of(freeze: Freeze) -> Rules:
    """The frozen rules of tally. Raises ValueError as `Rules` does."""
    rules = freeze["rules"]
    return Rules(rules["step"], rules["fewest"], rules["trim_from"], tuple(rules["ties"]))


def sources_of(freeze: Freeze, round_: int) -> list[SourceRow]:
    """The entropy that a round needs: all named sources in the first, the first of them for each vacancy after."""
    return freeze["entropy_sources"][: None if round_ == 1 else 1]


def freeze_faults(freeze: Freeze) -> tuple[str, ...]:
    """What is wrong with a freeze of the right shape, in Chinese; empty when it can be drawn and tallied by."""
    codes = [row["code"] for row in freeze["indicators"]]
    groups = {row["group"] for row in freeze["indicators"]}
    rules, sources = freeze["rules"], freeze["entropy_sources"]
    checks = (
        (1 <= freeze["size"] <= freeze["pool_count"], "抽取人数须在1与专家库人数之间"),
        (_ascending(freeze["applicants"]), "申报单位须按编号升序、不得重复"),
        (bool(codes) and len(set(codes)) == len(codes), "评分指标为空或重复"),
        (min(rules["step"], rules["fewest"]) >= 1 and rules["trim_from"] >= 3, "计分规则无法计算"),
        (set(rules["ties"]) <= groups, "同分比较的指标组不存在"),
        (rules["places"] <= MOST_PLACES, "得分显示的小数位数过多"),
        (bool(sources) and sources[0]["form"] == "digits", "第一个随机来源须为现场掷骰"),
        (bool(sources) and sources[0]["count"] >= SMALLEST_ENTROPY, f"现场掷骰不得少于{SMALLEST_ENTROPY}位"),
    )
    return tuple(message for met, message in checks if not met)


def _ascending(ids: Sequence[str]) -> bool:
    return all(one < other for one, other in pairwise(ids))


def first_round(freeze: Freeze, rows: Iterable[PoolRow], values: Sequence[str]) -> tuple[Draw, tuple[str, ...]]:
    """The panel drawn and the order of presentation, from the readings of all named sources, in their order.

    Raises NoFeasiblePanel as `draw_panel` does.
    """
    frozen, entropy = freeze_hash(freeze), entropy_hash(values)
    draw = draw_panel(experts_of(rows), quotas_of(freeze), draw_seed(frozen, entropy, "panel", 1))
    return draw, presentation_order(freeze["applicants"], draw_seed(frozen, entropy, "order", 1))


def later_round(
    freeze: Freeze,
    rows: Iterable[PoolRow],
    values: Sequence[str],
    round_: int,
    *,
    staying: Collection[str],
    gone: Collection[str],
) -> Draw:
    """The panel after one vacancy, from fresh entropy; `round_` counts from 2, `gone` are all who ever left.

    Raises NoFeasiblePanel when nobody fits.
    """
    seed = draw_seed(freeze_hash(freeze), entropy_hash(values), "replacement", round_)
    return draw_replacement(experts_of(rows), quotas_of(freeze), seed, staying=staying, gone=gone)


def ranking_rows(standings: Iterable[Standing], places: int = 2) -> list[RankingRow]:
    """The ranking as session.confirm_close records it, scores shown with `places` decimals."""
    return [
        RankingRow(
            applicant=standing.score.applicant,
            rank=standing.rank,
            exact=None if standing.score.value is None else exact(standing.score.value),
            shown=None if standing.score.value is None else shown(standing.score.value, places),
            tied=standing.tied,
            reason=standing.score.reason.value,
        )
        for standing in standings
    ]
