"""The lifecycle of each kind of signing."""

from signing_core.states import SigningKind

from .machine import Lifecycle
from .online import ONLINE

LIFECYCLES: dict[SigningKind, Lifecycle] = {SigningKind.ONLINE: ONLINE}


def lifecycle_of(kind: SigningKind) -> Lifecycle:
    return LIFECYCLES[kind]
