"""预审: what is compared before a signing is judged, as one table of rules with their names and sentences."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from . import values
from .catalogues import destinations, places
from .catalogues.agreements import fields_of
from .states import SigningKind

PAY = ("probation_pay", "regular_pay", "pay")
SHORTEST_MONTHS, LONGEST_MONTHS = 6, 120
REGISTERED_AS = {"92": "个体工商户", "93": "农民专业合作社"}  # how a 统一社会信用代码 begins
MANY_AT = {  # how many students of a cohort are many there; of 其他企业 nothing says how large it is
    "个体工商户": 5,
    "农民专业合作社": 5,
    "农村建制村": 5,
    "城镇社区": 5,
    "其他": 5,
    "其他企业": 20,
}


class Level(StrEnum):
    """How a rule came out. STOP refuses the submission, LOOK is only shown."""

    STOP = "STOP"
    LOOK = "LOOK"
    FINE = "FINE"

    @property
    def label(self) -> str:
        return {"STOP": "须更正", "LOOK": "留意", "FINE": "正常"}[self]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the rules compare. ``nature`` is 单位性质 as the office corrected it, ``students_there`` counts the others.

    ``elsewhere`` means: another student has the same. Pictures are those that were handed in.
    """

    kind: SigningKind
    content: Mapping[str, str | int]
    nature: str
    uscc: str
    phone: str
    origin: str
    minimum_wage: int | None
    students_there: int
    proven: bool
    pictures: int
    pictures_elsewhere: int
    phone_elsewhere: bool
    contact_elsewhere: bool
    id_elsewhere: bool


@dataclass(frozen=True, kw_only=True)
class Rule:
    """``compared`` says what there is to compare, None where nothing is; ``wrong`` what is wrong with it, else None.

    ``field`` is where a stop is told, among the fields that are wrong.
    """

    name: str
    level: Level
    compared: Callable[[Facts], str | None]
    wrong: Callable[[Facts], str | None]
    field: str = ""


@dataclass(frozen=True)
class Finding:
    """What one rule found."""

    name: str
    level: Level
    sentence: str


def run(facts: Facts) -> list[Finding]:
    """Every rule that applies, the stops first, then what is to be looked at."""
    applying = ((rule, told) for rule in RULES if (told := rule.compared(facts)) is not None)
    return sorted((_finding(rule, told, facts) for rule, told in applying), key=lambda one: ORDER.index(one.level))


def stops(facts: Facts) -> dict[str, str]:
    """What refuses the submission, by the field beside which it is told."""
    stopping = (rule for rule in RULES if rule.level is Level.STOP and rule.compared(facts) is not None)
    return {rule.field: said for rule in stopping if (said := rule.wrong(facts))}


def _finding(rule: Rule, told: str, facts: Facts) -> Finding:
    said = rule.wrong(facts)
    return Finding(rule.name, rule.level, said) if said else Finding(rule.name, Level.FINE, told)


def _same_id_compared(_facts: Facts) -> str:
    return "同届没有另一条生源信息登记这个身份证号。"


def _same_id(facts: Facts) -> str | None:
    said = "这个身份证号在同届另一所学校的生源信息中也有登记，须先由学校就业办核对更正。"
    return said if facts.id_elsewhere else None


def _proof_wanted(facts: Facts) -> str:
    if facts.kind is not SigningKind.DESTINATION:
        return ""
    return destinations.category_of(str(facts.content["destination"])).proof


def _proof_compared(facts: Facts) -> str | None:
    return f"已上传{wanted}。" if (wanted := _proof_wanted(facts)) else None


def _no_proof(facts: Facts) -> str | None:
    return None if facts.proven else f"请上传就业证明材料：{_proof_wanted(facts)}。"


def _pictures_compared(facts: Facts) -> str | None:
    return f"{facts.pictures} 张图片，其他学生都没有提交过。" if facts.pictures else None


def _same_pictures(facts: Facts) -> str | None:
    said = f"{facts.pictures_elsewhere} 张图片与其他学生提交的完全相同，请对照原件核实。"
    return said if facts.pictures_elsewhere else None


def _usual_natures(facts: Facts) -> tuple[str, ...]:
    detail = str(facts.content.get("destination", ""))
    return destinations.category_of(detail).natures.get(detail, ()) if detail else ()


def _nature_compared(facts: Facts) -> str | None:
    return f"{facts.nature}，与“{facts.content['destination']}”相符。" if _usual_natures(facts) else None


def _unusual_nature(facts: Facts) -> str | None:
    usual = _usual_natures(facts)
    if facts.nature in usual:
        return None
    return f"“{facts.content['destination']}”的单位性质通常是{'、'.join(usual)}，现为“{facts.nature}”。"


def _pays(facts: Facts) -> list[tuple[str, int]]:
    """Each monthly pay by its name; without a probation nothing is paid in it."""
    content = facts.content
    names = [name for name in PAY if name != "probation_pay" or content.get("probation_days")]
    paid = [field for field in fields_of(facts.kind, content) if field.name in names and field.name in content]
    return [(field.label.partition("(")[0], int(content[field.name])) for field in paid]


