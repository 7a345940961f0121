"""院系: the school's colleges, whom to turn to at each, and at the school's own office."""

from collections.abc import Callable

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import Length

from portals.forms import checked, mark, required
from portals.web import reading, working
from signing_core import values
from signing_core.actors import Role
from signing_core.errors import BadValue, Problems
from signing_core.models import School
from signing_core.queries import places
from signing_core.use_cases import schools
from signing_core.use_cases.schools import CONTACT_FIELDS, Place
from signing_core.work import UnitOfWork

from .base import ConsolePage


class NameForm(FlaskForm):
    name = StringField("院系名称", [required(), Length(max=120)], render_kw={"autocomplete": "off"})


class ContactForm(FlaskForm):
    """Whom to turn to."""

    office = StringField("办公室", [required(), Length(max=CONTACT_FIELDS["office"])])
    person = StringField("联系人", [Length(max=CONTACT_FIELDS["person"])])
    phone = StringField("联系电话", [checked(lambda typed: typed and values.contact_phone(typed))])
    hours = StringField("办公时间", [Length(max=CONTACT_FIELDS["hours"])], description="如：工作日 9:00-17:00")


class CollegesView(ConsolePage):
    """Only the school's own office; a college reads its contact on the pages that name it."""

    who = frozenset({Role.SCHOOL})

    @expose("/")
    def index(self) -> ResponseReturnValue:
        return self.show(NameForm(formdata=None))

    def show(self, form: NameForm, contact: ContactForm | None = None) -> str:
        with reading() as work:
            found = places.colleges(work)
            own = places.contact_of(work, school_id=work.actor.school_id)
        contact = contact or ContactForm(formdata=None, obj=own)
        return self.render("admin/colleges.html", colleges=found, form=form, contact=contact)

    @expose("/add", methods=["POST"])
    def add(self) -> ResponseReturnValue:
        form, then = NameForm(), self.get_url(".index")
        if form.validate():
            try:
                with working(then=then) as work:
                    college = schools.add_college(work, own_school(work), form.name.data)
            except BadValue as problem:
                form.name.errors = [problem.message]
            else:
                flash(f"已新建院系“{college.name}”。", "success")
                return redirect(then, 303)
        return self.show(form), 422

    @expose("/office", methods=["POST"])
    def office(self) -> ResponseReturnValue:
        """学校联系方式."""
        form, then = ContactForm(), self.get_url(".index")
        if saved(form, then, lambda work: Place(own_school(work))):
            return redirect(then, 303)
        return self.show(NameForm(formdata=None), form), 422

    @expose("/edit")
    def edit(self) -> ResponseReturnValue:
        """One college: its name and its contact."""
        return self.show_one(request.args.get("name", ""))

    def show_one(self, name: str, form: NameForm | None = None, contact: ContactForm | None = None) -> str:
        with reading() as work:
            college = schools.college_named(work, name)
            kept = places.contact_of(work, school_id=college.school_id, college_id=college.id)
        return self.render(
            "admin/college.html",
            college=college,
            form=form or NameForm(formdata=None, obj=college),
            contact=contact or ContactForm(formdata=None, obj=kept),
            return_url=self.get_url(".index"),
        )

    @expose("/rename", methods=["POST"])
    def rename(self) -> ResponseReturnValue:
        form, name = NameForm(), request.args.get("name", "")
        then = self.get_url(".edit", name=values.tidy(form.name.data or ""))
        if form.validate():
            try:
                with working(then=then) as work:
                    schools.rename_college(work, schools.college_named(work, name), form.name.data)
            except BadValue as problem:
                form.name.errors = [problem.message]
            else:
                flash("院系名称已保存，签约管理中随之改变，已生成的协议书不变。", "success")
                return redirect(then, 303)
        return self.show_one(name, form=form), 422

    @expose("/contact", methods=["POST"])
    def contact(self) -> ResponseReturnValue:
        form, name = ContactForm(), request.args.get("name", "")
        then = self.get_url(".edit", name=name)
        if saved(form, then, lambda work: Place(own_school(work), schools.college_named(work, name))):
            return redirect(then, 303)
        return self.show_one(name, contact=form), 422

    @expose("/delete", methods=["POST"])
    def delete(self) -> ResponseReturnValue:
        then = self.get_url(".index")
        with working(then=then) as work:
            college = schools.college_named(work, request.args.get("name", ""))
            schools.delete_college(work, college)
        flash(f"院系“{college.name}”已删除。", "success")
        return redirect(then, 303)


def own_school(work: UnitOfWork) -> School:
    return work.session.get_one(School, work.actor.school_id)


def saved(form: ContactForm, then: str, place: Callable[[UnitOfWork], Place]) -> bool:
    """Keep a contact; false where the form is to be mended."""
    if not form.validate():
        return False
    typed = {name: form[name].data or "" for name in CONTACT_FIELDS}
    try:
        with working(then=then) as work:
            schools.set_contact(work, place(work), typed)
    except Problems as problems:
        mark(form, problems)
        return False
    flash("联系方式已保存。", "success")
    return True
