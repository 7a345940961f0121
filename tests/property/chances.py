"""What is likely to happen in a random life, and how likely it is."""

from hypothesis import strategies as st

from tests.property.cast import CLOCKS, NEW, REVIEWS, TRIGGERS, Who

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
    "APPROVED AWAITING_COUNTERPART": ["agree", "agree", "agree", "disagree", "deny", "force"],
    "APPROVED AWAITING_REVIEW": ["grant", "grant", "deny", "force", "revoke"],
    "PAPER DRAFT": ["preview", "preview", "preview", "preview", "save", "discard", "generate"],
    "PAPER DRAFT PREVIEWED": ["generate", "generate", "generate", "generate", "generate", "save", "discard"],
    "PAPER FORM_REVIEW": ["approve_form", "approve_form", "approve_form", "approve_form", "send_back", "reject_form"],
    "PAPER FORM_RETURNED": ["preview", "preview", "save", "revoke", "reject_form"],
    "PAPER FORM_RETURNED PREVIEWED": ["generate", "generate", "generate", "revoke", "reject_form"],
    "PAPER FORM_REJECTED": ["preview", "save", "discard"],
    "PAPER AWAITING_FEEDBACK": ["upload", "upload", "upload", "upload", "upload", "submit", "force"],
    "PAPER AWAITING_FEEDBACK SCANS": ["submit", "submit", "submit", "submit", "upload", "take_back"],
    "PAPER AWAITING_REVIEW": ["approve", "approve", "approve", "approve", "reject", "force"],
    "PAPER REJECTED": ["upload", "upload", "upload", "revoke", "force"],
    "PAPER REJECTED SCANS": ["submit", "submit", "submit", "take_back", "revoke"],
    "PAPER APPROVED": ["prove", "prove", "prove", "prove", "revoke", "force"],
    "PAPER APPROVED PROOFS": ["ask_on_paper", "ask_on_paper", "ask_on_paper", "prove", "revoke"],
    "PAPER APPROVED AWAITING_REVIEW": ["grant", "grant", "deny", "force"],
}
AT_THE_EDGE = st.sampled_from(["accept", "accept", "decline", "revise", "invite", "withdraw"])
AT_THE_EDGE_OF_A_CHANGE = st.sampled_from(["agree_change", "refuse_change", "retract", "propose", "approve", "sweep"])
DECISIONS = st.sampled_from(sorted(REVIEWS))
EVERYTHING = st.sampled_from([trigger for trigger in TRIGGERS if trigger not in CLOCKS | NEW])
CIRCUMSTANCES = st.sampled_from(["channel", "paper", "restriction", "standing", "plan", "cap"])
SETTERS = st.sampled_from([Who("SCHOOL", 0), Who("SCHOOL", 0), Who("COLLEGE", 0), Who("PROVINCE")])
TURNS = st.tuples(st.sampled_from([False, False, False, True]), SELDOM)
