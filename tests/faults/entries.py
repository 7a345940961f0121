"""Every way in that does more than one thing: first sign-in, passwords, the second step."""

import re

from sqlalchemy import select

from signing_core.actors import SYSTEM, Role
from signing_core.models import Channel, Message
from signing_core.use_cases import first_sign_in, own_phone, passwords, reset, staff, totp
from signing_core.use_cases.sessions import start_session
from signing_core.work import Services
from tests import makers
from tests.faults.kills import Act
from tests.faults.moves import in_a_unit
from tests.phones import PASSWORD, Phone
from tests.world import FAST_HASH, World

OLD, NEW = "correct horse battery", "staple battery horse"


def sign_in_first(world: World) -> Act:
    student = world.saved_student()
    world.saved(makers.an_account(Role.STUDENT, login=None, student_id=student.id, school_id=student.school_id))
    facts = {name: getattr(student, name) for name in ("student_number", "name", "id_number", "phone")}

    def act(services: Services) -> None:
        handle = first_sign_in.begin(services, **facts, address=student.student_number)  # counted for this world alone
        given = {"code": code_sent(services), "password": NEW, "email": "new@example.com"}
        first_sign_in.finish(services, handle=handle, **given)

    return act


def change_password(world: World) -> Act:
    account = world.saved(makers.an_account(Role.SCHOOL, school_id=world.school.id, password_hash=FAST_HASH.hash(OLD)))
    for _ in range(2):
        start_session(world.services, account.id)
    holder = makers.as_school(world.school, account.id)
    return lambda services: passwords.change(services, holder, old=OLD, new=NEW)


def reset_password(world: World) -> Act:
    student, hashed = world.saved_student(), FAST_HASH.hash(OLD)
    account = world.saved(makers.an_account(Role.STUDENT, login=None, student_id=student.id, password_hash=hashed))
    start_session(world.services, account.id)
    asked = {"door": "student", "login": student.id_number, "school": "", "by": Channel.SMS}

    def act(services: Services) -> None:
        handle = reset.begin(services, **asked, address=student.student_number)
        given = {"code": code_sent(services), "password": NEW}
        reset.finish(services, handle=handle, **given, address=student.student_number)

    return act


def code_sent(services: Services) -> str:
    with services.reading(SYSTEM) as work:
        letter = work.session.scalars(select(Message).order_by(Message.id.desc()).limit(1)).one()
    code = re.search(r"\d{6}", letter.body)
    assert code
    return code[0]


def turn_a_second_step_on(world: World) -> Act:
    phone = Phone(world).begin()
    return in_a_unit(phone.actor, lambda work: totp.confirm(work, phone.shows()))


def take_the_second_step(world: World) -> Act:
    phone = Phone(world).enable()
    handle = phone.step()
    return lambda services: totp.enter(services, handle=handle, code=phone.shows())


def take_it_by_a_recovery_code(world: World) -> Act:
    phone = Phone(world).enable()
    handle = phone.step()
    return lambda services: totp.enter(services, handle=handle, code=phone.recovery[0])


def turn_a_second_step_off(world: World) -> Act:
    phone = Phone(world).enable()

    def act(services: Services) -> None:
        totp.prove(services, phone.actor, PASSWORD)
        in_a_unit(phone.actor, lambda work: totp.disable(work, phone.shows()))(services)

    return act


def end_the_second_step_of_another(world: World) -> Act:
    lost = Phone(world, Role.COLLEGE, college_id=world.college.id).enable()
    above = world.saved(makers.an_account(Role.SCHOOL, school_id=world.school.id))
    by = makers.as_school(world.school, above.id)
    return in_a_unit(by, lambda work: staff.end_second_step(work, lost.account.public_id))


def change_the_phone(world: World) -> Act:
    student, hashed = world.saved_student(), FAST_HASH.hash(OLD)
    account = world.saved(makers.an_account(Role.STUDENT, login=None, student_id=student.id, password_hash=hashed))
    holder, phone = makers.as_student(student, account.id), f"139{student.id:08}"

    def act(services: Services) -> None:
        handle = own_phone.begin(services, holder, phone=phone, password=OLD)
        own_phone.tried(services, holder, handle=handle, phone=phone, code=code_sent(services))
        in_a_unit(holder, lambda work: own_phone.finish(work, handle=handle, phone=phone))(services)

    return act


ENTRIES = [
    sign_in_first,
    change_password,
    reset_password,
    turn_a_second_step_on,
    take_the_second_step,
    take_it_by_a_recovery_code,
    turn_a_second_step_off,
    end_the_second_step_of_another,
    change_the_phone,
]
