"""The authorisation matrix, typed by hand: per endpoint its methods, the roles, and who of them sees the very row."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from portals.web import LOOKING
from signing_core.actors import OFFICE, STAFF, Role
from tests.web import aims

STUDENT, EMPLOYER, SCHOOL = {Role.STUDENT}, {Role.EMPLOYER}, {Role.SCHOOL}
ALL = STUDENT | EMPLOYER | STAFF
OWN_OFFICE = {"college", "school"}
READERS, READING = OFFICE | {LOOKING}, OWN_OFFICE | {"looking"}
PROVINCE = {Role.PROVINCE}
ABOVE = SCHOOL | PROVINCE


@dataclass(frozen=True, kw_only=True)
class Row:
    """``sees`` names the principals in whose scope the addressed row is; None where no row is addressed."""

    methods: tuple[str, ...] = ("GET",)
    who: Any = "PUBLIC"
    sees: set[str] | None = None
    address: Callable[[Any], dict[str, Any]] = aims.nothing
    form: Callable[[Any], dict[str, Any]] = aims.nothing
    canaries: bool = False  # the development outbox shows everybody's messages


BOTH = ("GET", "POST")
POST = ("POST",)

PARTIES = {"employer"}
LEARN_NOTHING = {"pending"}  # is led back with the sentence that it is not approved, whatever it asked

ROWS: dict[str, Row] = {
    "static": Row(address=lambda _: {"filename": "signing.css"}),
    "bootstrap.static": Row(address=lambda _: {"filename": "css/bootstrap.min.css"}),
    "entry.doors": Row(),
    "entry.login": Row(methods=BOTH, address=lambda _: {"door": "student"}),
    "entry.first": Row(methods=BOTH),
    "entry.first_code": Row(methods=BOTH),
    "entry.set_password": Row(methods=BOTH, address=lambda _: {"handle": "unknown"}),
    "entry.change_password": Row(methods=BOTH, who=ALL),
    "public.places_json": Row(),
    "public.verify": Row(
        methods=BOTH, address=lambda _: {"number": "1202019097200002"}, form=lambda _: {"code": "wrong"}
    ),
    "operator.healthz": Row(),
    "operator.readyz": Row(),
    "operator.metrics": Row(),
    "demo.outbox": Row(canaries=True),
    "web.choose_cohort": Row(methods=POST, who=STAFF),
    "student.home": Row(who=STUDENT),
    "student.online": Row(who=STUDENT),
    "student.online_invitation": Row(who=STUDENT, sees={"student"}, address=aims.the_signing),
    "student.online_detail": Row(who=STUDENT, sees={"student"}, address=aims.the_signing),
    "student.online_document": Row(who=STUDENT, sees={"student"}, address=aims.the_signing),
    "student.online_accept": Row(
        methods=POST, who=STUDENT, sees={"student"}, address=aims.the_signing, form=aims.terms_seen
    ),
    "student.online_decline": Row(
        methods=POST, who=STUDENT, sees={"student"}, address=aims.the_signing, form=aims.terms_seen
    ),
    "student.online_certificate": Row(who=STUDENT, sees={"student"}, address=aims.the_ended),
    "student.online_change": Row(who=STUDENT, sees={"student"}, address=aims.the_signing),
    "student.online_change_agree": Row(
        methods=POST, who=STUDENT, sees={"student"}, address=aims.the_signing, form=aims.terms_seen
    ),
    "student.online_change_refuse": Row(
        methods=POST, who=STUDENT, sees={"student"}, address=aims.the_signing, form=aims.terms_seen
    ),
    "student.rescissions": Row(who=STUDENT),
    "student.rescission": Row(who=STUDENT, sees={"student"}, address=aims.the_ended),
    "student.rescission_form": Row(who=STUDENT, sees={"student"}, address=aims.the_ended),
    "student.rescission_ask": Row(
        methods=POST, who=STUDENT, sees={"student"}, address=aims.the_ended, form=aims.an_ending
    ),
    "student.rescission_agree": Row(
        methods=POST, who=STUDENT, sees={"student"}, address=aims.the_ended, form=aims.an_ending
    ),
    "student.rescission_disagree": Row(
        methods=POST, who=STUDENT, sees={"student"}, address=aims.the_ended, form=aims.an_ending
    ),
    "student.papers_list": Row(who=STUDENT),
    "student.papers_begin": Row(methods=POST, who=STUDENT),
    "student.paper": Row(who=STUDENT, sees={"author"}, address=aims.the_settled),
    "student.paper_document": Row(who=STUDENT, sees={"author"}, address=aims.the_settled),
    "student.paper_certificate": Row(who=STUDENT, sees=set(), address=aims.the_settled),
    "student.paper_entry": Row(who=STUDENT, sees={"student"}, address=aims.the_draft),
    "student.paper_save": Row(methods=POST, who=STUDENT, sees={"student"}, address=aims.the_draft, form=aims.seen),
    "student.paper_employer": Row(methods=POST, who=STUDENT),
    "student.paper_discard": Row(methods=POST, who=STUDENT, sees={"student"}, address=aims.the_draft, form=aims.seen),
    "student.paper_feedback": Row(who=STUDENT, sees={"classmate"}, address=aims.the_issued),
    "student.paper_submit": Row(methods=POST, who=STUDENT, sees={"classmate"}, address=aims.the_issued, form=aims.seen),
    "student.paper_release_form": Row(who=STUDENT, sees=set(), address=aims.the_settled),
    "student.paper_release_order": Row(methods=POST, who=STUDENT, sees={"author"}, address=aims.the_settled),
    "student.paper_rescission": Row(who=STUDENT, sees={"author"}, address=aims.the_settled),
    "student.paper_rescission_ask": Row(
        methods=POST, who=STUDENT, sees={"author"}, address=aims.the_settled, form=aims.an_ending
    ),
    "student.destinations_list": Row(who=STUDENT),
    "student.destination_new": Row(who=STUDENT),
    "student.destination_begin": Row(methods=POST, who=STUDENT),
    "student.destination": Row(who=STUDENT, sees={"student"}, address=aims.the_registered),
    "student.destination_entry": Row(who=STUDENT, sees={"student"}, address=aims.the_registered),
    "student.destination_save": Row(
        methods=POST, who=STUDENT, sees={"student"}, address=aims.the_registered, form=aims.seen
    ),
    "student.destination_choose": Row(who=STUDENT, sees={"student"}, address=aims.the_registered),
    "student.destination_chosen": Row(
        methods=POST, who=STUDENT, sees={"student"}, address=aims.the_registered, form=aims.another_detail
    ),
    "student.destination_withdraw": Row(
        methods=POST, who=STUDENT, sees={"student"}, address=aims.the_registered, form=aims.seen
    ),
    "student.destination_release": Row(who=STUDENT, sees=set(), address=aims.the_registered),
    "student.destination_release_ask": Row(
        methods=POST, who=STUDENT, sees={"student"}, address=aims.the_registered, form=aims.an_ending
    ),
    "student.image": Row(who=STUDENT, sees={"classmate"}, address=aims.the_image),
    "student.image_change": Row(methods=POST, who=STUDENT, sees={"classmate"}, address=aims.the_images_place),
    "student.notices": Row(who=STUDENT),
    "student.notice": Row(methods=POST, who=STUDENT, sees={"student"}, address=aims.a_notice_of("student")),
    "student.notices_read": Row(methods=POST, who=STUDENT),
    "employer.notices": Row(who=EMPLOYER),
    "employer.notice": Row(methods=POST, who=EMPLOYER, sees=PARTIES, address=aims.a_notice_of("employer")),
    "employer.notices_read": Row(methods=POST, who=EMPLOYER),
    "employer.home": Row(who=EMPLOYER),
    "employer.confirm": Row(who=EMPLOYER),
    "employer.save_data": Row(methods=POST, who=EMPLOYER),
    "employer.search": Row(who=EMPLOYER),
    "employer.find": Row(methods=POST, who=EMPLOYER, sees=LEARN_NOTHING, form=aims.four_facts),
    "employer.candidates": Row(who=EMPLOYER),
    "employer.candidates_add": Row(methods=POST, who=EMPLOYER, sees=LEARN_NOTHING, form=aims.four_facts),
    "employer.candidates_ticked": Row(methods=POST, who=EMPLOYER),
    "employer.candidates_template": Row(who=EMPLOYER),
    "employer.candidates_import": Row(who=EMPLOYER),
    "employer.candidates_upload": Row(methods=POST, who=EMPLOYER),
    "employer.candidates_preview": Row(who=EMPLOYER, sees=PARTIES, address=aims.the_list),
    "employer.candidates_wrong": Row(who=EMPLOYER, sees=PARTIES, address=aims.the_list),
    "employer.candidates_confirm": Row(methods=POST, who=EMPLOYER, sees=PARTIES, address=aims.the_list),
    "employer.candidates_invite": Row(who=EMPLOYER),
    "employer.candidates_check": Row(methods=POST, who=EMPLOYER),
    "employer.candidates_send": Row(methods=POST, who=EMPLOYER),
    "employer.data": Row(who=EMPLOYER),
    "employer.data_export": Row(who=EMPLOYER),
    "employer.data_signing": Row(who=EMPLOYER, sees=PARTIES, address=aims.the_signing),
    "employer.data_document": Row(who=EMPLOYER, sees=PARTIES, address=aims.the_signing),
    "employer.data_revise": Row(who=EMPLOYER, sees=PARTIES, address=aims.the_signing),
    "employer.data_check": Row(methods=POST, who=EMPLOYER, sees=PARTIES, address=aims.the_signing, form=aims.seen),
    "employer.data_send": Row(methods=POST, who=EMPLOYER, sees=PARTIES, address=aims.the_signing, form=aims.revision),
    "employer.data_withdraw": Row(methods=POST, who=EMPLOYER, sees=PARTIES, address=aims.the_signing, form=aims.seen),
    "employer.data_certificate": Row(who=EMPLOYER, sees=PARTIES, address=aims.the_ended),
    "employer.data_change": Row(who=EMPLOYER, sees=PARTIES, address=aims.the_signing),
    "employer.data_change_check": Row(
        methods=POST, who=EMPLOYER, sees=PARTIES, address=aims.the_signing, form=aims.seen
    ),
    "employer.data_change_send": Row(
        methods=POST, who=EMPLOYER, sees=PARTIES, address=aims.the_signing, form=aims.revision
    ),
    "employer.data_change_withdraw": Row(
        methods=POST, who=EMPLOYER, sees=PARTIES, address=aims.the_signing, form=aims.seen
    ),
    "employer.rescissions": Row(who=EMPLOYER),
    "employer.rescissions_export": Row(who=EMPLOYER),
    "employer.rescissions_ticked": Row(who=EMPLOYER),
    "employer.rescissions_ask": Row(who=EMPLOYER, sees=PARTIES, address=aims.the_signing),
    "employer.rescissions_send": Row(
        methods=POST, who=EMPLOYER, sees=PARTIES, address=aims.the_signing, form=aims.an_ending
    ),
    "employer.rescissions_asked": Row(who=EMPLOYER, sees=PARTIES, address=aims.the_signing),
    "employer.rescissions_agree": Row(
        methods=POST, who=EMPLOYER, sees=PARTIES, address=aims.the_signing, form=aims.an_ending
    ),
    "employer.rescissions_disagree": Row(
        methods=POST, who=EMPLOYER, sees=PARTIES, address=aims.the_signing, form=aims.seen
    ),
    "admin.index": Row(who=STAFF),
    "admin_signing.index_view": Row(who=READERS),
    "admin_signing.export_list": Row(methods=BOTH, who=OFFICE, form=aims.a_column),
    "admin_signing.action_view": Row(methods=POST, who=OFFICE),
    "admin_signing.detail": Row(who=READERS, sees=READING, address=aims.the_signing),
    "admin_signing.document": Row(who=READERS, sees=READING, address=aims.the_signing),
    "admin_signing.image": Row(who=READERS, sees=READING, address=aims.the_proof),
    "admin_signing.certificate": Row(who=READERS, sees=READING, address=aims.the_ended),
    "admin_signing.move": Row(methods=POST, who=OFFICE, sees=OWN_OFFICE, address=aims.a_move, form=aims.seen),
    "admin_signing.force": Row(methods=POST, who=SCHOOL),
    "admin_signing.unit": Row(methods=POST, who=OFFICE, sees=OWN_OFFICE, address=aims.the_signing, form=aims.seen),
    "admin_student.index_view": Row(who=READERS),
    "admin_student.action_view": Row(methods=POST, who=OFFICE),
    "admin_student.detail": Row(who=READERS, sees=READING, address=aims.the_classmate),
    "admin_student.review": Row(methods=POST, who=OFFICE, sees=OWN_OFFICE, address=aims.the_classmate, form=aims.seen),
    "admin_student.phone": Row(
        methods=POST, who=OFFICE, sees=OWN_OFFICE, address=aims.the_classmate, form=aims.a_phone
    ),
    "admin_plan.index_view": Row(who=OFFICE),
    "admin_plan.detail": Row(who=OFFICE, sees=OWN_OFFICE, address=aims.the_classmate),
    "admin_plan.other": Row(methods=POST, who=SCHOOL, sees={"school"}, address=aims.the_classmate, form=aims.a_reason),
    "admin_plan.undo": Row(methods=POST, who=SCHOOL, sees={"school"}, address=aims.the_classmate, form=aims.seen),
    "admin_plan.export_page": Row(who=OFFICE),
    "admin_plan.order_export": Row(methods=POST, who=SCHOOL),
    "admin_plan.order_check": Row(methods=POST, who=OFFICE),
    "admin_plan.codes": Row(methods=BOTH, who=SCHOOL),
    "admin_opening.index": Row(methods=BOTH, who=SCHOOL),
    "admin_roster.index": Row(methods=BOTH, who=SCHOOL),
    "admin_roster.blank": Row(who=SCHOOL),
    "admin_roster.preview": Row(who=SCHOOL, sees={"school"}, address=aims.the_upload),
    "admin_roster.wrong": Row(who=SCHOOL, sees={"school"}, address=aims.the_upload),
    "admin_roster.confirm": Row(
        methods=POST, who=SCHOOL, sees={"school"}, address=aims.the_upload, form=aims.the_cohort
    ),
    "admin_roster.order": Row(methods=POST, who=SCHOOL, sees={"school"}, address=aims.the_job),
    "admin_jobs.index": Row(who=STAFF),
    "admin_jobs.show": Row(who=STAFF, sees={"school"}, address=aims.the_job),
    "admin_jobs.file": Row(who=STAFF, sees={"school"}, address=aims.the_job),
    "admin_figures.index": Row(who=STAFF),
    "admin_figures.export": Row(who=STAFF),
    "admin_figures.print": Row(methods=POST, who=STAFF),
    "admin_colleges.index": Row(who=SCHOOL),
    "admin_colleges.add": Row(methods=POST, who=SCHOOL),
    "admin_colleges.office": Row(methods=POST, who=SCHOOL),
    "admin_colleges.edit": Row(who=SCHOOL, sees={"school"}, address=aims.the_college),
    "admin_colleges.rename": Row(methods=POST, who=SCHOOL, sees={"school"}, address=aims.the_college),
    "admin_colleges.contact": Row(
        methods=POST, who=SCHOOL, sees={"school"}, address=aims.the_college, form=aims.a_contact
    ),
    "admin_colleges.delete": Row(methods=POST, who=SCHOOL, sees={"school"}, address=aims.the_college),
    "admin_staff.index_view": Row(who=ABOVE),
    "admin_staff.action_view": Row(methods=POST, who=ABOVE),
    "admin_staff.new": Row(methods=BOTH, who=ABOVE),
    "admin_staff.detail": Row(who=ABOVE, sees={"school"}, address=aims.the_staff),
    "admin_staff.change": Row(methods=POST, who=ABOVE, sees={"school"}, address=aims.the_staff, form=aims.a_name),
    "admin_staff.link": Row(methods=POST, who=ABOVE, sees={"school"}, address=aims.the_staff),
    "admin_staff.disable": Row(methods=POST, who=ABOVE, sees={"school"}, address=aims.the_staff),
    "admin_staff.enable": Row(methods=POST, who=ABOVE, sees={"school"}, address=aims.the_staff),
    "admin_log.index_view": Row(who=ABOVE),
    "admin_log.action_view": Row(methods=POST, who=ABOVE),
    "admin_log.export": Row(methods=POST, who=ABOVE),
    "admin_schools.index": Row(who=PROVINCE),
    "admin_schools.office": Row(methods=POST, who=PROVINCE),
    "admin_schools.new": Row(methods=BOTH, who=PROVINCE),
    "admin_schools.detail": Row(who=PROVINCE, address=aims.the_school),
    "admin_schools.rename": Row(methods=POST, who=PROVINCE, address=aims.the_school),
    "admin_schools.contact": Row(methods=POST, who=PROVINCE, address=aims.the_school, form=aims.a_contact),
    "admin_schools.look": Row(methods=POST, who=PROVINCE, address=aims.the_school),
    "admin_schools.close": Row(methods=POST, who=PROVINCE),
    "entry.logout": Row(methods=POST),  # the last one: it ends the sessions of those who try
}
