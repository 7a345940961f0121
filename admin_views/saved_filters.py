"""已存检索: the filters of 签约管理 that are kept by name; opened, renamed, replaced, deleted."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose

from portals.furniture import cohort
from portals.web import reading, seen, working
from signing_core.errors import Problems
from signing_core.models import SavedFilter
from signing_core.queries import conditions, review_list, review_queues, saved_filters
from signing_core.queries.narrowing import EVERY
from signing_core.use_cases import saved_filters as acts
from signing_core.work import UnitOfWork

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
            kept = every_kept(self, work)
        page = self.render(
            "admin/saved_filters.html",
            groups=in_groups(kept),
            queues=review_queues.QUEUES,
            sought=sought,
            queue=queue(),
            asked=asked(),
            may_save=may_save(sought),
            back_url=self.get_url("admin_signing.index_view", **asked()),
            problems=problems,
            no_address=lambda _name: "",
            typed_name=name,
        )
        return page, Problems.status if problems else 200

    @expose("/brief")
    def brief(self) -> str:
        """What is saved, for the menu of the list."""
        with reading() as work:
            kept = every_kept(self, work)
        shown = {"groups": in_groups(kept), "asked": asked(), "may_save": may_save(present())}
        return str(self.render("admin/saved_menu.html", **shown))

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


@dataclass(frozen=True)
class Kept:
    """One saved filter as a page shows it: who saved it, what it asks for, what of that is no more and what is left."""

    saved: SavedFilter
    who: str
    own: bool
    sought: Search
    lost: dict[str, str]
    left: dict[str, str]
    url: str


def every_kept(view: SavedFiltersView, work: UnitOfWork) -> list[Kept]:
    """All that the actor sees; the list of each is of the cohort in the head of the page."""
    every = saved_filters.everything(work)
    makers, read = saved_filters.makers(work, every), [Search.read(review_list.FILTERS, one.wanted) for one in every]
    gone = conditions.gone(work.session, review_list.FILTERS, cohort(), [one.typed for one in read])
    found = []
    for one, sought in zip(every, read, strict=True):
        lost = sought.lost(cohort(), gone)
        queue = {"queue": one.queue} if one.queue != EVERY else {}
        left = queue | {name: value for name, value in sought.typed.items() if name not in lost}
        url = view.get_url("admin_signing.index_view", **queue, **one.wanted)
        found.append(
            Kept(one, makers[one.account_id], one.account_id == work.actor.account_id, sought, lost, left, url)
        )
    return found


def in_groups(kept: list[Kept]) -> list[tuple[str, list[Kept]]]:
    """The own ones first, then what colleagues share; no heading stands over nothing."""
    groups = [("我保存的", [one for one in kept if one.own]), ("同事共用的", [one for one in kept if not one.own])]
    return [(heading, its) for heading, its in groups if its]


def may_save(sought: Search) -> bool:
    return bool(sought.wanted or queue() != EVERY) and not sought.problems


def present() -> Search:
    return Search.read(review_list.FILTERS, request.args)


def checked() -> dict[str, str]:
    """What the address asks for; raises Problems."""
    if (sought := present()).problems:
        raise Problems(sought.problems)
    return sought.wanted


def queue() -> str:
    given = request.args.get("queue", "")
    return given if given in review_queues.QUEUES else EVERY


def asked() -> dict[str, Any]:
    return ({"queue": queue()} if queue() != EVERY else {}) | present().typed


def ticked() -> bool:
    return request.form.get("shared") == "1"
