"""What is likely to happen in a random life, and how likely it is."""

from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from tests.property.cast import CLOCKS, DETAILS, KINDS, NEW, PARTIES, PASSES, REVIEWS, TRIGGERS, Who

STUDENTS, FIRMS = st.integers(0, 1), st.integers(0, 2)
ANYBODY = st.sampled_from(
    [
        *(Who("STUDENT", n) for n in range(2)),
        *(Who("EMPLOYER", n) for n in range(3)),
        *(Who(role, n) for role in ("COLLEGE", "SCHOOL") for n in range(2)),
        Who("PROVINCE"),
    ]
)
OFFICE = st.sampled_from([Who("SCHOOL", 0), Who("SCHOOL", 0), Who("COLLEGE", 0), Who("COLLEGE", 1)])
SELDOM = st.sampled_from([False] * 11 + [True])
DEAL = st.sampled_from(range(60))
NEXT = {  # what is likely to come of each situation, as often as it stands here
    "INVITED": ["accept", "accept", "accept", "accept", "accept", "accept", "decline", "revise"],
    "AWAITING_REVIEW": ["approve", "approve", "propose", "approve", "reject", "send_back", "propose"],
    "AWAITING_REVIEW PROPOSED": ["retract", "agree_change", "refuse_change", "agree_change", "reject", "agree_change"],
    "RETURNED": ["propose", "propose", "propose", "revoke", "reject"],
    "RETURNED PROPOSED": [
        "agree_change",
        "refuse_change",
        "retract",
        "agree_change",
        "revoke",
        "agree_change",
        "reject",
    ],
    "REJECTED": ["revoke"],
    "APPROVED": ["ask", "ask", "ask", "ask", "revoke", "force"],
    "APPROVED AWAITING_COUNTERPART": ["agree", "disagree", "agree", "deny", "agree", "disagree", "force"],
    "APPROVED AWAITING_REVIEW": ["grant", "grant", "deny", "force", "revoke"],
    "PAPER DRAFT": ["preview", "preview", "preview", "preview", "save", "discard", "generate"],
    "PAPER DRAFT PREVIEWED": ["generate", "generate", "generate", "generate", "generate", "save", "discard"],
    "PAPER FORM_REVIEW": ["approve_form", "send_back", "approve_form", "approve_form", "reject_form", "approve_form"],
    "PAPER FORM_RETURNED": ["preview", "preview", "save", "revoke", "reject_form"],
    "PAPER FORM_RETURNED PREVIEWED": ["generate", "generate", "generate", "revoke", "reject_form"],
    "PAPER FORM_REJECTED": ["preview", "save", "discard"],
    "PAPER AWAITING_FEEDBACK": ["upload", "upload", "upload", "upload", "upload", "submit", "force"],
    "PAPER AWAITING_FEEDBACK SCANS": ["submit", "submit", "submit", "submit", "upload", "take_back"],
    "PAPER AWAITING_REVIEW": ["approve", "reject", "approve", "approve", "force", "approve"],
    "PAPER REJECTED": ["upload", "upload", "upload", "revoke", "force"],
    "PAPER REJECTED SCANS": ["submit", "submit", "submit", "take_back", "revoke"],
    "PAPER APPROVED": ["prove", "prove", "prove", "prove", "revoke", "force"],
    "PAPER APPROVED PROOFS": ["ask_on_paper", "ask_on_paper", "ask_on_paper", "prove", "revoke"],
    "PAPER APPROVED AWAITING_REVIEW": ["grant", "deny", "grant", "deny", "force"],
    "DESTINATION DRAFT": ["upload", "upload", "upload", "send", "fill", "choose"],
    "DESTINATION DRAFT SCANS": ["send", "send", "send", "send", "fill", "choose", "take_back"],
    "DESTINATION AWAITING_REVIEW": ["approve", "send_back", "approve", "recall", "approve", "reject", "approve"],
    "DESTINATION RETURNED": ["send", "fill", "choose", "upload", "revoke", "recall", "reject"],
    "DESTINATION RETURNED SCANS": ["send", "send", "revoke", "recall"],
    "DESTINATION REJECTED": ["fill", "upload", "upload", "choose", "revoke"],
    "DESTINATION REJECTED SCANS": ["send", "send", "fill", "revoke"],
    "DESTINATION APPROVED": ["ask_release", "ask_release", "ask_release", "prove", "prove", "revoke", "force"],
    "DESTINATION APPROVED PROOFS": ["ask_release", "ask_release", "ask_release", "revoke"],
    "DESTINATION APPROVED AWAITING_REVIEW": ["grant", "deny", "grant", "force"],
    "AWAITING_REVIEW PASSED": ["approve", "approve", "propose", "approve", "reject", "send_back"],
    "APPROVED PASSED AWAITING_REVIEW": ["grant", "grant", "deny", "force"],
    "PAPER FORM_REVIEW PASSED": ["approve_form", "approve_form", "send_back", "reject_form"],
    "PAPER AWAITING_REVIEW PASSED": ["approve", "approve", "reject", "force"],
    "PAPER APPROVED PASSED AWAITING_REVIEW": ["grant", "deny"],
    "DESTINATION AWAITING_REVIEW PASSED": ["approve", "approve", "send_back", "recall"],
    "DESTINATION APPROVED PASSED AWAITING_REVIEW": ["grant", "deny"],
}
FIRST = {"approve": "college_pass", "approve_form": "college_pass", "grant": "pass_request"}  # where two levels review
AT_THE_EDGE = st.sampled_from(["accept", "accept", "decline", "revise", "invite", "withdraw"])
AT_THE_EDGE_OF_A_CHANGE = st.sampled_from(["agree_change", "refuse_change", "retract", "propose", "approve", "sweep"])
DECISIONS = st.sampled_from(sorted(REVIEWS))
EVERYTHING = st.sampled_from([t for t in (*TRIGGERS, *sorted(PASSES)) if t not in CLOCKS | NEW])
CIRCUMSTANCES = st.sampled_from([*KINDS, "restriction", "standing", "plan", "cap", "levels"])
SETTERS = st.sampled_from([Who("SCHOOL", 0), Who("SCHOOL", 0), Who("COLLEGE", 0), Who("PROVINCE")])
BLINK = timedelta(microseconds=1)
TURNS = st.tuples(st.sampled_from([False, False, False, True]), SELDOM)


