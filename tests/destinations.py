"""Other destinations in tests: how far one has come, as the student and the office bring it there."""

from datetime import date

from signing_core.actors import SYSTEM
from signing_core.models import ImagePurpose, Signing, Student
from signing_core.opening_sheet import Stretch
from signing_core.use_cases import destinations, opening, rescind, review
from tests import makers
from tests.papers import of, office, uploaded
from tests.parties import by
from tests.world import World

STUDY = "升学（全日制）"
IDLE = "待就业"
PROOF = ImagePurpose.DESTINATION


def a_study(**typed: str) -> dict[str, str]:
    """升学 as somebody fills it in."""
    return {
        "unit_nature": "高等教育单位",
        "school_name": "武汉大学",
        "unit_place": "湖北省武汉市",
        "level": "硕士研究生",
        "dispatch_name": "武汉大学",
        "dispatch_place": "湖北省武汉市",
    } | typed


def an_idle(**typed: str) -> dict[str, str]:
    """待就业: no proof is asked for."""
    return {
        "cause": "正在求职",
        "expected": "软件公司",
        "unit_nature": "其他",
        "unit_place": "湖北省武汉市",
        "dispatch_name": "武汉市人才服务中心",
        "dispatch_place": "湖北省武汉市",
    } | typed


def opened(world: World) -> None:
    """Registering other destinations is open for the cohort."""
    with world.working(SYSTEM) as work:
        cohort = {"school_id": world.school.id, "cohort": world.student.cohort}
        opening.change(work, **cohort, other=Stretch(date(2020, 1, 1)))


def draft(world: World, detail: str = STUDY, student: Student | None = None) -> Signing:
    """Begun, and nothing typed yet."""
    opened(world)
    with world.working(makers.as_student(student or world.student)) as work:
        return destinations.begin(work, detail)


def submitted(world: World, signing: Signing | None = None, **typed: str) -> Signing:
    """等待签约审核, with its proof."""
    signing = signing or draft(world)
    uploaded(world, signing, PROOF)
    return by(world, of(world, signing), destinations.submit, signing, typed=a_study(**typed))


def returned(world: World, *fields: str, reason: str = "院校名称有误") -> Signing:
    """退回修改."""
    given = {"reason": reason, "fields": fields or ("school_name",)}
    return by(world, office(world), review.send_back, submitted(world), **given)


def rejected(world: World, reason: str = "录取通知书看不清楚") -> Signing:
    """签约审核不通过: the student is free."""
    return by(world, office(world), review.reject, submitted(world), reason=reason)


def approved(world: World, signing: Signing | None = None) -> Signing:
    """签约审核通过."""
    return by(world, office(world), review.approve, submitted(world, signing))


def ending(world: World, reason: str = "放弃入学") -> Signing:
    """等待解约审核, asked for by the student."""
    signing = approved(world)
    return by(world, of(world, signing), rescind.ask_release, signing, reason=reason)
