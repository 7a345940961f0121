"""The authorisation matrix of the console, typed by hand."""

from signing_core.actors import OFFICE, STAFF, Role
from tests.web import aims

from .row import BOTH, OWN_OFFICE, POST, REVIEWERS, REVIEWING, SCHOOL, SCHOOLS, Row

CONSOLE: dict[str, Row] = {
    "admin.index": Row(who=STAFF),
    "admin_signing.index_view": Row(who=OFFICE),
    "admin_signing.export_list": Row(methods=BOTH, who=OFFICE, form=aims.a_column),
    "admin_filters.index": Row(who=OFFICE),
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
    "admin_restriction.upload": Row(methods=BOTH, who=SCHOOL),
    "admin_restriction.blank": Row(who=SCHOOL),
    "admin_restriction.order": Row(methods=POST, who=SCHOOL, sees={"school"}, address=aims.the_job),
    "admin_opening.index": Row(who=SCHOOL),
    "admin_opening.check": Row(methods=POST, who=SCHOOL),
    "admin_opening.save": Row(methods=POST, who=SCHOOL),
    "admin_reasons.index": Row(methods=BOTH, who=SCHOOL),
    "admin_employer_review.index_view": Row(who=REVIEWERS),
    "admin_employer_review.detail": Row(who=REVIEWERS, sees=REVIEWING, address=aims.the_applicant),
    "admin_employer_review.licence": Row(who=REVIEWERS, sees=REVIEWING, address=aims.the_licence),
    "admin_employer_review.approve": Row(
        methods=POST, who=REVIEWERS, sees=REVIEWING, address=aims.the_judged, form=aims.seen
    ),
    "admin_employer_review.reject": Row(
        methods=POST, who=REVIEWERS, sees=REVIEWING, address=aims.the_judged, form=aims.a_reason
    ),
    "admin_employer.index_view": Row(who=REVIEWERS),
    "admin_employer.detail": Row(who=REVIEWERS, sees=REVIEWING, address=aims.the_applicant),
    "admin_employer.licence": Row(who=REVIEWERS, sees=REVIEWING, address=aims.the_licence),
    "admin_employer.own_school": Row(
        methods=POST, who=SCHOOL, sees=SCHOOLS, address=aims.about_the_judged("block"), form=aims.a_reason
    ),
    "admin_employer.everywhere": Row(
        methods=POST,
        who={Role.PROVINCE},
        sees={"province"},
        address=aims.about_the_judged("suspend"),
        form=aims.a_reason,
    ),
    "admin_employer.export_list": Row(who=REVIEWERS),
    "admin_employer_import.index": Row(methods=BOTH, who=REVIEWERS),
    "admin_employer_import.blank": Row(who=REVIEWERS),
    "admin_employer_import.preview": Row(who=REVIEWERS, sees={"school"}, address=aims.the_list_of_employers),
    "admin_employer_import.wrong": Row(who=REVIEWERS, sees={"school"}, address=aims.the_list_of_employers),
    "admin_employer_import.confirm": Row(
        methods=POST, who=REVIEWERS, sees={"school"}, address=aims.the_list_of_employers
    ),
    "admin_employer_import.order": Row(methods=POST, who=REVIEWERS, sees={"school"}, address=aims.the_job),
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
}
