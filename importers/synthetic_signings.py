"""Synthetic signings in realistic proportions of their states, with terms, rescissions, plans, numbers and trail."""

import base64
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any, NamedTuple

from signing_core import clock, names
from signing_core.actors import SYSTEM
from signing_core.catalogues import destination_codes
from signing_core.catalogues.destination_codes import BY_AGREEMENT
from signing_core.chain import GENESIS, chained
from signing_core.crypto import digest, keyring, place_of
from signing_core.effects.numbers import FIRST, TYPE_OF
from signing_core.models import (
    Name,
    NamePiece,
    NumberCounter,
    Plan,
    Rescission,
    Return,
    Signing,
    Terms,
    TrailEntry,
    TrailHead,
)
from signing_core.states import ACTIVE, PlanSource, PlanStatus, RescissionState, SigningKind, SigningState
from signing_core.turns import BY_STATE, Turn

from . import synthetic_words as words
from .bulk import Loading

Row = dict[str, Any]
S = SigningState
KIND = SigningKind.ONLINE
CODE = destination_codes.of(BY_AGREEMENT, {}, 0).code

PROPORTIONS = {
    S.APPROVED: 46,
    S.AWAITING_REVIEW: 8,
    S.RETURNED: 3,
    S.REJECTED: 2,
    S.RESCINDED: 5,
    S.INVITED: 10,
    S.DECLINED: 11,
    S.EXPIRED: 11,
    S.WITHDRAWN: 6,
}
BESIDE_AN_ACTIVE_ONE = {state: share for state, share in PROPORTIONS.items() if state not in ACTIVE[KIND]}
AGREED = (S.APPROVED, S.AWAITING_REVIEW, S.RETURNED, S.REJECTED, S.RESCINDED)
DECIDED = (S.APPROVED, S.RETURNED, S.REJECTED, S.RESCINDED)
NUMBERED = (S.APPROVED, S.RESCINDED)
REPLY_DAYS = 10
LABEL = "合成数据载入"
OFFER = {  # an invitation as its form would have cleaned it, but for position and pay
    "job_category": "工程技术人员",
    "reply_days": REPLY_DAYS,
    "probation_days": 90,
    "penalty": 3000,
    "report_place": "湖北省武汉市洪山区",
    "work_place": "湖北省武汉市洪山区",
    "contact": "张先生",
    "contact_phone": "021-62883643",
    "other_terms": "",
    "archive": "单位不接收",
    "household": "不接收",
}


class Entry(NamedTuple):
    """One row of the trail, as the table has it."""

    id: int
    school_id: int
    position: int
    signing_id: int
    student_id: int | None
    at: datetime
    role: str
    who: str
    label: str
    remark: str
    state_before: str
    state_after: str
    salt: str
    hash: str
    device: str = ""


