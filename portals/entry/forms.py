"""The forms of the entry pages."""

from flask_wtf import FlaskForm
from wtforms import PasswordField, SelectChoice, SelectField, StringField
from wtforms.validators import EqualTo, Length, Optional

from portals.forms import TEL, checked, one_time_code, required
from signing_core import values
from signing_core.models import Channel
from signing_core.use_cases.passwords import LONGEST, SHORTEST, acceptable

WAYS = [(Channel.SMS.value, "短信"), (Channel.MAIL.value, "邮件")]


class SignInForm(FlaskForm):
    login = StringField("登录名", [required(), Length(max=60)], render_kw={"autocomplete": "username"})
    password = PasswordField("密码", [required(), Length(max=LONGEST)], render_kw={"autocomplete": "current-password"})
    school = SelectField("毕业学校", validate_choice=False, default="")


class NewPasswordForm(FlaskForm):
    new = PasswordField(
        "新密码",
        [required(), checked(acceptable)],
        description=f"{SHORTEST} 至 {LONGEST} 个字符",
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        "再次输入新密码",
        [required(), EqualTo("new", "两次输入的密码不一致。")],
        render_kw={"autocomplete": "new-password"},
    )


class ChangePasswordForm(NewPasswordForm):
    old = PasswordField("原密码", [required()], render_kw={"autocomplete": "current-password"})


class IdentityForm(FlaskForm):
    student_number = StringField("学号", [required(), checked(values.student_number)])
    name = StringField("姓名", [required(), checked(values.person_name)], render_kw={"autocomplete": "name"})
    id_number = StringField("身份证号", [required(), checked(values.id_number)], render_kw={"autocomplete": "off"})
    phone = StringField("手机号", [required(), checked(values.mobile)], render_kw=TEL)


class CodeForm(NewPasswordForm):
    code = one_time_code()


class FirstCodeForm(CodeForm):
    email = StringField(
        "电子邮箱", [Optional(), checked(values.email)], render_kw={"type": "email", "autocomplete": "email"}
    )


class ForgottenForm(FlaskForm):
    login = StringField("登录名", [required(), Length(max=60)], render_kw={"autocomplete": "username"})
    school = StringField("毕业学校", [Length(max=120)], render_kw={"list": "schools", "autocomplete": "off"})
    by = SelectField("验证码接收方式", choices=[SelectChoice(*way) for way in WAYS])


class SecondStepForm(FlaskForm):
    code = StringField(
        "动态验证码",
        [required(), Length(max=40)],
        description="手机验证器显示的 6 位数字；手机不在身边时，可填写一个恢复码。",
        render_kw={"autocomplete": "one-time-code", "autofocus": True},
    )
