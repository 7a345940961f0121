"""Sign-ins, kept for their holders to look at."""

from signing_core.actors import SYSTEM, Actor
from signing_core.models import SignIn
from signing_core.work import Services


def note(services: Services, actor: Actor) -> None:
    """Somebody has just signed in, from that device."""
    with services.working(SYSTEM) as work:
        work.session.add(SignIn(account_id=actor.account_id, at=work.at, device=actor.device))
