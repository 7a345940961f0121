"""The authorisation matrix, typed by hand: per endpoint its methods, the roles, and who of them sees the very row."""

from signing_core.actors import STAFF
from tests.web import aims

from .console_rows import CONSOLE
from .row import ALL, BOTH, EMPLOYER, LEARN_NOTHING, PARTIES, POST, STUDENT, Row

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
    "public.register_employer": Row(methods=BOTH),
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
    "student.phone": Row(methods=BOTH, who=STUDENT),
    "student.phone_code": Row(methods=BOTH, who=STUDENT),
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
    "employer.registration": Row(who=EMPLOYER),
    "employer.resubmit": Row(methods=POST, who=EMPLOYER),
    "employer.licence": Row(who=EMPLOYER, sees={"pending"}, address=aims.the_licence),
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
    **CONSOLE,
    "entry.logout": Row(methods=POST),  # the last one: it ends the sessions of those who try
}
