"""The lifecycle of each kind of signing."""

from signing_core.states import SigningKind

from .machine import Lifecycle
from .online import ONLINE
from .paper import PAPER

LIFECYCLES: dict[SigningKind, Lifecycle] = {SigningKind.ONLINE: ONLINE, SigningKind.PAPER: PAPER}


def lifecycle_of(kind: SigningKind) -> Lifecycle:
    return LIFECYCLES[kind]
