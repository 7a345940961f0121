"""The authorisation matrix, typed by hand: per endpoint its methods, the roles, and who of them sees the very row."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from signing_core.actors import OFFICE, STAFF, Role
from tests.web import aims

STUDENT, EMPLOYER, SCHOOL = {Role.STUDENT}, {Role.EMPLOYER}, {Role.SCHOOL}
ALL = STUDENT | EMPLOYER | STAFF
OWN_OFFICE = {"college", "school"}


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
    "entry.first_again": Row(methods=POST),
    "entry.forgotten": Row(methods=BOTH),
    "entry.forgotten_code": Row(methods=BOTH),
    "entry.second_step": Row(methods=BOTH),
    "entry.set_password": Row(methods=BOTH, address=lambda _: {"handle": "unknown"}),
    "entry.change_password": Row(methods=BOTH, who=ALL),
    "entry.source": Row(),
    "entry.source_confirm": Row(methods=POST),
    "entry.source_object": Row(methods=POST),
    "public.help_page": Row(),
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
    "student.profile": Row(who=STUDENT),
    "student.profile_save": Row(methods=POST, who=STUDENT),
    "student.profile_report": Row(methods=POST, who=STUDENT),
    "student.record": Row(who=STUDENT),
    "student.record_report": Row(methods=POST, who=STUDENT, address=lambda _: {"mark": "unknown"}),
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
    "admin_signing.index_view": Row(who=OFFICE),
    "admin_signing.export_list": Row(methods=BOTH, who=OFFICE, form=aims.a_column),
    "admin_filters.index": Row(who=OFFICE),
    "admin_filters.brief": Row(who=OFFICE),
    "admin_filters.save": Row(methods=POST, who=OFFICE, form=aims.a_filter_name),
    "admin_filters.rename": Row(
        methods=POST, who=OFFICE, sees={"school"}, address=aims.the_filter, form=aims.a_filter_name
    ),
    "admin_filters.replace": Row(methods=POST, who=OFFICE, sees={"school"}, address=aims.the_filter, form=aims.seen),
    "admin_filters.delete": Row(
        methods=POST, who=OFFICE, sees={"school"}, address=aims.the_filter, form=lambda _: {"seen": "0"}
    ),
    "admin_signing.bulk": Row(methods=BOTH, who=OFFICE),
    "admin_signing.bulk_sheet": Row(who=OFFICE),
    "admin_signing.bulk_file": Row(methods=POST, who=OFFICE),
    "admin_bulk.index": Row(who=OFFICE),
    "admin_bulk.rows": Row(who=OFFICE, sees={"school"}, address=aims.the_job),
    "admin_bulk.confirm": Row(methods=POST, who=OFFICE, sees={"school"}, address=aims.the_job),
    "admin_bulk.stop": Row(methods=POST, who=OFFICE, sees={"school"}, address=aims.the_job),
    "admin_signing.action_view": Row(methods=POST, who=OFFICE),
    "admin_signing.desk": Row(who=OFFICE),
    "admin_signing.desk_case": Row(who=OFFICE, sees=OWN_OFFICE, address=aims.the_signing),
    "admin_signing.desk_part": Row(who=OFFICE, sees=OWN_OFFICE, address=aims.the_signing),
    "admin_signing.opened": Row(methods=POST, who=OFFICE, sees=OWN_OFFICE, address=aims.the_signing),
    "admin_signing.desk_decide": Row(methods=POST, who=OFFICE, sees=OWN_OFFICE, address=aims.a_move, form=aims.seen),
    "admin_signing.detail": Row(who=OFFICE, sees=OWN_OFFICE, address=aims.the_signing),
    "admin_signing.document": Row(who=OFFICE, sees=OWN_OFFICE, address=aims.the_signing),
    "admin_signing.image": Row(who=OFFICE, sees=OWN_OFFICE, address=aims.the_proof),
    "admin_signing.certificate": Row(who=OFFICE, sees=OWN_OFFICE, address=aims.the_ended),
    "admin_signing.move": Row(methods=POST, who=OFFICE, sees=OWN_OFFICE, address=aims.a_move, form=aims.seen),
    "admin_signing.force": Row(methods=POST, who=SCHOOL),
    "admin_signing.unit": Row(methods=POST, who=OFFICE, sees=OWN_OFFICE, address=aims.the_signing, form=aims.seen),
    "admin_student.index_view": Row(who=OFFICE),
    "admin_student.action_view": Row(methods=POST, who=OFFICE),
    "admin_student.detail": Row(who=OFFICE, sees=OWN_OFFICE, address=aims.the_classmate),
    "admin_student.review": Row(methods=POST, who=OFFICE, sees=OWN_OFFICE, address=aims.the_classmate, form=aims.seen),
    "admin_student.phone": Row(
        methods=POST, who=OFFICE, sees=OWN_OFFICE, address=aims.the_classmate, form=aims.a_phone
    ),
    "admin_student.edit": Row(methods=BOTH, who=SCHOOL, sees={"school"}, address=aims.the_classmate),
    "admin_student.anew": Row(methods=POST, who=OFFICE, sees=OWN_OFFICE, address=aims.the_classmate, form=aims.seen),
    "admin_report.index_view": Row(who=OFFICE),
    "admin_report.detail": Row(who=OFFICE, sees=OWN_OFFICE, address=aims.the_report),
    "admin_report.answer": Row(methods=POST, who=SCHOOL, sees={"school"}, address=aims.the_report, form=aims.a_reason),
    "admin_plan.index_view": Row(who=OFFICE),
    "admin_plan.detail": Row(who=OFFICE, sees=OWN_OFFICE, address=aims.the_classmate),
    "admin_plan.other": Row(methods=POST, who=SCHOOL, sees={"school"}, address=aims.the_classmate, form=aims.a_reason),
    "admin_plan.undo": Row(methods=POST, who=SCHOOL, sees={"school"}, address=aims.the_classmate, form=aims.seen),
    "admin_plan.export_page": Row(who=OFFICE),
    "admin_plan.order_export": Row(methods=POST, who=SCHOOL),
    "admin_plan.order_check": Row(methods=POST, who=OFFICE),
    "admin_plan.codes": Row(methods=BOTH, who=SCHOOL),
    "admin_restriction.index_view": Row(who=OFFICE),
    "admin_restriction.detail": Row(who=OFFICE, sees=OWN_OFFICE, address=aims.the_classmate),
    "admin_restriction.change": Row(
        methods=POST, who=SCHOOL, sees={"school"}, address=aims.the_classmates_restriction, form=aims.a_reason
    ),
    "admin_restriction.ticked": Row(methods=POST, who=SCHOOL, address=aims.restricting, form=aims.a_reason),
    "admin_restriction.every": Row(methods=BOTH, who=SCHOOL),
    "admin_restriction.export_list": Row(methods=POST, who=OFFICE),
    "admin_restriction.upload": Row(methods=BOTH, who=SCHOOL),
    "admin_restriction.blank": Row(who=SCHOOL),
    "admin_restriction.order": Row(methods=POST, who=SCHOOL, sees={"school"}, address=aims.the_job),
    "admin_opening.index": Row(who=SCHOOL),
    "admin_opening.check": Row(methods=POST, who=SCHOOL),
    "admin_opening.save": Row(methods=POST, who=SCHOOL),
    "admin_reasons.index": Row(methods=BOTH, who=SCHOOL),
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
    "admin_security.index": Row(who=STAFF),
    "admin_security.begin": Row(methods=POST, who=STAFF),
    "admin_security.confirm": Row(methods=POST, who=STAFF),
    "admin_security.disable": Row(methods=POST, who=STAFF),
    "entry.logout": Row(methods=POST),  # the last one: it ends the sessions of those who try
}
