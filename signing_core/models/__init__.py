"""The tables, one module per aggregate; everything is imported here so that the metadata is whole."""

from .accounts import Account, Code, Limit, Operation, Purpose, SignedIn
from .base import Base
from .changes import Proposal, Return
from .documents import AGREEMENTS, COPY, Document, DocumentKind
from .employers import REGISTERED, Candidate, Employer, EmployerBlock, EmployerEvent, Licence
from .images import Image, ImagePurpose
from .jobs import Job, JobState, LogEntry
from .papers import Destination, Paper, WorkingCopy
from .people import UNDIRECTED, Student
from .plans import ExportedPlan, Plan
from .records import Channel, KeptFile, Message, Notice, NumberCounter, TrailEntry, TrailHead
from .rescissions import Rescission
from .schools import College, Contact, OwnCode, School, SchoolSettings
from .signings import Signing, Terms
from .tallies import Tally

__all__ = [
    "AGREEMENTS",
    "COPY",
    "REGISTERED",
    "UNDIRECTED",
    "Account",
    "Base",
    "Candidate",
    "Channel",
    "Code",
    "College",
    "Contact",
    "Destination",
    "Document",
    "DocumentKind",
    "Employer",
    "EmployerBlock",
    "EmployerEvent",
    "ExportedPlan",
    "Image",
    "ImagePurpose",
    "Job",
    "JobState",
    "KeptFile",
    "Licence",
    "Limit",
    "LogEntry",
    "Message",
    "Notice",
    "NumberCounter",
    "Operation",
    "OwnCode",
    "Paper",
    "Plan",
    "Proposal",
    "Purpose",
    "Rescission",
    "Return",
    "School",
    "SchoolSettings",
    "SignedIn",
    "Signing",
    "Student",
    "Tally",
    "Terms",
    "TrailEntry",
    "TrailHead",
    "WorkingCopy",
]
