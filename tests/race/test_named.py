"""The races that people run into: each in every way to meet, and whichever comes first, one of them is told."""

from collections import Counter

import pytest

from signing_core.work import Services
from tests.figures import SOAK, Record, note
from tests.race.pairs import LATE, Race, race_from
from tests.race.running import WAYS, run

TIMES = 200 if SOAK else 1
OPEN, AGREED = "APPROVED AWAITING_COUNTERPART", "APPROVED AWAITING_REVIEW"
PROPOSED, CORRECTED = "AWAITING_REVIEW PROPOSED", "RETURNED PROPOSED"
NOTHING, PREVIEWED, SCANS = "PAPER NOTHING", "PAPER DRAFT PREVIEWED", "PAPER AWAITING_FEEDBACK SCANS"
RETURNED, REFUSED = "PAPER FORM_RETURNED PREVIEWED", "PAPER FORM_REJECTED PREVIEWED"
DRAFT, SENT, TO_CORRECT = "DESTINATION DRAFT SCANS", "DESTINATION AWAITING_REVIEW", "DESTINATION RETURNED"
NO_PLACE, REFUSED_PLACE = "DESTINATION NOTHING", "DESTINATION REJECTED SCANS"
TAKEN, LEAVING = "DESTINATION APPROVED PROOFS", "DESTINATION APPROVED AWAITING_REVIEW"
NAMED = {  # the situation, and the two triggers
    "both sides ask at once": ("APPROVED", "ask", "ask"),
    "a request is agreed to while force closes it": (OPEN, "agree", "force"),
    "a request is not agreed to while force closes it": (OPEN, "disagree", "force"),
    "a request is granted while force closes it": (AGREED, "grant", "force"),
    "a review is revoked while one asks": ("APPROVED", "ask", "revoke"),
    "a review is revoked while a request is agreed to": (OPEN, "agree", "revoke"),
    "a review is revoked while a request is ended": (OPEN, "disagree", "revoke"),
    "an invitation is accepted while it is revised": ("INVITED", "accept", "revise"),
    "an invitation is accepted while it expires": ("INVITED", "accept", "sweep"),
    "a change is agreed to while it lapses": (PROPOSED, "agree_change", "sweep"),
    "a change is refused while it lapses": (PROPOSED, "refuse_change", "sweep"),
    "a correction is agreed to while it lapses": (CORRECTED, "agree_change", "sweep"),
    "a correction is agreed to while the return is revoked": (CORRECTED, "agree_change", "revoke"),
    "a change is agreed to while it is taken back": (PROPOSED, "agree_change", "retract"),
    "a change is agreed to while the office finds it lapsed": (PROPOSED, "agree_change", "approve"),
    "a change is agreed to while the office refuses all": (PROPOSED, "agree_change", "reject"),
    "a form is generated in two tabs": (PREVIEWED, "generate", "generate"),
    "a form is generated while another tab saves": (PREVIEWED, "generate", "save"),
    "a form is generated while another tab previews": (PREVIEWED, "generate", "preview"),
    "a form is generated while another tab lets it go": (PREVIEWED, "generate", "discard"),
    "a form is generated while an invitation is accepted": (PREVIEWED, "generate", "accept"),
    "a refused form is generated anew while an invitation is accepted": (REFUSED, "generate", "accept"),
    "two drafts are begun": (NOTHING, "begin", "begin"),
    "a draft is begun while an invitation is accepted": (NOTHING, "begin", "accept"),
    "a form is passed while it is returned": ("PAPER FORM_REVIEW", "approve_form", "send_back"),
    "a form is passed twice": ("PAPER FORM_REVIEW", "approve_form", "approve_form"),
    "a returned form is saved while it is refused": (RETURNED, "save", "reject_form"),
    "a returned form is generated while the return is revoked": (RETURNED, "generate", "revoke"),
    "a form is passed while it is refused": ("PAPER FORM_REVIEW", "approve_form", "reject_form"),
    "scans are submitted twice": (SCANS, "submit", "submit"),
    "scans are submitted while force ends all": (SCANS, "submit", "force"),
    "scans are submitted while one is uploaded": (SCANS, "submit", "upload"),
    "the last scan is taken back while it is submitted": (SCANS, "submit", "take_back"),
    "scans are submitted anew while the refusal is revoked": ("PAPER REJECTED SCANS", "submit", "revoke"),
    "two scans are uploaded where one has room": ("PAPER AWAITING_FEEDBACK ALMOST FULL", "upload", "upload"),
    "proof is uploaded while another asks with what is there": ("PAPER APPROVED PROOFS", "prove", "ask_on_paper"),
    "an ending is asked for while the review is revoked": ("PAPER APPROVED PROOFS", "ask_on_paper", "revoke"),
    "an ending is asked for while force ends all": ("PAPER APPROVED PROOFS", "ask_on_paper", "force"),
    "an ending on paper is granted while force closes it": ("PAPER APPROVED AWAITING_REVIEW", "grant", "force"),
    "a destination is approved while it is taken back": (SENT, "approve", "recall"),
    "a destination is refused while it is taken back": (SENT, "reject", "recall"),
    "a destination is returned while it is taken back": (SENT, "send_back", "recall"),
    "a destination is taken back in two tabs": (SENT, "recall", "recall"),
    "a destination is taken back while an invitation is accepted": (SENT, "recall", "accept"),
    "a destination is approved while an invitation is accepted": (SENT, "approve", "accept"),
    "a destination is approved while a form is generated": (SENT, "approve", "generate"),
    "a destination is refused while an invitation is accepted": (SENT, "reject", "accept"),
    "a destination is approved twice": (SENT, "approve", "approve"),
    "a destination is sent in two tabs": (DRAFT, "send", "send"),
    "a destination is sent while another tab saves": (DRAFT, "send", "fill"),
    "a destination is sent while another tab chooses anew": (DRAFT, "send", "choose"),
    "a destination is sent while an invitation is accepted": (DRAFT, "send", "accept"),
    "a destination is sent while a form is generated": (DRAFT, "send", "generate"),
    "a destination is sent while its proof is taken back": (DRAFT, "send", "take_back"),
    "a destination is sent while proof is uploaded": (DRAFT, "send", "upload"),
    "two destinations are begun": (NO_PLACE, "register", "register"),
    "a destination is begun while an invitation is accepted": (NO_PLACE, "register", "accept"),
    "a destination is begun while a form is generated": (NO_PLACE, "register", "generate"),
    "a correction is sent while the return is revoked": (TO_CORRECT, "send", "revoke"),
    "a correction is taken back while it is refused": (TO_CORRECT, "recall", "reject"),
    "a refusal is revoked while an invitation is accepted": (REFUSED_PLACE, "revoke", "accept"),
    "a refusal is revoked while it is sent anew": (REFUSED_PLACE, "revoke", "send"),
    "a release is asked for while the review is revoked": (TAKEN, "ask_release", "revoke"),
    "a release is granted while force closes it": (LEAVING, "grant", "force"),
    "a release is granted while it is refused": (LEAVING, "grant", "deny"),
}
IN_TWO_LEVELS = {
    "the college passes a signing twice": ("AWAITING_REVIEW", "college_pass", "college_pass"),
    "the college passes a signing while a change is proposed": ("AWAITING_REVIEW", "propose", "college_pass"),
    "the college passes a signing while the school refuses it": ("AWAITING_REVIEW", "reject", "college_pass"),
    "the college passes a form while the school returns it": ("PAPER FORM_REVIEW", "send_back", "college_pass"),
    "the college passes a destination while it is taken back": (SENT, "recall", "college_pass"),
    "the college passes a rescission while force closes it": (AGREED, "force", "pass_request"),
    "the college passes a rescission while the school refuses it": (AGREED, "deny", "pass_request"),
}
INVITED_AND_PREVIEWED = ["INVITED", PREVIEWED]
BESIDE = {
    PREVIEWED: ["INVITED"],
    REFUSED: ["INVITED"],
    NOTHING: ["INVITED"],
    DRAFT: INVITED_AND_PREVIEWED,
    SENT: INVITED_AND_PREVIEWED,
    NO_PLACE: INVITED_AND_PREVIEWED,
    REFUSED_PLACE: ["INVITED"],
}
TIMED = {"sweep": LATE, "approve": LATE}  # they find that the time of a change is over


