"""Demo signings: what happened to each student, day by day."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from signing_core.work import UnitOfWork

from .demo_acts import ACTS, Story

# How many students live it, then what happens: (days ago, act).
LIVES: tuple[tuple[int, tuple[tuple[int, str], ...]], ...] = (
    (12, ((25, "invite"), (23, "accept"), (20, "approve"))),
    (6, ((4, "invite"), (2, "accept"))),
    (3, ((15, "invite"), (13, "accept"), (11, "reject"))),
    (4, ((2, "invite"),)),
    (2, ((12, "invite"), (10, "decline"))),
    (3, ((20, "invite"), (14, "expire"))),
    (2, ((9, "invite"), (8, "withdraw"))),
    (2, ((26, "invite"), (24, "accept"), (22, "approve"), (5, "force"))),
    (1, ((4, "invite"), (1, "revise"))),
    (1, ((18, "invite"), (16, "accept"), (15, "approve"), (3, "revoke"))),
    (1, ((16, "invite"), (14, "accept"), (12, "reject"), (7, "invite_other"), (6, "accept"), (4, "college_approve"))),
    (1, ((3, "invite"), (2, "invite_other"))),
    (2, ((6, "list"),)),
    (1, ((9, "invite"), (7, "accept"), (2, "propose"))),
    (1, ((12, "invite"), (10, "accept"), (6, "propose"), (5, "agree_change"))),
    (1, ((12, "invite"), (10, "accept"), (6, "propose"), (5, "refuse_change"))),
    (1, ((8, "invite"), (6, "accept"), (3, "return"))),
    (1, ((10, "invite"), (8, "accept"), (6, "return"), (2, "propose"))),
    (2, ((24, "invite"), (22, "accept"), (20, "approve"), (3, "student_asks"))),
    (1, ((24, "invite"), (22, "accept"), (20, "approve"), (3, "employer_asks"))),
    (2, ((24, "invite"), (22, "accept"), (20, "approve"), (6, "employer_asks"), (4, "student_agrees"))),
    (1, ((26, "invite"), (24, "accept"), (22, "approve"), (9, "student_asks"), (8, "employer_agrees"), (6, "end"))),
    (1, ((26, "invite"), (24, "accept"), (22, "approve"), (9, "student_asks"), (8, "employer_disagrees"))),
    (1, ((26, "invite"), (24, "accept"), (22, "approve"), (9, "employer_asks"), (8, "student_agrees"), (6, "keep"))),
    (1, ((26, "invite"), (24, "accept"), (22, "approve"), (5, "student_asks"), (3, "force"))),
)
MINUTES_APART = 37


def lives() -> Iterator[tuple[tuple[int, str], ...]]:
    """One life after the other, as many as there are students to live them."""
    for count, life in LIVES:
        for _ in range(count):
            yield life


def tell(work: UnitOfWork, stories: Iterable[Story], now: datetime) -> None:
    """Let everything happen in the order of time, so that numbers and trails read as if they had been lived."""
    events = [
        (now - timedelta(days=days, minutes=MINUTES_APART * place % 600), place, act, story)
        for place, (story, life) in enumerate(zip(stories, lives(), strict=True))
        for days, act in life
    ]
    for at, _, act, story in sorted(events, key=lambda event: event[:2]):
        work.at = at
        ACTS[act](work, story)
