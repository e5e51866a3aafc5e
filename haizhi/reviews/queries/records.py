"""The papers of a draw: published rules, record of recusals, record of the draw; as `haizhi.documents` prints them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from haizhi.documents.marks import Imprint, Sort
from haizhi.documents.sheets import Grid, Sheet, Signature
from haizhi.fairness.encoding import digest
from haizhi.kernel.models import Act
from haizhi.notifications.models import Delivery
from haizhi.regulation import moves
from haizhi.regulation.indicators import tenths
from haizhi.regulation.recusals import InterestGround
from haizhi.regulation.review import SessionRules
from haizhi.reviews.facts import recusals_in, session_rules
from haizhi.reviews.models import Seat, Session
from haizhi.reviews.queries.ceremony import Ceremony, ceremony_of
from haizhi.reviews.queries.sessions import bounds_of, ceremony_acts
from haizhi.ui.wording import moment_text

_OPERATOR = (moves.SEAL.name, moves.DRAW.name)
_SUPERVISOR = (moves.CONFIRM_SEAL.name, moves.CONFIRM_DRAW.name)


def rule_rows(session: Session, rules: SessionRules) -> tuple[tuple[str, str], ...]:
    """The published rules as label and sentence: what units and judges read, and what is printed."""
    ties = "、".join(f"第{n}项" for n in rules.tie_groups)
    told_apart = f"依次比较一级指标{ties}得分，仍相同的并列，提交党组研究" if ties else "并列，提交党组研究"
    drawn = f"随机抽取专家评委{rules.drawn}名，同一单位不超过{rules.max_per_employer}名"
    source = f"代表当众掷40个十面骰{_lottery(session)}，海智办、纪检各自录入，一致后抽取"
    rows = (
        ("评委", f"共{rules.size}名：成员单位领导{rules.leaders}名就座，{drawn}"),
        ("人数要求", "；".join(bounds_of(session))),
        ("回避", "与申报单位有直接利益关系的评委对该单位回避，不打分；领导评委、市外专家同样适用"),
        ("抽取", source),
        ("答复", f"抽中的评委自通知起{rules.answer_hours}小时内答复；不能参加的重新掷骰补抽"),
        ("打分", f"附件3的16项指标，满分100分，以{tenths(rules.step)}分为单位"),
        ("计分", f"有效评分表满{rules.trim_from}份的，去掉最高分、最低分各一个后取平均"),
        ("不产生结果", f"有效评分表不足{rules.minimum_sheets}份的"),
        ("排名", f"按精确得分排名，得分四舍五入显示{rules.places}位小数；同分的{told_apart}"),
        ("公布", "每家打分后当场公布得分，全部结束后公布名次" if rules.rank_at_end else "每家打分后当场公布得分和名次"),
        ("时间", f"陈述{rules.presentation}分钟，答辩{rules.defence}分钟"),
        ("材料", "评委签署承诺后在线查阅" + ("，可下载附件原件" if rules.originals else "，不提供附件原件下载")),
    )
    return tuple((label, said) for label, said in rows if said)


def rule_rows_of(session: Session) -> tuple[tuple[str, str], ...]:
    """The rules of a session in words; none before they are published."""
    rules = session_rules(session)
    return rule_rows(session, rules) if rules else ()


def _lottery(session: Session) -> str:
    return f"，再用{session.lottery['name']}的{session.lottery['count']}个开奖号码" if session.lottery else ""


def rules_notice(session: Session, at: datetime) -> Sheet | None:
    """评审规则公告: to be put up; None before the rules are published."""
    rules = session_rules(session)
    if rules is None:
        return None
    published = Act.objects.filter(subject_id=session.pk, verb=moves.SET_RULES.name).order_by("entry_id").last()
    rows = (
        ("评审会", f"{session.name}（{session.code}）"),
        ("时间、地点", f"{moment_text(session.held_at)}，{session.place}"),
        *rule_rows(session, rules),
        ("公布时间", moment_text(published.at) if published else ""),
    )
    return session_sheet(
        session,
        "评审规则",
        at,
        tuple(row for row in rows if row[1]),
        note="规则在封存评委抽取之前公布，封存后不再改动；抽取、计分、排名全部按本规则计算。",
    )


def recusal_record(session: Session, at: datetime) -> Sheet:
    """回避记录: every recusal with its ground, decision and agreement; nobody of the pool is named."""
    units = {turn.pk: turn for turn in session.turns.select_related("application__unit")}
    decided = _acts_on_recusals(session)
    rows = tuple(
        (
            str(n),
            str(units[recusal.turn_id]),
            recusal.judge_name,
            f"{recusal.get_source_display()}：{InterestGround(recusal.ground).label}",
            recusal.stage_label,
            decided.get((recusal.pk, moves.DECIDE_RECUSAL.name), ""),
            decided.get((recusal.pk, moves.AGREE_RECUSAL.name), ""),
        )
        for n, recusal in enumerate(recusals_in(session), start=1)
    )
    columns = ("序号", "申报单位", "评委或专家", "来源和关系", "结果", "海智办决定", "纪检同意")
    head = (
        ("评审会", f"{session.name}（{session.code}）"),
        ("时间、地点", f"{moment_text(session.held_at)}，{session.place}"),
        ("回避", f"共{len(rows)}项，应予回避{sum(r.stage == 'upheld' for r in recusals_in(session))}项"),
    )
    tables = (Grid(columns, (4, 14, 8, 18, 7, 14, 14), rows),) if rows else ()
    return session_sheet(
        session,
        "评审回避记录",
        at,
        head,
        tables=tables,
        signatures=(Signature("海智办"), Signature("纪检监督")),
        note="专家库名单不公开，尚未就座的专家不写姓名。",
    )


def _acts_on_recusals(session: Session) -> dict[tuple[UUID, str], str]:
    acts = Act.objects.filter(case_id=session.pk, kind="recusal").order_by("entry_id")
    return {
        (act.subject_id, act.verb): "，".join(filter(None, (act.by_name, moment_text(act.at), act.opinion)))
        for act in acts
    }


def draw_record(session: Session, at: datetime) -> Sheet:
    """抽取记录: project, time, place, who did and who watched, counts, result, notices, replacements, signatures."""
    found, acts = ceremony_of(session), ceremony_acts(session)
    tables = [table for table in (_panel(session, found), _order(found), _course(acts)) if table.rows]
    return session_sheet(
        session,
        "评委抽取记录",
        at,
        tuple((label, said) for label, said in _facts(session, found, acts) if said),
        tables=tuple(tables),
        signatures=(Signature("操作人"), Signature("监督人")),
        note="抽取由封存内容和骰子算出，任何人用公布的文件都可以复算。作废的封存和抽取留存备查。",
    )


def _facts(session: Session, found: Ceremony, acts: list[Act]) -> Iterable[tuple[str, str]]:
    rules = session_rules(session)
    yield "项目", f"{session.name}（{session.code}）"
    yield "时间、地点", f"{moment_text(session.held_at)}，{session.place}"
    yield "操作人", _who(acts, _OPERATOR)
    yield "监督人", _who(acts, _SUPERVISOR)
    yield "封存时间", moment_text(session.frozen_at) if session.frozen_at else ""
    left = "、".join(f"{reason}{count}名" for reason, count in found.left_out)
    pool = f"专家库{found.pool_total}名，可抽{found.pool_count}名" + (f"；未参加抽取：{left}" if left else "")
    yield "专家库", pool if found.frozen else ""
    yield "回避", "\n".join(f"{s}：{g}，应予回避{up}项、无需回避{no}项" for s, g, up, no in found.recusals) or "无"
    if rules:
        yield "规则", "；".join(f"{label}：{said}" for label, said in rule_rows(session, rules)[:2])
    for throw in found.throws:
        if throw.shown and not throw.voided:
            again = f"（第{throw.mismatches + 1}次录入一致）" if throw.mismatches else ""
            yield f"{throw.name}" + (f"，第{throw.round}轮" if throw.round > 1 else ""), " ".join(throw.shown) + again
    for recipe in found.recipes:
        what = "抽取" if recipe.round == 1 else f"补抽（第{recipe.round}轮）"
        yield what, f"第{recipe.attempt}次符合全部规则，评委{recipe.chosen}名；种子 {recipe.seed}"
    yield "封存指纹", found.freeze_hash
    yield "作废", f"{len(found.voided)}次，封存指纹：" + "、".join(found.voided) if found.voided else ""


def _who(acts: list[Act], verbs: tuple[str, ...]) -> str:
    return "、".join(dict.fromkeys(act.by_name for act in acts if act.verb in verbs))


def _panel(session: Session, found: Ceremony) -> Grid:
    told = deliveries_of(session)
    rows = tuple(
        (
            f"{seat.serial}号",
            seat.name,
            seat.employer,
            str(seat.get_origin_display()),
            told.get(seat.person_id, "") if seat.asked_at else "",
            answer_of(seat),
        )
        for seat in found.seats
    )
    return Grid(("席位", "姓名", "单位", "产生方式", "通知", "答复"), (6, 8, 18, 9, 14, 16), rows, "评委、通知和答复")


def answer_of(seat: Seat) -> str:
    """What a judge answered, and how, or that the seat was vacated."""
    if seat.vacated_at:
        return f"缺席：{seat.vacated_because}"
    if not seat.answer or seat.answered_at is None:
        return "待答复" if seat.asked_at else ""
    how = f"（电话，{seat.answered_to}登记）" if seat.answered_to else ""
    return f"{seat.get_answer_display()}{how}" + (f"：{seat.answer_note}" if seat.answer_note else "")


def deliveries_of(session: Session) -> dict[UUID | None, str]:
    """How the notices of the draw reached each person: 短信已发出 …; one query."""
    sent = Delivery.objects.filter(notice__act__subject_id=session.pk, notice__act__verb=moves.CONFIRM_DRAW.name)
    told: dict[UUID | None, str] = {}
    for delivery in sent.select_related("notice").order_by("id"):
        when = f" {moment_text(delivery.sent_at)}" if delivery.sent_at else ""
        said = f"{delivery.get_channel_display()}{delivery.get_state_display()}{when}"
        person = delivery.notice.person_id if delivery.notice else None
        told[person] = "\n".join(filter(None, (told.get(person, ""), said)))
    return told


def _order(found: Ceremony) -> Grid:
    return Grid(("次序", "申报单位"), (1, 8), tuple((str(n), unit) for n, unit in found.order), "陈述次序")


def _course(acts: list[Act]) -> Grid:
    rows = tuple((moment_text(act.at), act.label, f"{act.by_name}（{act.role_label}）", act.opinion) for act in acts)
    return Grid(("时间", "办理", "办理人", "说明"), (9, 8, 12, 12), rows, "办理过程")


def session_sheet(
    session: Session,
    title: str,
    at: datetime,
    rows: tuple[tuple[str, str], ...],
    *,
    tables: tuple[Grid, ...] = (),
    signatures: tuple[Signature, ...] = (),
    note: str = "",
    wide: bool = False,
    draft: bool = False,
) -> Sheet:
    """A paper of a session, marked by what it says. `draft`: nobody may sign it yet."""
    said = [[list(row) for row in rows], *([list(row) for row in table.rows] for table in tables)]
    return Sheet(
        title=title,
        made_at=at,
        imprint=Imprint(Sort.SHEET, session.code, digest(said).hex()),
        number=session.code,
        rows=rows,
        tables=tables,
        signatures=signatures,
        note=note,
        wide=wide,
        draft=draft,
    )
