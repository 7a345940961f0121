"""At which rows of the town the matrix aims its requests, and what its forms send."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from signing_core.models import Notice
from tests import makers


def nothing(_town: Any) -> dict[str, Any]:
    return {}


def the_signing(town: Any) -> dict[str, Any]:
    return {"public_id": town.signing.public_id}


def the_ended(town: Any) -> dict[str, Any]:
    """A signing of the same two that the school rescinded."""
    return {"public_id": town.ended.public_id}


def the_draft(town: Any) -> dict[str, Any]:
    """The student's on paper."""
    return {"public_id": town.draft.public_id}


def the_issued(town: Any) -> dict[str, Any]:
    """The classmate's on paper."""
    return {"public_id": town.issued.public_id}


def the_settled(town: Any) -> dict[str, Any]:
    """The author's on paper."""
    return {"public_id": town.settled.public_id}


def the_registered(town: Any) -> dict[str, Any]:
    """The student's other destination."""
    return {"public_id": town.registered.public_id}


def the_image(town: Any) -> dict[str, Any]:
    return {"public_id": town.image.public_id}


def the_proof(town: Any) -> dict[str, Any]:
    return {"public_id": town.proof.public_id}


def the_images_place(town: Any) -> dict[str, Any]:
    return {"public_id": town.image.public_id, "act": "later"}


def the_classmate(town: Any) -> dict[str, Any]:
    return {"public_id": town.classmate.public_id}


def the_report(town: Any) -> dict[str, Any]:
    """What the student of the town's signing filed."""
    return {"public_id": town.report.public_id}


def the_applicant(town: Any) -> dict[str, Any]:
    """An employer that waits for its approval."""
    return {"public_id": town.applicant.public_id}


def the_licence(town: Any) -> dict[str, Any]:
    """That employer's."""
    return {"public_id": town.licence.public_id}


def the_judged(town: Any) -> dict[str, Any]:
    """Another that waits, with nobody signed in for it."""
    return {"public_id": town.judged.public_id}


def about_the_judged(decision: str) -> Callable[[Any], dict[str, Any]]:
    return lambda town: the_judged(town) | {"decision": decision}


def the_upload(town: Any) -> dict[str, Any]:
    return {"public_id": town.upload}


def the_list(town: Any) -> dict[str, Any]:
    return {"public_id": town.candidate_upload}


def the_list_of_employers(town: Any) -> dict[str, Any]:
    return {"public_id": town.employer_upload}


def the_job(town: Any) -> dict[str, Any]:
    return {"public_id": town.job}


def the_filter(town: Any) -> dict[str, Any]:
    """Shared by the school's office."""
    return {"public_id": town.filter.public_id, "queue": "waiting"}


def a_filter_name(_town: Any) -> dict[str, Any]:
    return {"name": "常用", "seen": 1}


def the_college(town: Any) -> dict[str, Any]:
    """One of the school, named as no other school's is."""
    return {"name": town.site.world.college.name}


def the_staff(town: Any) -> dict[str, Any]:
    """An account of the school's college that nobody of the town uses."""
    return {"public_id": town.clerk.public_id}


def the_school(town: Any) -> dict[str, Any]:
    return {"code": town.site.world.school.code}


def a_contact(_town: Any) -> dict[str, Any]:
    return {"office": "就业指导中心"}


def a_name(_town: Any) -> dict[str, Any]:
    return {"name": "李老师"}


def a_column(_town: Any) -> dict[str, Any]:
    return {"column": ["student_name", "id_number"]}


def a_move(town: Any) -> dict[str, Any]:
    return {"public_id": town.signing.public_id, "decision": "approve"}


def the_cohort(_town: Any) -> dict[str, Any]:
    return {"cohort": str(makers.COHORT)}


def seen(_town: Any) -> dict[str, Any]:
    return {"seen": "1"}


def a_phone(_town: Any) -> dict[str, Any]:
    return {"seen": "1", "phone": "13900000001"}


def restricting(_town: Any) -> dict[str, Any]:
    return {"act": "restrict"}


def the_classmates_restriction(town: Any) -> dict[str, Any]:
    return the_classmate(town) | restricting(town)


def a_reason(_town: Any) -> dict[str, Any]:
    return {"seen": "1", "reason": "由学院集体上报"}


def terms_seen(_town: Any) -> dict[str, Any]:
    return {"seen_terms": "1"}


def revision(_town: Any) -> dict[str, Any]:
    return {"seen": "1"} | makers.terms()


def another_detail(_town: Any) -> dict[str, Any]:
    return {"seen": "1", "detail": "待就业"}


def an_ending(_town: Any) -> dict[str, Any]:
    return {"seen": "1", "ticked": "1", "reason": "另有安排"}


def a_notice_of(party: str) -> Callable[[Any], dict[str, Any]]:
    """Something that the student or the employer of the town's signing was told."""

    def address(town: Any) -> dict[str, Any]:
        world = town.site.world
        told = select(Notice.public_id).filter_by(**{f"{party}_id": getattr(world, party).id})
        with world.reading() as work:
            return {"public_id": work.session.scalars(told).first()}

    return address


def four_facts(town: Any) -> dict[str, Any]:
    """A miss, which is answered alike to every employer: 404."""
    student = town.classmate
    return {"school": town.site.world.school.name, "cohort": "2020", "name": student.name, "proof": "wrong"}
