"""已存检索: the filters of 签约管理 that are kept by name; opened, renamed, replaced, deleted."""

from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose

from portals.web import reading, seen, working
from signing_core.errors import Problems
from signing_core.models import SavedFilter
from signing_core.queries import review_list, saved_filters
from signing_core.queries.narrowing import EVERY
from signing_core.use_cases import saved_filters as acts

from .base import ConsolePage
from .search import Search


class SavedFiltersView(ConsolePage):
    """Opened from the list, whose filter its address carries."""

    def is_visible(self) -> bool:
        return False

    @expose("/")
    def index(self) -> ResponseReturnValue:
        return self.show({})

    def show(self, problems: dict[str, str], name: str = "") -> ResponseReturnValue:
        sought = present()
        with reading() as work:
            every = saved_filters.everything(work)
        kept = [(one, opened(self, one), Search.read(review_list.FILTERS, one.wanted)) for one in every]
        page = self.render(
            "admin/saved_filters.html",
            kept=kept,
            queues=review_list.QUEUES,
            sought=sought,
            queue=queue(),
            asked=asked(),
            may_save=bool(sought.wanted or queue() != EVERY) and not sought.problems,
            back_url=self.get_url("admin_signing.index_view", **asked()),
            problems=problems,
            no_address=lambda _name: "",
            typed_name=name,
        )
        return page, Problems.status if problems else 200

    @expose("/", methods=["POST"])
    def save(self) -> ResponseReturnValue:
        """The filter of the address, under the name of the form."""
        then, name = self.get_url(".index", **asked()), request.form.get("name", "")
        try:
            with working(then=self.get_url(".index")) as work:
                saved = acts.save(work, name=name, shared=ticked(), queue=queue(), wanted=checked())
        except Problems as problems:
            return self.show(problems.by_field, name)
        flash(f"已保存检索“{saved.name}”。", "success")
        return redirect(then, 303)

    @expose("/<public_id>/rename", methods=["POST"])
    def rename(self, public_id: str) -> ResponseReturnValue:
        try:
            with working(then=self.get_url(".index")) as work:
                saved = acts.rename(work, public_id, seen=seen(), name=request.form.get("name", ""), shared=ticked())
        except Problems as problems:
            return self.show({public_id: problems.by_field["name"]})
        return self.done(f"已修改检索“{saved.name}”。")

    @expose("/<public_id>/replace", methods=["POST"])
    def replace(self, public_id: str) -> ResponseReturnValue:
        with working(then=self.get_url(".index")) as work:
            saved = acts.replace(work, public_id, seen=seen(), queue=queue(), wanted=checked())
        return self.done(f"检索“{saved.name}”已替换为现在的条件。")

    @expose("/<public_id>/delete", methods=["POST"])
    def delete(self, public_id: str) -> ResponseReturnValue:
        with working(then=self.get_url(".index")) as work:
            name = acts.delete(work, public_id, seen=seen())
        return self.done(f"已删除检索“{name}”。")

    def done(self, sentence: str) -> ResponseReturnValue:
        flash(sentence, "success")
        return redirect(self.get_url(".index", **asked()), 303)


def opened(view: SavedFiltersView, saved: SavedFilter) -> str:
    """The list that it asks for, of the cohort in the head of the page."""
    queue = {"queue": saved.queue} if saved.queue != EVERY else {}
    return view.get_url("admin_signing.index_view", **queue, **saved.wanted)


def present() -> Search:
    return Search.read(review_list.FILTERS, request.args)


def checked() -> dict[str, str]:
    """What the address asks for; raises Problems."""
    if (sought := present()).problems:
        raise Problems(sought.problems)
    return sought.wanted


def queue() -> str:
    given = request.args.get("queue", "")
    return given if given in review_list.QUEUES else EVERY


def asked() -> dict[str, Any]:
    return ({"queue": queue()} if queue() != EVERY else {}) | present().typed


def ticked() -> bool:
    return request.form.get("shared") == "1"
