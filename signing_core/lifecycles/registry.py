"""Every lifecycle: that of each kind of signing, and that of a request to end one."""

from signing_core.states import SigningKind

from .machine import Lifecycle
from .online import ONLINE
from .rescission import RESCISSION

OF_KIND: dict[SigningKind, Lifecycle] = {SigningKind.ONLINE: ONLINE}
LIFECYCLES: dict[str, Lifecycle] = dict(OF_KIND) | {"RESCISSION": RESCISSION}


def lifecycle_of(kind: SigningKind) -> Lifecycle:
    return OF_KIND[kind]
