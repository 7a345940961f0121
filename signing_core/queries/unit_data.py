"""单位信息 of a signing: what the employer registered or the student entered, and how the office corrected it."""

from signing_core.catalogues.unit_data import UNIT_DATA
from signing_core.fields import Content
from signing_core.models import Signing
from signing_core.states import SigningKind


def registered(signing: Signing, terms: Content) -> dict[str, str]:
    """The unit's own data under the names of the correctable fields; of a paper agreement from its terms."""
    if signing.kind is SigningKind.PAPER:
        return {field.name: str(terms.get(field.name, "")) for field in UNIT_DATA}
    employer = signing.employer
    return {
        "unit_nature": employer.nature,
        "unit_industry": employer.industry,
        "unit_place": employer.place,
        "unit_address": employer.address,
    }


def current(signing: Signing, terms: Content) -> dict[str, str]:
    """The same as the office corrected them; the unit's own where it did not."""
    own = registered(signing, terms)
    corrected = {name: getattr(signing, name) for name in own}
    return {name: own[name] if corrected[name] is None else corrected[name] for name in own}
