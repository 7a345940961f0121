"""Commands for the database, the demo, schools, staff accounts and the trail."""

from pathlib import Path

import click
from sqlalchemy import make_url

from importers import demo
from signing_core import schema
from signing_core.actors import SYSTEM
from signing_core.queries import schools
from signing_core.queries.audit import broken_entries
from signing_core.use_cases import passwords, totp
from signing_core.use_cases import schools as school_acts
from signing_core.use_cases import staff as staff_acts

from .terminal import Said, group, here, operator_command

db = group("db", "数据库：升级与核对。")
demo_data = group("demo", "演示数据。")
school = group("school", "学校。")
staff = group("staff", "管理员账号。")
audit = group("audit", "流程记录。")
COMMANDS = (db, demo_data, school, staff, audit)


@db.command("upgrade")
@operator_command
def db_upgrade() -> None:
    """把数据库升级到最新版本。"""
    upgrade(here().settings.database_url)
    click.echo("数据库已是最新版本。")


@db.command("check")
@operator_command
def db_check() -> None:
    """核对数据库与程序是否一致。"""
    differences = schema.differences(here().database.engine)
    if differences:
        raise Said("\n".join(differences))
    click.echo("数据库与程序一致。")


@demo_data.command("load")
@operator_command
def demo_load() -> None:
    """载入演示数据（已载入时不作改动），并打印 20191001 至 20191013 的登录名、身份证号和手机号。"""
    demo.load(here())
    for line in demo.lines(here()):
        click.echo(line)


@school.command("create")
@click.argument("code")
@click.argument("name")
@operator_command
def school_create(code: str, name: str) -> None:
    """新建学校：CODE 为 5 位院校标识码。"""
    with here().working(SYSTEM) as work:
        made = school_acts.create_school(work, code=code, name=name)
    click.echo(f"已新建学校 {made.code} {made.name}。")


@staff.command("create")
@click.argument("login")
@click.option("--school", "code", help="学校的院校标识码。")
@click.option("--college", "college_name", help="学院名称；没有该学院时新建。")
@click.option("--province", is_flag=True, help="省中心账号。")
@operator_command
def staff_create(login: str, code: str | None, college_name: str | None, province: bool) -> None:
    """新建管理员账号，打印一次性设置密码链接。"""
    if province == bool(code) or (college_name and not code):
        raise click.UsageError("请给出 --school CODE [--college NAME]，或 --province。")
    with here().working(SYSTEM) as work:
        of_school = schools.by_code(work, code) if code else None
        college = school_acts.create_college(work, of_school, college_name) if of_school and college_name else None
        handle = staff_acts.create_staff(work, login=login, school=of_school, college=college)
    click.echo(passwords.address_of(here(), handle))


@staff.command("unlock")
@click.argument("login")
@operator_command
def staff_unlock(login: str) -> None:
    """关闭该账号的两步验证：手机和恢复码都丢失、又没有上级可找时用。"""
    with here().working(SYSTEM) as work:
        totp.reset_named(work, login)
    click.echo(f"{login} 的两步验证已关闭，凭密码即可登录。")


@audit.command("verify")
@operator_command
def audit_verify() -> None:
    """核对流程记录的校验链；不完整时给出第一处并以 1 退出。"""
    with here().reading(SYSTEM) as work:
        broken = next(broken_entries(work), None)
    if broken:
        raise Said(broken)
    click.echo("流程记录完整。")


def upgrade(url: str) -> None:
    """Bring the database to head; the folder of a SQLite file is made where it is missing."""
    address = make_url(url)
    if address.drivername.startswith("sqlite") and address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    schema.upgrade(url)
