"""The tables, one module per aggregate; everything is imported here so that the metadata is whole."""

from .accounts import Account, Code, Limit, Operation, Purpose, SignedIn
from .base import Base
from .employers import Candidate, Employer, EmployerBlock
from .people import UNDIRECTED, Student
from .records import Channel, KeptFile, Message, NumberCounter, Plan, TrailEntry, TrailHead
from .rescissions import Rescission
from .schools import College, Contact, School, SchoolSettings
from .signings import Signing, Terms

__all__ = [
    "UNDIRECTED",
    "Account",
    "Base",
    "Candidate",
    "Channel",
    "Code",
    "College",
    "Contact",
    "Employer",
    "EmployerBlock",
    "KeptFile",
    "Limit",
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
