"""The forms of 管理员, and what its pages say of an account."""

from datetime import datetime
from typing import Any

from flask_wtf import FlaskForm
from wtforms import DateField, SelectChoice, SelectField, StringField
from wtforms.validators import Length, Optional

from portals.forms import checked, required
from signing_core import masking, values
from signing_core.actors import Role
from signing_core.clock import as_minute
from signing_core.errors import Problems
from signing_core.models import Account, School
from signing_core.queries import narrowing, schools, staff
from signing_core.use_cases.schools import college_named
from signing_core.use_cases.staff import Deputy, last_day_of, last_day_until, place_name
from signing_core.work import UnitOfWork

IN_USE, UNSET, OVER, DISABLED = "使用中", "未设置密码", "代理已到期", "已停用"
NONE = SelectChoice("", "请选择")


class PersonForm(FlaskForm):
    name = StringField("名称", [required(), Length(max=120)], description="姓名或岗位，办理记录里显示这个名称。")
    email = StringField(
        "邮箱",
        [Optional(), checked(values.email)],
        description="填写后，设置密码的链接同时发到这个邮箱。",
        render_kw={"inputmode": "email", "autocomplete": "off"},
    )


class AccountForm(PersonForm):
    """A new account."""

    login = StringField(
        "登录名", [required(), Length(max=60)], description="全系统唯一。", render_kw={"autocomplete": "off"}
    )
    place = SelectField("所属单位", [required()], validate_choice=False)
    deputy_of = SelectField(
        "代理", [Optional()], validate_choice=False, description="代替本单位哪个账号办理；不是代理则不选。"
    )
    last_day = DateField("代理最后一天", [Optional()], description="含当天，过后账号自动失效。")


class ChangeForm(PersonForm):
    """What can be changed later."""

    last_day = DateField("代理最后一天", [Optional()], description="含当天；往后改为延长，往前改为提前结束。")


def offer(work: UnitOfWork, form: AccountForm) -> None:
    """What the choices of a new account are: below the actor."""
    deputised = staff.deputised(work)
    form.place.choices = [NONE, *places(work)]
    form.deputy_of.choices = [
        SelectChoice("", "不是代理"),
        *(SelectChoice(one.public_id, f"{one.name}（{one.login}，{place_name(one)}）") for one in deputised),
    ]


def places(work: UnitOfWork) -> list[SelectChoice]:
    """The colleges of the school, or the schools of the province."""
    if work.actor.role is Role.SCHOOL:
        return [SelectChoice(name, name) for name in narrowing.colleges(work.session)]
    return [SelectChoice(one.code, f"{one.code} {one.name}") for one in schools.every(work)]


def made(work: UnitOfWork, form: AccountForm) -> dict[str, Any]:
    """What ``create_staff`` is told."""
    facts: dict[str, Any] = {name: form[name].data or "" for name in ("login", "name", "email")}
    return facts | placed(work, form.place.data) | {"deputy": deputy_of(work, form)}


def placed(work: UnitOfWork, chosen: str) -> dict[str, Any]:
    if work.actor.role is Role.SCHOOL:
        school = work.session.get_one(School, work.actor.school_id)
        return {"school": school, "college": college_named(work, chosen)}
    return {"school": schools.by_code(work, chosen)}


def deputy_of(work: UnitOfWork, form: AccountForm) -> Deputy | None:
    """Whom it stands in for, and until when: both or neither; raises Problems."""
    chosen, last_day = form.deputy_of.data, form.last_day.data
    if chosen and not last_day:
        raise Problems({"last_day": "代理须填写最后一天。"})
    if last_day and not chosen:
        raise Problems({"deputy_of": "请选择代替哪个账号办理。"})
    return Deputy(of=work.get(Account, chosen), last_day=last_day) if chosen else None


def filled(account: Account) -> dict[str, Any]:
    return {"name": account.name, "email": account.email, "last_day": last_day_of(account)}


def about(account: Account, *, stepped: bool) -> list[tuple[str, str]]:
    """What the account is."""
    return [
        ("登录名", account.login or ""),
        ("名称", account.name),
        ("身份", account.role.label),
        ("所属单位", place_name(account)),
        ("邮箱", masking.email(account.email) if account.email else ""),
        ("代理", f"{account.deputy_of.name} 至 {last_day_of(account)}" if account.deputy_of else "不是代理"),
        ("两步验证", "已开启" if stepped else "未开启"),
        ("新建时间", as_minute(account.created_at)),
        ("停用时间", as_minute(account.disabled_at) if account.disabled_at else ""),
    ]


def deputy_line(row: Any) -> str:
    """For whom, and until when."""
    return f"代理 {row.deputy_of}，至 {last_day_until(row.ends_at)}" if row.ends_at else ""


def status_of(account: Any, now: datetime) -> str:
    """Whether it may sign in; of an account or of a row of the list."""
    if account.disabled_at is not None:
        return DISABLED
    if account.ends_at is not None and now >= account.ends_at:
        return OVER
    return IN_USE if account.password_hash is not None else UNSET
