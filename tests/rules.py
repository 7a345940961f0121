"""The rules of a signing as tests hold them against the product: typed by hand, and nothing of the product's code."""

SIGNED, STUDENT_SIGNED = "您已有生效中的签约。", "学生已有生效中的签约。"  # to the student itself, and to others
IN_FORCE = {
    "ONLINE": {"APPROVED"},
    "PAPER": {"AWAITING_FEEDBACK", "AWAITING_REVIEW", "REJECTED", "APPROVED"},
    "DESTINATION": set(),
}
ACTIVE = {
    "ONLINE": {"AWAITING_REVIEW", "RETURNED", "APPROVED"},
    "PAPER": {"FORM_REVIEW", "FORM_RETURNED", *IN_FORCE["PAPER"]},
    "DESTINATION": {"AWAITING_REVIEW", "RETURNED", "APPROVED"},
}
IN_ENTRY = {"PAPER": {"DRAFT", "FORM_REJECTED"}, "DESTINATION": {"DRAFT", "REJECTED"}}
FINAL = {"RESCINDED", "RELEASED", "DECLINED", "EXPIRED", "WITHDRAWN"}
OPEN = {"AWAITING_COUNTERPART", "AWAITING_REVIEW"}
NUMBERED = {"ONLINE": "1", "PAPER": "2"}
OFFICE = {"COLLEGE", "SCHOOL"}
PARTIES = {"STUDENT": "s", "EMPLOYER": "e"}
IN_CONSOLE = (
    "FORM_REVIEW",
    "FORM_RETURNED",
    "FORM_REJECTED",
    "AWAITING_FEEDBACK",
    "AWAITING_REVIEW",
    "RETURNED",
    "REJECTED",
    "APPROVED",
    "RESCINDED",
    "RELEASED",
)
BEFORE_THE_REVIEW = {("AWAITING_REVIEW", "AWAITING_REVIEW"), ("RETURNED", "RETURNED")}
WHILE_APPROVED = {("APPROVED", "APPROVED")}
PASSED = {("AWAITING_REVIEW", "AWAITING_REVIEW")}
RESCISSIONS = {
    "AWAITING_COUNTERPART": "待对方处理",
    "AWAITING_REVIEW": "等待解约审核",
    "DECLINED": "对方不同意",
    "REJECTED": "解约审核不通过",
    "APPROVED": "解约审核通过",
}
FORCED = "已由学校强制解约"
TURNS = {
    "ONLINE": {"INVITED": "STUDENT", "AWAITING_REVIEW": "OFFICE", "RETURNED": "EMPLOYER"},
    "PAPER": {
        "DRAFT": "STUDENT",
        "FORM_REVIEW": "OFFICE",
        "FORM_RETURNED": "STUDENT",
        "AWAITING_FEEDBACK": "STUDENT",
        "AWAITING_REVIEW": "OFFICE",
        "REJECTED": "STUDENT",
    },
    "DESTINATION": {"DRAFT": "STUDENT", "AWAITING_REVIEW": "OFFICE", "RETURNED": "STUDENT"},
}
OTHER = {"STUDENT": "EMPLOYER", "EMPLOYER": "STUDENT"}
CLOSED_BY = {  # what became of a proposal, and the entry that tells it
    "AGREED": {"同意修改"},
    "REFUSED": {"拒绝修改"},
    "WITHDRAWN": {"撤回修改"},
    "LAPSED": {"修改逾期未答复"},
    "CLOSED": {"签约审核不通过"},
}