def the_race(name: str) -> Race:
    situation, first, second = (NAMED | IN_TWO_LEVELS)[name]
    steps = (first, TIMED.get(first)), (second, TIMED.get(second))
    levels = "COLLEGE_THEN_SCHOOL" if name in IN_TWO_LEVELS else "EITHER"
    return race_from(situation, *steps, beside=BESIDE.get(situation, []), levels=levels)


@pytest.mark.parametrize("name", NAMED | IN_TWO_LEVELS)
def test_at_most_one_of_the_two_is_told_no(name: str) -> None:
    """Each of these happens alone or after the other; a race of two that can never happen would prove nothing."""
    outcomes = the_race(name).outcomes
    assert all(first or second for first, second, _ in outcomes)


def test_i1_i6_i7_i9_the_races_that_people_run_into_break_nothing(services: Services, record_property: Record) -> None:
    figures, wrong = Counter[str](), []
    database = services.database.engine.name
    for name in NAMED | IN_TWO_LEVELS:
        for way in WAYS[database] * TIMES:
            figures["races"] += 1
            wrong += [f"{name}, {way.__name__}: {p}" for p in run(services, the_race(name), way, figures)]
    figures["broken invariants or orders"] = len(wrong)
    note(record_property, f"named races, {database}: {dict(figures)}")
    assert wrong == []
