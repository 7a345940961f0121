"""The same roster by django-import-export, and by pandas with one ORM row after the other, each with its own checks."""

import re
from datetime import date
from pathlib import Path

from sqlalchemy import String, create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from signing_core.catalogues import codes
from signing_core.errors import BadValue
from signing_core.values import id_number

from .children import Figures, measured
from .importing import WRONG_EVERY

FIELDS = (
    "student_number", "name", "gender", "id_number", "phone", "email", "college", "major", "class_name", "education",
    "cohort", "training", "origin",
)  # fmt: skip
DIGITS, MOBILE, MAIL = re.compile(r"\d{12}"), re.compile(r"1[3-9]\d{9}"), re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class PeerBase(DeclarativeBase):
    pass


class PeerStudent(PeerBase):
    """The peers' roster: plain texts, found by student number."""

    __tablename__ = "peer_students"
    id: Mapped[int] = mapped_column(primary_key=True)
    student_number: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(50))
    gender: Mapped[str] = mapped_column(String(2))
    id_number: Mapped[str] = mapped_column(String(18))
    phone: Mapped[str] = mapped_column(String(20))
    email: Mapped[str] = mapped_column(String(120))
    college: Mapped[str] = mapped_column(String(120))
    major: Mapped[str] = mapped_column(String(120))
    class_name: Mapped[str] = mapped_column(String(120))
    education: Mapped[str] = mapped_column(String(30))
    cohort: Mapped[str] = mapped_column(String(4))
    training: Mapped[str] = mapped_column(String(10))
    origin: Mapped[str] = mapped_column(String(120))


def _empty_table(url: str):
    engine = create_engine(url)
    PeerBase.metadata.drop_all(engine)
    PeerBase.metadata.create_all(engine)
    return engine


def _right_id_number(text: str) -> bool:
    try:
        return id_number(text) == text
    except BadValue:
        return False


def pandas_orm(url: str, path: str, rows: int) -> Figures:
    """In a child: read_excel, a check of each row, one SELECT and one object for each."""
    import openpyxl  # noqa: F401 - not on the clock
    import pandas as pd

    engine = _empty_table(url)

    def load() -> None:
        frame = pd.read_excel(path, dtype=str, keep_default_na=False)
        bad = 0
        with Session(engine) as session:
            for row in frame.itertuples(index=False):
                if not _is_right(row):
                    bad += 1
                    continue
                found = session.scalar(select(PeerStudent).where(PeerStudent.student_number == row[0]))
                student = found or PeerStudent()
                for name, value in zip(FIELDS, row, strict=True):
                    setattr(student, name, value)
                session.add(student)
            session.commit()
        assert bad == rows // WRONG_EVERY

    return measured(load)


def _is_right(row: tuple[str, ...]) -> bool:
    return bool(
        DIGITS.fullmatch(row[0])
        and row[1]
        and row[2] in codes.names("性别")
        and _right_id_number(row[3])
        and MOBILE.fullmatch(row[4])
        and MAIL.fullmatch(row[5])
        and row[9] in codes.names("学历")
        and 2000 <= date(int(row[10]), 1, 1).year <= 2100
    )


def django_import_export(url: str, path: str, rows: int) -> Figures:
    """In a child: a resource with the model's validators, found by student number, as its documentation shows."""
    from .django_admin import configure

    configure(url)
    from django.db import connection
    from import_export import resources
    from tablib import Dataset

    _empty_table(url)
    connection.ensure_connection()
    model = _django_model()
    options = {
        "model": model,
        "fields": FIELDS,
        "import_id_fields": ["student_number"],
        "clean_model_instances": True,
        "skip_diff": True,
    }
    resource = type("Roster", (resources.ModelResource,), {"Meta": type("Meta", (), options)})

    def load() -> None:
        dataset = Dataset().load(Path(path).read_bytes(), "xlsx")
        dataset.headers = FIELDS
        result = resource().import_data(dataset, dry_run=False, raise_errors=False, use_transactions=True)
        assert len(result.invalid_rows) + len(result.error_rows) == rows // WRONG_EVERY

    return measured(load)


def _django_model():
    from django.core.exceptions import ValidationError
    from django.core.validators import RegexValidator
    from django.db import models

    def checked(text):
        if not _right_id_number(text):
            raise ValidationError("身份证号")

    def chars(*validators, **options):
        return models.CharField(max_length=120, validators=validators, **options)

    def coded(name):
        return [(option, option) for option in codes.names(name)]

    fields = dict.fromkeys(FIELDS) | {
        "student_number": chars(RegexValidator(r"^\d{12}$"), unique=True),
        "name": chars(),
        "gender": chars(choices=coded("性别")),
        "id_number": chars(checked),
        "phone": chars(RegexValidator(r"^1[3-9]\d{9}$")),
        "email": models.EmailField(max_length=120),
        "college": chars(),
        "major": chars(),
        "class_name": chars(),
        "education": chars(choices=coded("学历")),
        "cohort": chars(RegexValidator(r"^20\d\d$")),
        "training": chars(choices=coded("培养方式")),
        "origin": chars(),
    }
    meta = type("Meta", (), {"app_label": "auth", "managed": False, "db_table": "peer_students"})
    return type("PeerRow", (models.Model,), fields | {"Meta": meta, "__module__": __name__})
