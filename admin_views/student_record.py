"""修改生源信息: the form of one source record, filled with what is stored."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import SelectField, StringField

from portals.forms import required
from signing_core import masking
from signing_core.catalogues import codes
from signing_core.models import Student
from signing_core.queries import narrowing
from signing_core.use_cases.records import CORRECTED
from signing_core.work import UnitOfWork


def _one_of(name: str) -> list[str]:
    return list(codes.names(name))


class RecordForm(FlaskForm):
    student_number = StringField("学号", [required()])
    name = StringField("姓名", [required()])
    gender = SelectField("性别", choices=_one_of("性别"), validate_choice=False)
    id_number = StringField("身份证号", render_kw={"autocomplete": "off"})
    college = SelectField("学院", validate_choice=False)
    major = StringField("专业", [required()])
    class_name = StringField("班级")
    education = SelectField("学历", choices=_one_of("学历"), validate_choice=False)
    training = SelectField(
        "培养方式", choices=_one_of("培养方式"), validate_choice=False, description="只有非定向的学生参加网上签约。"
    )
    email = StringField("邮箱", render_kw={"inputmode": "email"})
    origin = StringField("生源地", description="从省级起写全称，如 湖北省武汉市洪山区。")


def form_of(work: UnitOfWork, student: Student) -> RecordForm:
    """As the record stands; in a POST as it was typed. The ID number is never filled in."""
    stored = {name: getattr(student, name) for name in CORRECTED if name not in {"college", "id_number"}}
    form = RecordForm(data=stored | {"college": student.college.name})
    form.college.choices = narrowing.colleges(work.session)
    form.id_number.description = f"现为 {masking.id_number(student.id_number)}，不改请留空。"
    return form


def typed(form: RecordForm) -> dict[str, Any]:
    """What was typed, by stored name."""
    return {name: form[name].data or "" for name in CORRECTED}
