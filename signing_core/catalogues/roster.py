"""The source record of a student: the check of each value by its label, and the name under which it is stored."""

from functools import lru_cache

from signing_core import values

from .checks import Check, line, one_of, optional

# A roster names the same few colleges and places again and again; what tells of one person is not kept.
remembered = lru_cache(maxsize=4096)

CHECKS: dict[str, Check] = {
    "学号": values.student_number,
    "姓名": values.person_name,
    "性别": remembered(one_of("性别")),
    "身份证号": values.id_number,
    "手机号": optional(values.mobile),
    "邮箱": optional(values.email),
    "学院": remembered(line(60)),
    "专业": remembered(line(60)),
    "班级": remembered(optional(line(60))),
    "学历": remembered(one_of("学历")),
    "毕业年度": remembered(values.cohort),
    "培养方式": remembered(one_of("培养方式")),
    "生源地": remembered(optional(values.place)),
}
FACT_OF = {
    "学号": "student_number",
    "姓名": "name",
    "性别": "gender",
    "身份证号": "id_number",
    "手机号": "phone",
    "邮箱": "email",
    "学院": "college",
    "专业": "major",
    "班级": "class_name",
    "学历": "education",
    "培养方式": "training",
    "生源地": "origin",
}
LABEL_OF = {fact: label for label, fact in FACT_OF.items()}
