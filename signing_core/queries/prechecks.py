"""The facts of 预审 about one signing, in one statement.

Whether another student has the same number or picture lies beyond the scope of whoever asks, so it is asked as the
system, and answers without saying who.
"""

from sqlalchemy import BindParameter, Exists, bindparam, distinct, exists, func, select

from signing_core.crypto import keyring
from signing_core.fields import Content
from signing_core.models import Image, ImagePurpose, SchoolSettings, Signing, Student
from signing_core.models.signings import ACTIVE_SIGNING
from signing_core.prechecks import Facts, Finding, run
from signing_core.work import UnitOfWork

from .papers import WAITING, handed_in_elsewhere
from .unit_data import current

_SCHOOL: BindParameter[int] = bindparam("school_id")
_COHORT: BindParameter[int] = bindparam("cohort")
_STUDENT: BindParameter[int] = bindparam("student_id")
_ID_NUMBER: BindParameter[str] = bindparam("id_number")
_COLLEAGUES = (Signing.school_id == _SCHOOL, Signing.cohort == _COHORT, Signing.uscc == bindparam("uscc"))
_PROOFS = (
    Image.signing_id == bindparam("signing_id"),
    Image.purpose.in_((ImagePurpose.FEEDBACK, ImagePurpose.DESTINATION)),
    Image.round > WAITING,
)


def _another_with(phone: str) -> Exists:
    """A student of the school with that phone; in another cohort it may be the same person again."""
    of_school = (Student.school_id == _SCHOOL, Student.phone_index == bindparam(phone))
    return exists().where(*of_school, Student.id_number_index != _ID_NUMBER)


_ASKED = select(
    select(SchoolSettings.minimum_wage)
    .where(SchoolSettings.school_id == _SCHOOL, SchoolSettings.cohort == _COHORT)
    .scalar_subquery()
    .label("minimum_wage"),
    select(func.count(distinct(Signing.student_id)))
    .where(*_COLLEAGUES, Signing.student_id != _STUDENT, ACTIVE_SIGNING)
    .scalar_subquery()
    .label("students_there"),
    select(func.count(Image.id)).where(*_PROOFS).scalar_subquery().label("pictures"),
    select(func.count(Image.id))
    .where(*_PROOFS, handed_in_elsewhere(Image, _STUDENT))
    .scalar_subquery()
    .label("pictures_elsewhere"),
    _another_with("phone").label("phone_elsewhere"),
    _another_with("contact_phone").label("contact_elsewhere"),
    exists()
    .where(Student.id_number_index == _ID_NUMBER, Student.cohort == _COHORT, Student.id != _STUDENT)
    .label("id_elsewhere"),
).execution_options(as_system=True)


def findings(work: UnitOfWork, signing: Signing, content: Content) -> list[Finding]:
    """What the rules find in a signing as it was handed in."""
    return run(facts(work, signing, content))


def facts(work: UnitOfWork, signing: Signing, content: Content, *, proven: bool | None = None) -> Facts:
    """What the rules compare of a signing with that content; ``proven`` where it is not only what was handed in."""
    student, contact = signing.student, str(content.get("contact_phone", ""))
    asked = {
        "school_id": signing.school_id,
        "cohort": signing.cohort,
        "student_id": signing.student_id,
        "signing_id": signing.id,
        "uscc": signing.uscc,
        "id_number": student.id_number_index,
        "phone": student.phone_index or "",
        "contact_phone": keyring().index(contact) if contact else "",
    }
    found = work.session.execute(_ASKED, asked).one()
    return Facts(
        kind=signing.kind,
        content=content,
        nature=current(signing, content).get("unit_nature", ""),
        uscc=signing.uscc,
        phone=student.phone,
        origin=student.origin,
        proven=bool(found.pictures) if proven is None else proven,
        **found._mapping,
    )