def _pay_compared(facts: Facts) -> str | None:
    if facts.minimum_wage is None or not (pays := _pays(facts)):
        return None
    return f"{_told(pays)}，当地最低工资 {facts.minimum_wage:,} 元/月。"


def _low_pay(facts: Facts) -> str | None:
    low = [(label, pay) for label, pay in _pays(facts) if pay < (facts.minimum_wage or 0)]
    return f"{_told(low)}，低于当地最低工资 {facts.minimum_wage:,} 元/月。" if low else None


def _told(pays: list[tuple[str, int]]) -> str:
    return "、".join(f"{label} {pay:,} 元/月" for label, pay in pays)


def _term(facts: Facts) -> tuple[date, date] | None:
    """From when to when, where the destination says so; that it ends after its beginning its fields see to."""
    named = [str(facts.content.get(name, "")) for name in ("term_from", "term_to")]
    return (date.fromisoformat(named[0]), date.fromisoformat(named[1])) if all(named) else None


def _term_compared(facts: Facts) -> str | None:
    term = _term(facts)
    return f"{term[0]} 至 {term[1]}。" if term else None


def _odd_term(facts: Facts) -> str | None:
    term = _term(facts)
    if term is None:
        return None
    first, last = term
    if last + timedelta(days=1) < values.months_on(first, SHORTEST_MONTHS):
        return f"{first} 至 {last}，不足 {SHORTEST_MONTHS} 个月。"
    if last > values.months_on(first, LONGEST_MONTHS):
        return f"{first} 至 {last}，超过 {LONGEST_MONTHS // 12} 年。"
    return None


def _unit(facts: Facts) -> str:
    """What sort of employer it is: as its code was registered, else 单位性质."""
    return REGISTERED_AS.get(facts.uscc[:2], facts.nature)


def _crowd_compared(facts: Facts) -> str | None:
    if not facts.uscc or _unit(facts) not in MANY_AT:
        return None
    return f"连同本人，本届有 {facts.students_there + 1} 名学生签约或登记该单位（{_unit(facts)}）。"


def _crowd(facts: Facts) -> str | None:
    unit, students = _unit(facts), facts.students_there + 1
    if students < MANY_AT[unit]:
        return None
    return f"连同本人，本届已有 {students} 名学生签约或登记该单位（{unit}），请核实岗位是否属实。"


def _phone_compared(facts: Facts) -> str | None:
    return "学生的手机号没有登记给本校其他学生。" if facts.phone else None


def _same_phone(facts: Facts) -> str | None:
    return "学生的手机号与本校另一名学生的相同。" if facts.phone_elsewhere else None


def _contact_compared(facts: Facts) -> str | None:
    return "不是学生本人或本校其他学生的手机号。" if facts.content.get("contact_phone") else None


def _same_contact(facts: Facts) -> str | None:
    if facts.content["contact_phone"] == facts.phone:
        return "单位联系电话就是学生本人的手机号，请核实联系人。"
    return "单位联系电话是本校另一名学生的手机号，请核实联系人。" if facts.contact_elsewhere else None


def _place_compared(facts: Facts) -> str | None:
    return f"{place}。" if (place := facts.content.get("dispatch_place")) else None


def _odd_place(facts: Facts) -> str | None:
    """Down to the county for the home place and in a municipality, otherwise to the city."""
    place = str(facts.content["dispatch_place"])
    line = places.lineage(place)
    if len(line) == 1 and places.children(line[0].code):
        return f"{place}只写到省级，应写到{'区县' if place.endswith('市') else '市'}。"
    at_home = facts.origin and place.startswith(facts.origin)
    if len(line) > 2 and not at_home:
        return f"{place}写到了区县；不是生源地（{facts.origin or '未登记'}），应写到市。"
    return None


RULES = (
    Rule(name="身份证号", level=Level.STOP, compared=_same_id_compared, wrong=_same_id, field="student"),
    Rule(name="就业证明", level=Level.STOP, compared=_proof_compared, wrong=_no_proof, field="images"),
    Rule(name="证明图片", level=Level.LOOK, compared=_pictures_compared, wrong=_same_pictures),
    Rule(name="单位性质", level=Level.LOOK, compared=_nature_compared, wrong=_unusual_nature),
    Rule(name="月薪", level=Level.LOOK, compared=_pay_compared, wrong=_low_pay),
    Rule(name="期限", level=Level.LOOK, compared=_term_compared, wrong=_odd_term),
    Rule(name="同单位人数", level=Level.LOOK, compared=_crowd_compared, wrong=_crowd),
    Rule(name="学生手机号", level=Level.LOOK, compared=_phone_compared, wrong=_same_phone),
    Rule(name="单位联系电话", level=Level.LOOK, compared=_contact_compared, wrong=_same_contact),
    Rule(name="派遣所在地", level=Level.LOOK, compared=_place_compared, wrong=_odd_place),
)
ORDER = tuple(Level)
