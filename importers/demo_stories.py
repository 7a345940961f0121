"""Demo signings: what happened to each student, day by day."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from signing_core.work import UnitOfWork

from .demo_acts import ACTS, Story
from .demo_destinations import DESTINATION_ACTS
from .demo_papers import PAPER_ACTS

PRINTED = ((15, "enter"), (14, "generate"), (11, "approve_form"))
PASSED = ((26, "enter"), (25, "generate"), (22, "approve_form"), (18, "hand_in"), (15, "approve"))
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
    (1, ((3, "enter"),)),
    (1, ((5, "enter"), (4, "preview"))),
    (4, ((5, "enter"), (3, "generate"))),
    (1, ((9, "enter"), (8, "generate"), (5, "return_form"))),
    (1, ((12, "enter"), (11, "generate"), (8, "return_form"), (4, "generate"))),
    (1, ((10, "enter"), (9, "generate"), (6, "reject_form"))),
    (1, ((20, "invite"), (18, "decline"), (10, "enter"), (9, "generate"), (6, "approve_form"))),
    (2, ((9, "enter"), (8, "generate"), (5, "approve_form"))),
    (1, ((9, "enter"), (8, "generate"), (6, "approve_form"), (2, "upload"))),
    (5, (*PRINTED, (3, "hand_in"))),
    (2, (*PRINTED, (4, "hand_in_same"))),
    (1, (*PRINTED, (8, "hand_in"), (6, "reject_feedback"))),
    (1, (*PRINTED, (9, "hand_in"), (7, "reject_feedback"), (2, "hand_in"))),
    (3, ((25, "enter"), (24, "generate"), (21, "approve_form"), (17, "hand_in"), (14, "approve"))),
    (2, (*PASSED, (3, "student_asks_on_paper"))),
    (1, (*PASSED, (9, "student_asks_on_paper"), (6, "end"))),
    (1, (*PASSED, (9, "student_asks_on_paper"), (6, "keep"))),
    (1, PASSED),
    (1, (*PASSED, (7, "student_asks_on_paper"), (4, "force"))),
    (1, ((16, "enter"), (15, "generate"), (12, "approve_form"), (5, "force"))),
    (1, ((3, "register_contract"),)),
    (2, ((5, "register_study"), (3, "send"))),
    (1, ((6, "register_army"), (4, "send"))),
    (1, ((3, "register_idle"), (2, "send"))),
    (1, ((8, "register_freelance"), (7, "send"), (5, "take_back"))),
    (1, ((9, "register_freelance"), (8, "send"), (5, "return_destination"))),
    (1, ((12, "register_contract"), (11, "send"), (8, "return_destination"), (4, "send"))),
    (1, ((10, "register_abroad"), (9, "send"), (6, "reject_destination"))),
    (1, ((14, "register_study"), (13, "send"), (11, "reject_destination"), (9, "send"), (6, "approve"))),
    (1, ((20, "invite"), (18, "decline"), (12, "register_study"), (11, "send"), (8, "college_approve"))),
    (2, ((22, "register_study"), (21, "send"), (18, "approve"))),
    (1, ((20, "register_army"), (19, "send"), (16, "approve"))),
    (1, ((18, "register_freelance"), (17, "send"), (14, "approve"))),
    (1, ((17, "register_abroad"), (16, "send"), (13, "approve"))),
    (1, ((15, "register_idle"), (14, "send"), (11, "college_approve"))),
    (1, ((16, "register_contract"), (15, "send"), (12, "approve"), (3, "revoke"))),
    (1, ((20, "register_army"), (19, "send"), (16, "approve"), (3, "student_asks_release"))),
    (1, ((24, "register_study"), (23, "send"), (20, "approve"), (9, "student_asks_release"), (6, "end"))),
    (1, ((23, "register_study"), (22, "send"), (19, "approve"), (9, "student_asks_release"), (6, "keep_destination"))),
    (1, ((22, "register_contract"), (21, "send"), (18, "approve"), (4, "force"))),
    (1, ((6, "plan_otherwise"),)),
)
MINUTES_APART = 37
EVERY_ACT = ACTS | PAPER_ACTS | DESTINATION_ACTS


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
        EVERY_ACT[act](work, story)
