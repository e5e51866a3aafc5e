"""The keys of operator and witness: entered in the log, each in its post, one in place of the other, ended in time."""

from dataclasses import dataclass
from typing import TypeAlias

from haizhi.fairness.note import Key
from haizhi.fairness.verifier.bundle import Files
from haizhi.fairness.verifier.report import Check, Report, entry

ENTERED = frozenset({"key.make", "key.register"})
ENDED = frozenset({"key.replace", "key.retire"})
COUNTERSIGNED = frozenset({"session.confirm_freeze", "lot.confirm_seal"})
"""The acts that name whose signatures a case needs."""

Ring: TypeAlias = tuple[Key, ...]
"""The keys with which one side signed, one after the other: the lines of one key file."""


@dataclass(frozen=True, slots=True)
class Term:
    """What the log says of a key: its subject and post, the subject it replaces, the entry that ended it (or None)."""

    subject: str
    post: str
    replaces: str | None
    ended: int | None

    def covers(self, size: int) -> bool:
        """Whether the key may sign a checkpoint of this size: the entry that ended it is not among those signed."""
        return self.ended is None or size <= self.ended


def terms_of(files: Files) -> dict[str, Term]:
    """Every key that was entered, by its published form."""
    ended: dict[str, int] = {}
    for header in files.headers:
        if header["verb"] in ENDED:
            ended.setdefault(header["subject"], header["n"])
    terms: dict[str, Term] = {}
    for _, body in sorted(files.bodies.items()):
        if body["verb"] in ENTERED:
            subject, detail = body["subject"], body["detail"]
            terms[detail["public"]] = Term(subject, detail["post"], detail["replaces"], ended.get(subject))
    return terms


def check_rings(rings: tuple[Ring, ...], terms: dict[str, Term], files: Files, report: Report) -> None:
    """Each file's keys are those of one post, named when a freeze was countersigned or in place of one that was."""
    given: dict[str, list[str]] = {}
    for ring in rings:
        known = [str(key) for key in ring if str(key) in terms]
        for key in (key for key in ring if str(key) not in terms):
            report.fail(Check.KEY_UNKNOWN, str(key), "日志中没有这把公钥的登记")
        posts = sorted({terms[key].post for key in known})
        if len(posts) > 1 or any(post in given for post in posts):
            report.fail(Check.KEY_UNKNOWN, "公钥文件", "一份公钥文件中混有两方的公钥，或两份属于同一方")
        given |= dict.fromkeys(posts, known)
    for post, keys in given.items():
        _check_rightful(post, keys, terms, files, report)


def _check_rightful(post: str, keys: list[str], terms: dict[str, Term], files: Files, report: Report) -> None:
    """Every key named at a freeze for the post is given, and every key given is one of them or took its place."""
    freezes = [(n, body["detail"][post]) for n, body in files.bodies.items() if body["verb"] in COUNTERSIGNED]
    for n, named in freezes:
        if named not in keys:
            report.fail(Check.KEY_UNKNOWN, entry(n), f"封存会签时登记的公钥{named}不在给出的公钥之中")
    rightful = {terms[named].subject for _, named in freezes if named in terms}
    by_subject = {term.subject: term for term in terms.values()}
    for key in keys:
        if not _descends(terms[key], rightful, by_subject):
            report.fail(Check.KEY_UNKNOWN, key, "不是封存会签时登记的公钥，也没有接替它的记录")


def _descends(term: Term, rightful: set[str], by_subject: dict[str, Term]) -> bool:
    """Whether a key is one of the rightful or replaces, directly or through others, one that is."""
    seen: set[str] = set()
    now: Term | None = term
    while now is not None and now.subject not in seen:
        if now.subject in rightful:
            return True
        seen.add(now.subject)
        now = by_subject.get(now.replaces or "")
    return False
