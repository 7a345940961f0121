"""The office's console: one file per menu entry; each configures, asks the core and answers."""

from flask import Flask
from flask_admin import Admin
from flask_admin.theme import Bootstrap4Theme

from portals.headers import csp_nonce
from portals.web import services

from .bulk_runs import BulkView
from .colleges import CollegesView
from .employer_import import EmployerImportView
from .employer_reviews import EmployerReviewView
from .employers import EmployerView
from .figures import FiguresView
from .home import HomeView
from .jobs import JobsView
from .log import LogView
from .menu import sections
from .opening import OpeningView
from .plans import PlanView
from .reasons import ReasonsView
from .reports import ReportView
from .restrictions import RestrictionView
from .roster_import import RosterImportView
from .saved_filters import SavedFiltersView
from .schools import SchoolsView
from .security import SecurityView
from .signings import SigningView
from .staff import StaffView
from .students import StudentView

SIGNINGS, STUDENTS, EMPLOYERS, STATISTICS, HOUSE = "就业管理", "学生管理", "单位管理", "统计", "系统"


def init_app(app: Flask) -> None:
    """Add the console under /admin/, in the order of its menu."""
    database = services(app).database
    console = Admin(
        app,
        name=services(app).settings.site_name,
        url="/admin",
        endpoint="admin",
        index_view=HomeView(name="首页", endpoint="admin", url="/admin", menu_icon_value="bi-house"),
        theme=Bootstrap4Theme(base_template="admin/base.html"),
        csp_nonce_generator=csp_nonce,
    )
    app.jinja_env.globals["console_menu"] = sections
    console.add_view(SigningView(database, "签约管理", "signing", category=SIGNINGS, icon="bi-file-earmark-check"))
    console.add_view(SavedFiltersView("已存检索", "filters", category=SIGNINGS, icon="bi-bookmark"))
    console.add_view(BulkView("批量办理", "bulk", category=SIGNINGS, icon="bi-check2-all"))
    console.add_view(RestrictionView(database, "签约开放列表", "restriction", category=SIGNINGS, icon="bi-ui-checks"))
    console.add_view(OpeningView("网签开放设置", "opening", category=SIGNINGS, icon="bi-calendar2-range"))
    console.add_view(ReasonsView("审核意见模板", "reasons", category=SIGNINGS, icon="bi-chat-square-text"))
    console.add_view(PlanView(database, "就业方案", "plan", category=SIGNINGS, icon="bi-clipboard-data"))
    console.add_view(StudentView(database, "生源信息", "student", category=STUDENTS, icon="bi-people"))
    console.add_view(RosterImportView("导入生源", "roster", category=STUDENTS, icon="bi-box-arrow-in-down"))
    console.add_view(ReportView(database, "学生反映", "report", category=STUDENTS, icon="bi-chat-left-text"))
    console.add_view(JobsView("导入导出任务", "jobs", category=STUDENTS, icon="bi-hourglass-split"))
    console.add_view(
        EmployerReviewView(database, "单位审核", "employer_review", category=EMPLOYERS, icon="bi-building-check")
    )
    console.add_view(EmployerView(database, "单位列表", "employer", category=EMPLOYERS, icon="bi-buildings"))
    console.add_view(
        EmployerImportView("导入用人单位", "employer_import", category=EMPLOYERS, icon="bi-box-arrow-in-down")
    )
    console.add_view(FiguresView("去向统计", "figures", category=STATISTICS, icon="bi-bar-chart-line"))
    console.add_view(CollegesView("院系", "colleges", category=HOUSE, icon="bi-diagram-3"))
    console.add_view(StaffView(database, "管理员", "staff", category=HOUSE, icon="bi-person-gear"))
    console.add_view(LogView(database, "操作日志", "log", category=HOUSE, icon="bi-journal-text"))
    console.add_view(SchoolsView("学校", "schools", category=HOUSE, icon="bi-bank"))
    console.add_view(SecurityView("账号安全", "security", category=HOUSE, icon="bi-shield-lock"))
