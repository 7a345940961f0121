"""Accounts, their sessions, one-time codes, second factors, limits, and the operations already answered."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from signing_core.actors import Role
from signing_core.crypto import Sealed

from .base import Base
from .employers import Employer
from .people import Student
from .schools import College, School
from .types import int_pk, moment, public_id, sealed, sha256, word


class Account(Base):
    """One person or employer contact who may sign in; school and college are of staff, a student has the roster's.

    A deputy (代理) stands in for another account and ends by itself: it may enter until, not including, ``ends_at``.
    """

    __tablename__ = "accounts"
    id: Mapped[int_pk]
    public_id: Mapped[public_id]
    role: Mapped[Role] = mapped_column(word(Role))
    login: Mapped[str | None] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str | None] = mapped_column(String(120))
    student_id: Mapped[int | None] = mapped_column(ForeignKey("students.id"), unique=True)
    employer_id: Mapped[int | None] = mapped_column(ForeignKey("employers.id"))
    school_id: Mapped[int | None] = mapped_column(ForeignKey("schools.id"))
    college_id: Mapped[int | None] = mapped_column(ForeignKey("colleges.id"))
    email_sealed: Mapped[sealed | None]
    deputy_of_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    ends_at: Mapped[moment | None]
    disabled_at: Mapped[moment | None]
    created_at: Mapped[moment]

    email = Sealed()
    deputy_of: Mapped["Account | None"] = relationship(remote_side="Account.id")
    student: Mapped[Student | None] = relationship()
    employer: Mapped[Employer | None] = relationship()
    school: Mapped[School | None] = relationship()
    college: Mapped[College | None] = relationship()


for _column in (Account.employer_id, Account.school_id, Account.college_id):  # a student, as most are, has none
    _set = _column.is_not(None)
    Index(f"ix_accounts_{_column.key}", _column, sqlite_where=_set, postgresql_where=_set)


class SignedIn(Base):
    """One session: known by the hash of the token in the cookie, gone on sign-out.

    Of the province also the school that it opened for a while (until, not including, ``opened_until``), and why.
    """

    __tablename__ = "sessions"
    id: Mapped[int_pk]
    token_sha256: Mapped[sha256] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    created_at: Mapped[moment]
    seen_at: Mapped[moment]
    opened_school_id: Mapped[int | None] = mapped_column(ForeignKey("schools.id"))
    opened_reason: Mapped[str | None] = mapped_column(String(200))
    opened_until: Mapped[moment | None]

    account: Mapped[Account] = relationship()
    opened_school: Mapped[School | None] = relationship()


class SignIn(Base):
    """One sign-in, kept when its session is gone, so that the holder can see who used the account and from what."""

    __tablename__ = "sign_ins"
    __table_args__ = (Index("ix_sign_ins_account", "account_id", "at"),)
    id: Mapped[int_pk]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    at: Mapped[moment]
    device: Mapped[str] = mapped_column(String(60))


class Purpose(StrEnum):
    """What a one-time code or link is good for, and for nothing else."""

    FIRST_SIGN_IN = "FIRST_SIGN_IN"
    SET_PASSWORD = "SET_PASSWORD"
    RESET_PASSWORD = "RESET_PASSWORD"
    SECOND_STEP = "SECOND_STEP"
    CHECK_SOURCE = "CHECK_SOURCE"
    CHANGE_PHONE = "CHANGE_PHONE"


class Code(Base):
    """A one-time secret: found by the hash of its handle; ``secret_hmac`` is of what must be typed, if anything.

    One without an account was asked for under a name that nobody has: it is tried like any other, and never right.
    """

    __tablename__ = "codes"
    id: Mapped[int_pk]
    handle_sha256: Mapped[sha256] = mapped_column(unique=True)
    secret_hmac: Mapped[str | None] = mapped_column(String(32))
    purpose: Mapped[Purpose] = mapped_column(word(Purpose))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    tries: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[moment]
    used_at: Mapped[moment | None]

    account: Mapped[Account | None] = relationship()


class SecondFactor(Base):
    """两步验证 of a staff account: the secret that a phone shares, asked for at sign-in from ``enabled_at`` on."""

    __tablename__ = "second_factors"
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    public_id: Mapped[public_id]
    secret_sealed: Mapped[sealed]
    last_step: Mapped[int] = mapped_column(default=0)  # of the last code that was used: none counts twice
    enabled_at: Mapped[moment | None]

    secret = Sealed()


class RecoveryCode(Base):
    """What opens the second step once where the phone is lost; it goes when it is used."""

    __tablename__ = "recovery_codes"
    id: Mapped[int_pk]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    code_hmac: Mapped[str] = mapped_column(String(32))


class Limit(Base):
    """How often something was done in one window; counted even where the act was refused."""

    __tablename__ = "limits"
    name: Mapped[str] = mapped_column(String(30), primary_key=True)
    subject: Mapped[str] = mapped_column(String(64), primary_key=True)
    window: Mapped[int] = mapped_column(primary_key=True)
    count: Mapped[int]
    over_at: Mapped[moment] = mapped_column(index=True)


class Operation(Base):
    """A form that was already answered, and where its answer stands."""

    __tablename__ = "operations"
    __table_args__ = (UniqueConstraint("account_id", "operation_id"), Index("ix_operations_at", "at"))
    id: Mapped[int_pk]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    operation_id: Mapped[str] = mapped_column(String(36))
    address: Mapped[str] = mapped_column(String(300))
    at: Mapped[moment]
