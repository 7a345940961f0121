"""单位信息 of a signing: what the employer registered or the student entered, and how the office corrected it."""

from sqlalchemy import select

from signing_core.catalogues.agreements import correctable
from signing_core.fields import Content
from signing_core.models import Employer, Signing
from signing_core.states import EmployerState, SigningKind
from signing_core.work import UnitOfWork


def registered(signing: Signing, terms: Content) -> dict[str, str]:
    """The unit's own data under the names of the correctable fields; else from its terms."""
    if signing.kind is not SigningKind.ONLINE:
        return {field.name: str(terms.get(field.name, "")) for field in correctable(signing.kind, terms)}
    return of_employer(signing.employer)


def of_employer(employer: Employer) -> dict[str, str]:
    """What an employer registered, under the same names."""
    return {
        "unit_nature": employer.nature,
        "unit_industry": employer.industry,
        "unit_place": employer.place,
        "unit_address": employer.address,
    }


def known(work: UnitOfWork, uscc: str) -> dict[str, str]:
    """What anybody may know of the approved employer with just this code, under the names of 录入协议书; else nothing.

    Asked as the system: a student sees no employers but those that sent an invitation.
    """
    found = select(Employer).where(Employer.uscc == uscc, Employer.state == EmployerState.APPROVED)
    employer = work.session.scalars(found, execution_options={"as_system": True}).one_or_none()
    return {"unit_name": employer.name} | of_employer(employer) if employer else {}


def current(signing: Signing, terms: Content) -> dict[str, str]:
    """The same as the office corrected them; the unit's own where it did not."""
    own = registered(signing, terms)
    corrected = {name: getattr(signing, name) for name in own}
    return {name: own[name] if corrected[name] is None else corrected[name] for name in own}
