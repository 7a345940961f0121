"""拟签约名单: an employer finds graduates by four exact facts, one or a whole file, lists them, or takes them off."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select

from signing_core import values
from signing_core.actors import SYSTEM, Actor
from signing_core.database import insert_if_new
from signing_core.errors import MoveRefused, NotAllowed, NotFound, Refusal
from signing_core.models import Candidate, Employer
from signing_core.queries import eligibility
from signing_core.queries.matching import Found, FourFacts, key_of, matching
from signing_core.work import Services, UnitOfWork

from . import limits

MISS = "没有找到可以签约的学生：四项信息须全部正确，且该生当前可以参加电子签约。"

Answer = Found | Refusal
Pair = tuple[limits.Allowance, str]


def search(services: Services, actor: Actor, facts: FourFacts) -> Found:
    """The one student whom all four facts match and who is open for signing; any miss raises the same NotFound.

    Misses are counted per employer, by name and in all; raises TooMany when they are used up.
    """
    [answer] = look_up(services, actor, [facts])
    if isinstance(answer, Refusal):
        raise answer
    return answer


def look_up(services: Services, actor: Actor, asked: Sequence[FourFacts]) -> list[Answer]:
    """As so many searches one after the other, in a few statements: for each the student, or why there is none.

    Raises MoveRefused for an employer that may not sign: it learns nothing, and nothing is counted.
    """
    with services.working(SYSTEM) as work:
        _refuse_who_may_not_sign(work, actor)
        assert actor.employer_id is not None
        found = matching(work, asked)
        pairs = [_pairs(actor.employer_id, facts) for facts in asked]
        in_all = (limits.MISSES, str(actor.employer_id))
        left = limits.held(work, in_all, {by_name for _, by_name in pairs})
        answers, spent = _answered(asked, pairs, found, left)
        limits.spend_held(work, spent)
    return answers


def add(work: UnitOfWork, *found: Found) -> int:
    """List students that were just found, the first on top; returns how many were not listed yet."""
    _refuse_who_may_not_sign(work, work.actor)
    lines = [
        {
            "public_id": work.new_id(),
            "employer_id": work.actor.employer_id,
            "student_id": student_id,
            "created_at": work.at,
        }
        for student_id in reversed(dict.fromkeys(one.student_id for one in found))
    ]
    if not lines:
        return 0
    return len(work.session.execute(insert_if_new(work.session, Candidate, Candidate.id), lines).all())


def remove(work: UnitOfWork, public_id: str) -> None:
    """Take one line off the list; invitations already sent stay as they are."""
    work.session.delete(work.get(Candidate, public_id))


def _refuse_who_may_not_sign(work: UnitOfWork, actor: Actor) -> None:
    if actor.employer_id is None:
        raise NotAllowed("只有用人单位可以查找学生。")
    employer = work.session.scalars(select(Employer).where(Employer.id == actor.employer_id)).one()
    if reason := eligibility.barred_because(employer):
        raise MoveRefused(reason)


def _pairs(employer_id: int, facts: FourFacts) -> tuple[Pair, Pair]:
    """What a miss of these facts is counted under: the name as it is compared, however it was typed."""
    key = key_of(facts)
    name = key.name if key else values.tidy(facts.name)
    return (limits.MISSES, str(employer_id)), (limits.MISS_OF_NAME, f"{employer_id}:{name}")


def _answered(
    asked: Iterable[FourFacts],
    pairs: Iterable[tuple[Pair, Pair]],
    found: Mapping[FourFacts, Found],
    left: limits.Counts,
) -> tuple[list[Answer], Counter[Pair]]:
    """What each may be told, in order, and what that spends: where nothing is left, not even a hit is told."""
    answers: list[Answer] = []
    spent: Counter[Pair] = Counter()
    refusals: dict[limits.Allowance, Refusal] = {}
    for facts, counted in zip(asked, pairs, strict=True):
        used_up = next((pair[0] for pair in counted if spent[pair] >= left[pair]), None)
        if used_up:
            refusals[used_up] = refusals.get(used_up) or limits.used_up(used_up)
            answers.append(refusals[used_up])
        elif facts in found:
            answers.append(found[facts])
        else:
            spent.update(counted)
            answers.append(NotFound(MISS))
    return answers, spent
