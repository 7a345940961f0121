"""The tables, one module per aggregate; everything is imported here so that the metadata is whole."""

from .accounts import Account, Code, Limit, Operation, Purpose, SignedIn
from .base import Base
from .documents import COPY, Document
from .employers import Candidate, Employer, EmployerBlock
from .jobs import Job, JobState, LogEntry
from .people import UNDIRECTED, Student
from .records import Channel, KeptFile, Message, NumberCounter, Plan, TrailEntry, TrailHead
from .rescissions import Rescission
from .schools import College, Contact, School, SchoolSettings
from .signings import Signing, Terms

__all__ = [
    "COPY",
    "UNDIRECTED",
    "Account",
    "Base",
    "Candidate",
    "Channel",
    "Code",
    "College",
    "Contact",
    "Document",
    "Employer",
    "EmployerBlock",
    "Job",
    "JobState",
    "KeptFile",
    "Limit",
    "LogEntry",
    "Message",
    "NumberCounter",
    "Operation",
    "Plan",
    "Purpose",
    "Rescission",
    "School",
    "SchoolSettings",
    "SignedIn",
    "Signing",
    "Student",
    "Terms",
    "TrailEntry",
    "TrailHead",
]