def moves(name: str, *, weight: int = 1, **facts: st.SearchStrategy[Any]) -> list[st.SearchStrategy[Any]]:
    """One method of a life with its arguments, as often as it is to come up: the same strategy twice counts once."""
    return [st.tuples(st.just(name), st.fixed_dictionaries(facts)) for _ in range(weight)]


# One rule with weights of its own: hypothesis would leave rules out of whole lives, and most lives need them all.
MOVES = st.one_of(
    *moves("life_goes_on", weight=14, number=DEAL, turn=st.sampled_from(range(60)), by=OFFICE, stale=SELDOM),
    *moves("begin", weight=2, student=STUDENTS),
    *moves("register", weight=3, student=STUDENTS, detail=st.sampled_from(DETAILS)),
    *moves("destination_goes_on", weight=9, number=DEAL, turn=st.sampled_from(range(60)), by=OFFICE, stale=SELDOM),
    *moves("paper_goes_on", weight=10, number=DEAL, turn=st.sampled_from(range(60)), by=OFFICE, stale=SELDOM),
    *moves("invite", weight=2, firm=FIRMS, student=STUDENTS, days=st.sampled_from([1, 5, 30]), incomplete=SELDOM),
    *moves(
        "act_at_the_edge", weight=2, number=DEAL, edge=st.sampled_from([-BLINK, 0 * BLINK, BLINK]), kind=AT_THE_EDGE
    ),
    *moves(
        "change_at_the_edge",
        weight=2,
        number=DEAL,
        edge=st.sampled_from([-BLINK, 0 * BLINK, BLINK]),
        kind=AT_THE_EDGE_OF_A_CHANGE,
        by=OFFICE,
    ),
    *moves(
        "employer_acts",
        number=DEAL,
        kind=st.sampled_from(["revise", "revise", "withdraw", "propose", "retract"]),
        stale=SELDOM,
        incomplete=SELDOM,
    ),
    *moves("student_answers", number=DEAL, kind=st.sampled_from(["accept", "accept", "decline"]), stale=SELDOM),
    *moves(
        "party_acts", number=DEAL, kind=st.sampled_from(sorted(PARTIES)), by=STUDENTS, stale=SELDOM, wordless=SELDOM
    ),
    *moves("office_decides", number=DEAL, kind=DECISIONS, by=OFFICE, stale=SELDOM, wordless=SELDOM),
    *moves("anybody_tries", weight=2, number=DEAL, kind=EVERYTHING, by=ANYBODY),
    *moves("time_passes", weight=5, hours=st.sampled_from([0, 0, 1, 11, 24, 24])),
    *moves("the_world_turns", kind=CIRCUMSTANCES, student=STUDENTS, firm=FIRMS, by=SETTERS, turns=TURNS),
)