class Signings:
    """Makes signings school by school, and keeps each school's serial number and the end of its trail."""

    def __init__(self, bulk: Loading, random: Random, now: datetime, employers: list[Row]) -> None:
        self.bulk, self.random, self.now, self.employers = bulk, random, now, employers
        self.ids, self.return_ids, self.rescission_ids, self.name_ids = count(1), count(1), count(1), count(1)
        self.offer = OFFER | {"report_by": f"{now.year + 1}-07-01"}

    def open(self, school: Row, colleges: list[Row]) -> None:
        """Begin with a school."""
        self.school, self.college_names = school, {college["id"]: college["name"] for college in colleges}
        self.numbered, self.position, self.hash = FIRST - 1, 0, GENESIS
        self.names: set[names.Told] = set()

    def write(self, students: list[Row], amount: int) -> None:
        """That many signings of these students, some of whom have none and some several; and everybody's plan."""
        self.live: set[tuple[int, int]] = set()
        chosen = self.random.choices(students, k=amount)
        made = [self.signing(student, state) for student, state in self.states(chosen)]
        approved = {signing["student_id"] for signing in made if signing["state"] == S.APPROVED}
        returned = [signing for signing in made if signing["state"] == S.RETURNED]
        ended = [signing for signing in made if signing["state"] == S.RESCINDED]
        self.bulk.write(Signing, made)
        self.names.update(name for signing in made for name in names.shown(signing))
        self.bulk.write(Terms, [self.terms(signing) for signing in made])
        self.bulk.write_few(Return, [self.returned(signing) for signing in returned])
        self.bulk.write(Rescission, [self.rescission(signing) for signing in ended])
        self.bulk.write(Plan, [self.plan(student, student["id"] in approved) for student in students])
        self.bulk.write(TrailEntry, [self.entry(signing)._asdict() for signing in made])

    def close(self, cohort: int) -> None:
        """Write where the school's numbers and its trail have got to, and the names to find its signings by."""
        key = {"type": TYPE_OF[KIND], "cohort": cohort, "school_id": self.school["id"]}
        self.bulk.write(NumberCounter, [key | {"last": self.numbered}])
        self.bulk.write(TrailHead, [{"school_id": self.school["id"], "count": self.position, "hash": self.hash}])
        found = [(next(self.name_ids), *told) for told in sorted(self.names)]
        self.bulk.write(Name, [names.row(*told) | {"id": name_id} for name_id, *told in found])
        self.bulk.write(NamePiece, [piece for one in found for piece in names.pieces_of(*one)])

    def states(self, students: list[Row]) -> Iterator[tuple[Row, SigningState]]:
        """A state for each; nobody gets a second active signing (I1)."""
        active: set[int] = set()
        for student in students:
            shares = BESIDE_AN_ACTIVE_ONE if student["id"] in active else PROPORTIONS
            (state,) = self.random.choices(list(shares), list(shares.values()))
            if state in ACTIVE[KIND]:
                active.add(student["id"])
            yield student, state

    def signing(self, student: Row, state: SigningState) -> Row:
        invited_at, deadline, last_act_at = self.moments(state)
        employer = self.employer_for(student, state)
        return {
            "id": next(self.ids),
            "public_id": random_id(self.random),
            "kind": KIND.value,
            "state": state.value,
            "school_id": student["school_id"],
            "college_id": student["college_id"],
            "cohort": student["cohort"],
            "student_id": student["id"],
            "employer_id": employer["id"],
            "number": self.number(student["cohort"]) if state in NUMBERED else None,
            "student_number": student["student_number"],
            "student_name": student["name"],
            "college_name": self.college_names[student["college_id"]],
            "major": student["major"],
            "class_name": student["class_name"],
            "employer_name": employer["name"],
            "uscc": employer["uscc"],
            "position": self.random.choice(words.POSITIONS),
            "rescission_status": RescissionState.SUPERSEDED.label if state is S.RESCINDED else "",
            "rescission_by": "SCHOOL" if state is S.RESCINDED else None,
            "terms_version": 1,
            "agreed_version": 1 if state in AGREED else None,
            "decided_by": self.random.choice(("COLLEGE", "SCHOOL")) if state in DECIDED else None,
            "invited_at": invited_at,
            "deadline": deadline,
            "last_act_at": last_act_at,
            "turn": (turn := BY_STATE[state].turn).value,
            "turn_since": None if turn is Turn.NOBODY else last_act_at,
            "version": 1,
        }

    def moments(self, state: SigningState) -> tuple[datetime, datetime, datetime]:
        """When it was sent, until when it could be answered, and when it last moved."""
        days_ago = (0, 5) if state is S.INVITED else (30, 200)
        invited_at = self.now - self.span(*days_ago)
        deadline = clock.deadline(invited_at, REPLY_DAYS)
        if state is S.INVITED:
            return invited_at, deadline, invited_at
        if state is S.EXPIRED:
            return invited_at, deadline, deadline + self.span(0, 1)
        answered = invited_at + self.span(0, REPLY_DAYS)
        return invited_at, deadline, answered + self.span(0, 10) if state in DECIDED else answered

    def span(self, least: int, most: int) -> timedelta:
        return timedelta(seconds=self.random.randrange(least * 86_400, most * 86_400))

    def employer_for(self, student: Row, state: SigningState) -> Row:
        """Large employers hire many; of two live invitations no two are from the same one (I8)."""
        place = int(len(self.employers) * self.random.random() ** 2)
        while state is S.INVITED and (student["id"], place) in self.live:
            place = self.random.randrange(len(self.employers))
        if state is S.INVITED:
            self.live.add((student["id"], place))
        return self.employers[place]

    def number(self, cohort: int) -> str:
        self.numbered += 1
        return f"{TYPE_OF[KIND]}{cohort}{self.school['code']}{self.numbered}"

    def terms(self, signing: Row) -> Row:
        public_id = random_id(self.random)
        pay = self.random.randrange(35, 120) * 100
        content = self.offer | {"position": signing["position"], "probation_pay": pay * 4 // 5, "regular_pay": pay}
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return {
            "id": signing["id"],
            "public_id": public_id,
            "signing_id": signing["id"],
            "version": 1,
            "text_sealed": keyring().seal(text, place_of(Terms.__tablename__, "text", public_id)),
            "sha256": digest(text),
            "created_at": signing["invited_at"],
        }

    def returned(self, signing: Row) -> Row:
        return {
            "id": next(self.return_ids),
            "public_id": random_id(self.random),
            "signing_id": signing["id"],
            "fields": ["report_place"],
            "reason": "报到地点与实际工作地点不一致，请核对。",
            "returned_at": signing["last_act_at"],
            "role": signing["decided_by"],
            "who": "学校就业办",
        }

    def rescission(self, signing: Row) -> Row:
        return {
            "id": next(self.rescission_ids),
            "public_id": random_id(self.random),
            "signing_id": signing["id"],
            "state": RescissionState.APPROVED.value,
            "asked_by": "SCHOOL",
            "reason": "双方协商一致，学校予以解约。",
            "asked_at": signing["last_act_at"],
            "answer_reason": "",
            "decision_reason": "双方协商一致，学校予以解约。",
            "decided_by": "SCHOOL",
            "decided_at": signing["last_act_at"],
            "last_act_at": signing["last_act_at"],
            "version": 1,
        }

    def plan(self, student: Row, filled: bool) -> Row:
        return {
            "student_id": student["id"],
            **{name: student[name] for name in ("school_id", "college_id", "cohort", "student_number")},
            "status": (PlanStatus.AWAITING_COLLEGE if filled else PlanStatus.NOT_SUBMITTED).value,
            "source": (PlanSource.SIGNING if filled else PlanSource.NONE).value,
            "kind": KIND.value if filled else None,
            "destination": BY_AGREEMENT if filled else "",
            "assigned_code": CODE if filled else "",
            "destination_code": CODE if filled else "",
            "changed_at": self.now,
            "version": 1,
        }

    def entry(self, signing: Row) -> Entry:
        """The one entry of a signing, chained to the last of its school."""
        self.position += 1
        unchained = Entry(
            id=signing["id"],
            school_id=signing["school_id"],
            position=self.position,
            signing_id=signing["id"],
            student_id=None,
            at=self.now,
            role="SYSTEM",
            who=SYSTEM.name,
            label=LABEL,
            remark="",
            state_before="",
            state_after=signing["state"],
            salt=random_id(self.random),
            hash="",
        )
        self.hash = chained(self.hash, unchained)
        return unchained._replace(hash=self.hash)


def random_id(random: Random) -> str:
    """As long as a public id, and the same for the same seed."""
    return base64.urlsafe_b64encode(random.randbytes(16)).decode()[:22]
