"""Every lifecycle: that of each kind of signing, that of a request to end one, and that of an employer."""

from signing_core.states import SigningKind

from .destination import DESTINATION
from .employer import EMPLOYER
from .machine import Lifecycle
from .online import ONLINE
from .paper import PAPER
from .rescission import RESCISSION

OF_KIND: dict[SigningKind, Lifecycle] = {
    SigningKind.ONLINE: ONLINE,
    SigningKind.PAPER: PAPER,
    SigningKind.DESTINATION: DESTINATION,
}
LIFECYCLES: dict[str, Lifecycle] = dict(OF_KIND) | {"RESCISSION": RESCISSION, "EMPLOYER": EMPLOYER}


ENDING: dict[SigningKind, str] = {
    SigningKind.ONLINE: "rescind",
    SigningKind.PAPER: "rescind",
    SigningKind.DESTINATION: "release",
}


def lifecycle_of(kind: SigningKind) -> Lifecycle:
    return OF_KIND[kind]
