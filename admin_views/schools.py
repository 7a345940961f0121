"""学校, for the province: schools, their first accounts, whom to turn to, and the way to look at one's data."""

from flask import flash, redirect, session
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField, TextAreaField
from wtforms.validators import Length

from portals.forms import checked, mark, required
from portals.look import page_number, pager, searched
from portals.web import present_actor, reading, services, working
from signing_core import values
from signing_core.actors import Role
from signing_core.errors import BadValue, Problems, TooMany
from signing_core.queries import places
from signing_core.queries.schools import by_code
from signing_core.use_cases import break_glass, passwords, schools, staff
from signing_core.use_cases.schools import Place

from .base import ConsolePage
from .colleges import ContactForm, saved
from .staff import LINK


class SchoolForm(FlaskForm):
    """A new school with the first account of its office."""

    code = StringField("院校标识码", [required()], render_kw={"inputmode": "numeric", "maxlength": 5})
    name = StringField("学校名称", [required(), Length(max=120)])
    login = StringField(
        "就业办登录名",
        [required(), Length(max=60)],
        description="密码由就业办通过一次性链接设置。",
        render_kw={"autocomplete": "off"},
    )


class SchoolNameForm(FlaskForm):
    name = StringField("学校名称", [required(), Length(max=120)])


class LookForm(FlaskForm):
    """Why, and the password again."""

    reason = TextAreaField(
        "查看原因", [required(), checked(values.reason)], render_kw={"rows": 3, "maxlength": 200, "data-count": True}
    )
    password = PasswordField("登录密码", [required()], render_kw={"autocomplete": "current-password"})


class SchoolsView(ConsolePage):
    """Only the province."""

    who = frozenset({Role.PROVINCE})

    @expose("/")
    def index(self) -> ResponseReturnValue:
        return self.show()

    def show(self, contact: ContactForm | None = None) -> str:
        with reading() as work:
            found = places.schools(work, part=searched("search"), number=page_number())
            own = places.contact_of(work)
        contact = contact or ContactForm(formdata=None, obj=own)
        return self.render(
            "admin/schools.html", schools=found.rows, page=pager(found), contact=contact, sought=searched("search")
        )

    @expose("/contact", methods=["POST"])
    def office(self) -> ResponseReturnValue:
        """The province's own contact."""
        form, then = ContactForm(), self.get_url(".index")
        if saved(form, then, lambda _work: Place()):
            return redirect(then, 303)
        return self.show(form), 422

    @expose("/new", methods=("GET", "POST"))
    def new(self) -> ResponseReturnValue:
        form, status = SchoolForm(), 200
        if form.is_submitted():
            status = 422
            if form.validate():
                try:
                    return self.create(form)
                except Problems as problems:
                    mark(form, problems)
        page = self.render(
            "admin/form.html",
            form=form,
            page_title="新建学校",
            form_title="学校和就业办的第一个账号",
            return_url=self.get_url(".index"),
        )
        return page, status

    def create(self, form: SchoolForm) -> ResponseReturnValue:
        public_id = services().new_id()
        then = self.get_url("admin_staff.detail", public_id=public_id)
        with working(then=then) as work:
            with Problems.beside("code"):
                school = schools.create_school(work, code=form.code.data, name=form.name.data)
            with Problems.beside("login"):
                handle = staff.create_staff(work, login=form.login.data, school=school, public_id=public_id)
        session[LINK] = handle
        flash(f"已新建学校“{school.name}”，请把设置密码的链接交给学校就业办。", "success")
        return redirect(then, 303)

    @expose("/<code>")
    def detail(self, code: str) -> ResponseReturnValue:
        return self.show_one(code)

    def show_one(
        self,
        code: str,
        name: SchoolNameForm | None = None,
        contact: ContactForm | None = None,
        look: LookForm | None = None,
    ) -> str:
        with reading() as work:
            school = by_code(work, code)
            kept, office = places.contact_of(work, school_id=school.id), places.office(work, school)
        return self.render(
            "admin/school.html",
            school=school,
            office=office,
            form=name or SchoolNameForm(formdata=None, obj=school),
            contact=contact or ContactForm(formdata=None, obj=kept),
            look=look or LookForm(formdata=None),
            minutes=break_glass.LASTS.seconds // 60,
            return_url=self.get_url(".index"),
        )

    @expose("/<code>/rename", methods=["POST"])
    def rename(self, code: str) -> ResponseReturnValue:
        form, then = SchoolNameForm(), self.get_url(".detail", code=code)
        if form.validate():
            with working(then=then) as work:
                schools.rename_school(work, by_code(work, code), form.name.data)
            flash("学校名称已保存，已生成的协议书不变。", "success")
            return redirect(then, 303)
        return self.show_one(code, name=form), 422

    @expose("/<code>/contact", methods=["POST"])
    def contact(self, code: str) -> ResponseReturnValue:
        form, then = ContactForm(), self.get_url(".detail", code=code)
        if saved(form, then, lambda work: Place(by_code(work, code))):
            return redirect(then, 303)
        return self.show_one(code, contact=form), 422

    @expose("/<code>/look", methods=["POST"])
    def look(self, code: str) -> ResponseReturnValue:
        """Open the school's students and signings to this session for a while."""
        form, then = LookForm(), self.get_url("admin_signing.index_view")
        with reading() as work:
            by_code(work, code)
        if not form.validate():
            return self.show_one(code, look=form), 422
        try:
            passwords.confirm(services(), present_actor(), form.password.data)
        except (BadValue, TooMany) as problem:
            form.password.errors = [problem.message]
            return self.show_one(code, look=form), 422
        with working(then=then) as work:
            break_glass.open_school(work, by_code(work, code), token=current_user.id, reason=form.reason.data)
        flash("已开启，只能查看；查看完毕请点“结束访问”。", "success")
        return redirect(then, 303)

    @expose("/close", methods=["POST"])
    def close(self) -> ResponseReturnValue:
        then = self.get_url(".index")
        with working(then=then) as work:
            break_glass.close(work, token=current_user.id)
        flash("已结束查看学校数据。", "success")
        return redirect(then, 303)
