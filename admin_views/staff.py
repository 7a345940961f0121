"""管理员: staff accounts, their one-time links, and deputies with a last day."""

from typing import Any

from flask import flash, redirect, session
from flask.typing import ResponseReturnValue
from flask_admin import expose

from portals.forms import mark
from portals.look import TONES
from portals.web import present_actor, reading, services, working
from signing_core.actors import Role
from signing_core.errors import BadValue, NotFound, Problems
from signing_core.models import Account
from signing_core.queries import narrowing
from signing_core.queries import staff as accounts
from signing_core.use_cases import passwords, staff, totp

from . import staff_forms as forms
from .base import ConsoleView
from .staff_forms import AccountForm, ChangeForm

LINK = "link"  # of the cookie: a new link is shown by the next page, and by that one only


class StaffView(ConsoleView):
    """A school looks after its colleges' accounts, the province after the schools' and its own."""

    who = frozenset({Role.SCHOOL, Role.PROVINCE})
    model = Account
    queries = accounts
    columns = {  # noqa: RUF012
        "login": "登录名",
        "name": "名称",
        "role": "身份",
        "place": "所属单位",
        "deputy": "代理",
        "status": "状态",
    }
    kinds = dict.fromkeys(columns, "cell-brief") | {
        "login": "cell-lead",
        "deputy": "wrap",
        "status": "status cell-mark",
    }
    search_label = "按登录名、名称或单位"
    list_template = "admin/staff.html"

    def question(self) -> narrowing.Question:
        return narrowing.Question(cohort=0, queue=self.queue(), wanted=self.wanted())

    def get_pk_value(self, row: Any) -> str:
        return str(row.public_id)

    def cells(self, row: Any) -> tuple[Any, ...]:
        place = "".join(part for part in (row.school, row.college) if part) or row.role.label
        return (
            row.login,
            row.name,
            row.role.label,
            place,
            forms.deputy_line(row),
            forms.status_of(row, services().clock()),
        )

    @expose("/new", methods=("GET", "POST"))
    def new(self) -> ResponseReturnValue:
        form = AccountForm()
        with reading() as work:
            forms.offer(work, form)
        status = 200
        if form.is_submitted():
            status = 422
            if form.validate():
                try:
                    return self.create(form)
                except Problems as problems:
                    mark(form, problems)
                except BadValue as problem:
                    mark(form, Problems({"login": problem.message}))
        return self.render("admin/staff_new.html", form=form, return_url=self.list_url()), status

    def create(self, form: AccountForm) -> ResponseReturnValue:
        public_id = services().new_id()
        then = self.get_url(".detail", public_id=public_id)
        with working(then=then) as work:
            handle = staff.create_staff(work, **forms.made(work, form), public_id=public_id)
        session[LINK] = handle
        flash("账号已新建，请把设置密码的链接交给本人。", "success")
        return redirect(then, 303)

    @expose("/<public_id>")
    def detail(self, public_id: str) -> ResponseReturnValue:
        return self.show(public_id)

    def show(self, public_id: str, form: ChangeForm | None = None) -> str:
        with reading() as work:
            account = work.get(Account, public_id)
            if account.role not in staff.LOOKED_AFTER_BY:
                raise NotFound
            stepped = totp.in_use(work, account)
            facts = forms.about(account, stepped=stepped)
        form = form or ChangeForm(formdata=None, data=forms.filled(account))
        if account.deputy_of_id is None:
            del form.last_day
        handle, status = session.pop(LINK, None), forms.status_of(account, services().clock())
        return self.render(
            "admin/staff_account.html",
            person=account,
            facts=facts,
            stepped=stepped,
            form=form,
            link=passwords.address_of(services(), handle) if handle else "",
            days=passwords.LINK_LIVES.days,
            may_act=present_actor().role in staff.LOOKED_AFTER_BY[account.role],
            oneself=account.id == present_actor().account_id,
            heading_status=(status, TONES[status]),
            return_url=self.list_url(**self.asked()),
            asked=self.asked(),
        )

    @expose("/<public_id>/change", methods=["POST"])
    def change(self, public_id: str) -> ResponseReturnValue:
        form = ChangeForm()
        if not form.validate():
            return self.show(public_id, form), 422
        then = self.row_url(public_id)
        given = {"name": form.name.data, "email": form.email.data or "", "last_day": form.last_day.data}
        try:
            with working(then=self.keepable(then)) as work:
                staff.change(work, public_id, **given)
        except Problems as problems:
            mark(form, problems)
            return self.show(public_id, form), problems.status
        flash("账号已保存。", "success")
        return redirect(then, 303)

    @expose("/<public_id>/link", methods=["POST"])
    def link(self, public_id: str) -> ResponseReturnValue:
        then = self.row_url(public_id)
        with working(then=self.keepable(then)) as work:
            handle = staff.new_link(work, public_id)
        session[LINK] = handle
        flash("新的链接已生成，以前的链接作废。", "success")
        return redirect(then, 303)

    @expose("/<public_id>/second-step", methods=["POST"])
    def second_step(self, public_id: str) -> ResponseReturnValue:
        """重置两步验证."""
        then = self.row_url(public_id)
        with working(then=self.keepable(then)) as work:
            account = staff.end_second_step(work, public_id)
        flash(f"{account.name}的两步验证已重置，凭密码即可登录。", "success")
        return redirect(then, 303)

    @expose("/<public_id>/disable", methods=["POST"])
    def disable(self, public_id: str) -> ResponseReturnValue:
        then = self.row_url(public_id)
        with working(then=self.keepable(then)) as work:
            account = staff.disable(work, public_id)
        flash(f"{account.name}已停用，正在使用的登录随即失效。", "success")
        return redirect(then, 303)

    @expose("/<public_id>/enable", methods=["POST"])
    def enable(self, public_id: str) -> ResponseReturnValue:
        then = self.row_url(public_id)
        with working(then=self.keepable(then)) as work:
            account = staff.enable(work, public_id)
        flash(f"{account.name}已启用。", "success")
        return redirect(then, 303)