# What one entry of an online signing may say: its label, the states before and after, who acted, whom it is told to:
# s the student, e the employer, o the party that did not act. A rescission's approval is told once, by its first entry.
ONLINE = {
    "发起邀约": ({("", "INVITED")}, {"EMPLOYER"}, "s"),
    "修改邀约": ({("INVITED", "INVITED")}, {"EMPLOYER"}, "s"),
    "撤回邀约": ({("INVITED", "WITHDRAWN")}, {"EMPLOYER"}, "s"),
    "同意签约，待管理员审核": ({("INVITED", "AWAITING_REVIEW")}, {"STUDENT"}, "e"),
    "拒绝签约": ({("INVITED", "DECLINED")}, {"STUDENT"}, "e"),
    "邀约过期": ({("INVITED", "EXPIRED")}, {"SYSTEM"}, "e"),
    "院系初审通过": (PASSED | WHILE_APPROVED, {"COLLEGE"}, ""),
    "签约审核通过": ({("AWAITING_REVIEW", "APPROVED")}, OFFICE, "se"),
    "签约审核不通过": ({("AWAITING_REVIEW", "REJECTED"), ("RETURNED", "REJECTED")}, OFFICE, "se"),
    "退回修改": ({("AWAITING_REVIEW", "RETURNED")}, OFFICE, "se"),
    "撤回审核": ({(state, "AWAITING_REVIEW") for state in ("APPROVED", "REJECTED", "RETURNED")}, OFFICE, "se"),
    "修改协议书": (BEFORE_THE_REVIEW, {"EMPLOYER"}, "s"),
    "撤回修改": (BEFORE_THE_REVIEW, {"EMPLOYER"}, "s"),
    "同意修改": ({(state, "AWAITING_REVIEW") for state in ("AWAITING_REVIEW", "RETURNED")}, {"STUDENT"}, "e"),
    "拒绝修改": (BEFORE_THE_REVIEW, {"STUDENT"}, "e"),
    "修改逾期未答复": (BEFORE_THE_REVIEW, {"SYSTEM"}, "e"),
    "发起解约申请": (WHILE_APPROVED, set(PARTIES), "o"),
    "同意解约": (WHILE_APPROVED, set(PARTIES), "o"),
    "不同意解约": (WHILE_APPROVED, set(PARTIES), "o"),
    "解约审核通过": (WHILE_APPROVED, OFFICE, "se"),
    "解约审核不通过": (WHILE_APPROVED, OFFICE, "se"),
    "解约申请终止": (WHILE_APPROVED, {"SCHOOL"}, ""),
    "签约解除": ({("APPROVED", "RESCINDED")}, OFFICE, ""),
    "学校强制解约": ({("APPROVED", "RESCINDED")}, {"SCHOOL"}, "se"),
    "修改单位信息": ({(state, state) for state in IN_CONSOLE}, OFFICE, ""),
}
# The same of a paper agreement. Saving writes no entry: what is generated from a draft begins from DRAFT.
PAPER = {
    "生成协议书": ({(state, "FORM_REVIEW") for state in ("DRAFT", "FORM_REJECTED", "FORM_RETURNED")}, {"STUDENT"}, ""),
    "院系初审通过": (PASSED | {("FORM_REVIEW", "FORM_REVIEW"), ("APPROVED", "APPROVED")}, {"COLLEGE"}, ""),
    "协议书审核通过，待反馈": ({("FORM_REVIEW", "AWAITING_FEEDBACK")}, OFFICE, "s"),
    "协议书审核不通过": ({(state, "FORM_REJECTED") for state in ("FORM_REVIEW", "FORM_RETURNED")}, OFFICE, "s"),
    "退回修改": ({("FORM_REVIEW", "FORM_RETURNED")}, OFFICE, "s"),
    "反馈签约资料": ({(state, "AWAITING_REVIEW") for state in ("AWAITING_FEEDBACK", "REJECTED")}, {"STUDENT"}, ""),
    "签约审核通过": ({("AWAITING_REVIEW", "APPROVED")}, OFFICE, "s"),
    "签约审核不通过": ({("AWAITING_REVIEW", "REJECTED")}, OFFICE, "s"),
    "撤回审核": (
        {("APPROVED", "AWAITING_REVIEW"), ("REJECTED", "AWAITING_REVIEW"), ("FORM_RETURNED", "FORM_REVIEW")},
        OFFICE,
        "s",
    ),
    "发起解约申请": (WHILE_APPROVED, {"STUDENT"}, ""),
    "解约审核通过": (WHILE_APPROVED, OFFICE, "s"),
    "解约审核不通过": (WHILE_APPROVED, OFFICE, "s"),
    "解约申请终止": (WHILE_APPROVED, {"SCHOOL"}, ""),
    "签约解除": ({("APPROVED", "RESCINDED")}, OFFICE, ""),
    "学校强制解约": ({(state, "RESCINDED") for state in IN_FORCE["PAPER"]}, {"SCHOOL"}, "s"),
    "修改单位信息": ({(state, state) for state in IN_CONSOLE}, OFFICE, ""),
}
# The same of another destination, which has no employer that could be told.
DESTINATION = {
    "提交审核": ({(state, "AWAITING_REVIEW") for state in ("DRAFT", "REJECTED", "RETURNED")}, {"STUDENT"}, ""),
    "院系初审通过": (PASSED | WHILE_APPROVED, {"COLLEGE"}, ""),
    "撤回": ({(state, "DRAFT") for state in ("AWAITING_REVIEW", "RETURNED")}, {"STUDENT"}, ""),
    "签约审核通过": ({("AWAITING_REVIEW", "APPROVED")}, OFFICE, "s"),
    "签约审核不通过": ({(state, "REJECTED") for state in ("AWAITING_REVIEW", "RETURNED")}, OFFICE, "s"),
    "退回修改": ({("AWAITING_REVIEW", "RETURNED")}, OFFICE, "s"),
    "撤回审核": ({(state, "AWAITING_REVIEW") for state in ("APPROVED", "REJECTED", "RETURNED")}, OFFICE, "s"),
    "申请解除": (WHILE_APPROVED, {"STUDENT"}, ""),
    "解约审核通过": (WHILE_APPROVED, OFFICE, "s"),
    "解约审核不通过": (WHILE_APPROVED, OFFICE, "s"),
    "解约申请终止": (WHILE_APPROVED, {"SCHOOL"}, ""),
    "解除": ({("APPROVED", "RELEASED")}, OFFICE, ""),
    "学校强制解除": ({("APPROVED", "RELEASED")}, {"SCHOOL"}, "s"),
    "修改单位信息": ({(state, state) for state in IN_CONSOLE}, OFFICE, ""),
}
ISSUING = {"ONLINE": {"签约审核通过"}, "PAPER": {"协议书审核通过，待反馈"}, "DESTINATION": set()}
ENTRIES = {"ONLINE": ONLINE, "PAPER": PAPER, "DESTINATION": DESTINATION}
MAY_HAND_IN = {"DESTINATION": "提交审核", "RESCISSION": "申请解除"}  # with images or, of another destination, without
HANDED_IN = {"FEEDBACK": "反馈签约资料", "RESCISSION": "发起解约申请"}  # the entry that tells it
ANSWERS = {"同意签约，待管理员审核", "拒绝签约"}
REMINDERS = ("还有两天到期", "今天是最后一天")  # how their subjects end
