"""单位信息 of a signing: what the employer registered, and what the office reads in its place."""

from signing_core.models import Signing


def registered(signing: Signing) -> dict[str, str]:
    """The employer's own data under the names of the correctable fields."""
    employer = signing.employer
    return {
        "unit_nature": employer.nature,
        "unit_industry": employer.industry,
        "unit_place": employer.place,
        "unit_address": employer.address,
    }


def current(signing: Signing) -> dict[str, str]:
    """The same as the office corrected them; the employer's own where it did not."""
    own = registered(signing)
    corrected = {name: getattr(signing, name) for name in own}
    return {name: own[name] if corrected[name] is None else corrected[name] for name in own}
