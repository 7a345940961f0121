"""What documents say of a student, in full once the agreement holds."""

from typing import Any

from . import masking
from .frozen import Pair


def student_facts(student: Any, *, final: bool) -> list[Pair]:
    """The roster's facts with their labels; before the agreement holds the ID number and the phone are masked."""
    phone = student.phone or ""
    return [
        ("姓名", student.name),
        ("性别", student.gender),
        ("身份证号", student.id_number if final else masking.id_number(student.id_number)),
        ("联系电话", phone if final or not phone else masking.phone(phone)),
        ("学号", student.student_number),
        ("毕业学校", student.school.name),
        ("学院", student.college.name),
        ("专业", student.major),
        ("学历", student.education),
    ]
