"""Our tables as a Django project would declare them, with the admin page that its documentation leads to."""

from django.contrib import admin
from django.core.paginator import Paginator
from django.db import models

from signing_core.states import SigningState

CHARS = {"max_length": 120}
STATES = [(state.value, state.value) for state in SigningState]


class School(models.Model):
    name = models.CharField(**CHARS)

    class Meta:
        app_label, managed, db_table = "auth", False, "schools"

    def __str__(self):
        return self.name


class College(models.Model):
    name = models.CharField(**CHARS)
    school = models.ForeignKey(School, models.CASCADE)

    class Meta:
        app_label, managed, db_table = "auth", False, "colleges"


class Student(models.Model):
    student_number = models.CharField(**CHARS)
    name = models.CharField(**CHARS)
    major = models.CharField(**CHARS)
    college = models.ForeignKey(College, models.CASCADE)

    class Meta:
        app_label, managed, db_table = "auth", False, "students"


class Employer(models.Model):
    name = models.CharField(**CHARS)

    class Meta:
        app_label, managed, db_table = "auth", False, "employers"


class Signing(models.Model):
    number = models.CharField(**CHARS)
    state = models.CharField(choices=STATES, **CHARS)
    kind = models.CharField(**CHARS)
    school = models.ForeignKey(School, models.CASCADE)
    student = models.ForeignKey(Student, models.CASCADE)
    employer = models.ForeignKey(Employer, models.CASCADE)
    last_act_at = models.DateTimeField()
    decided_by = models.CharField(**CHARS)
    rescission_status = models.CharField(**CHARS)

    class Meta:
        app_label, managed, db_table = "auth", False, "signings"


class NoCount(Paginator):
    """Does not count, which costs it the number of the last page."""

    count = 9_999_999


class Default(admin.ModelAdmin):
    list_display = (
        "number", "state", "student_number", "student_name", "college", "major", "kind", "employer_name",
        "last_act_at", "decided_by", "rescission_status",
    )  # fmt: skip
    list_filter = ("state", "school")
    search_fields = ("student__student_number", "student__name", "employer__name")
    list_select_related = ("student__college", "employer")  # without it 300 queries more
    ordering = ("-last_act_at", "-id")

    def student_number(self, row):
        return row.student.student_number

    def student_name(self, row):
        return row.student.name

    def college(self, row):
        return row.student.college.name

    def major(self, row):
        return row.student.major

    def employer_name(self, row):
        return row.employer.name


class Tuned(Default):
    show_full_result_count = False
    paginator = NoCount
    list_per_page = 50
