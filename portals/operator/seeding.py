"""``flask seed``: a large made-up data set in an empty database, for benchmarks."""

import click

from importers import synthetic
from importers.demo import PASSWORD

from .commands import upgrade
from .terminal import here, operator_command, shown


@click.command("seed")
@click.option("--schools", default=10, show_default=True, type=click.IntRange(1, 1000), help="学校数。")
@click.option("--students", default=6000, show_default=True, type=click.IntRange(1), help="学生数。")
@click.option("--signings", default=10000, show_default=True, type=click.IntRange(1), help="签约数。")
@click.option("--seed", default=1, show_default=True, help="随机种子：相同的种子生成相同的数据。")
@operator_command
def seed(schools: int, students: int, signings: int, seed: int) -> None:
    """在空数据库中批量载入合成数据，供性能测试使用；每份签约只有一条流程记录。生产环境不可用。"""
    upgrade(here().settings.database_url)
    size = synthetic.Size(schools=schools, students=students, signings=signings, seed=seed)
    for _ in shown(synthetic.load(here(), size), "载入", size.chunks):
        pass
    click.echo(f"已载入 {schools:,} 所学校、{students:,} 名学生、{signings:,} 份签约。")
    click.echo(f"登录名：school{synthetic.FIRST_SCHOOL} 起为学校，unit1 起为用人单位；密码均为 {PASSWORD}。")
