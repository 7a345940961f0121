"""The tables, one module per aggregate; everything is imported here so that the metadata is whole."""

from .accounts import Account, Code, Limit, Operation, Purpose, RecoveryCode, SecondFactor, SignedIn, SignIn
from .base import Base
from .bulk import BulkRow, Opinion
from .changes import Proposal, Return
from .desk import CaseOpening, ReasonGroup, ReasonTemplate
from .documents import AGREEMENTS, COPY, Document, DocumentKind
from .employers import REGISTERED, Candidate, Employer, EmployerBlock, EmployerEvent, Licence
from .filters import SavedFilter
from .images import Image, ImagePurpose
from .jobs import Job, JobState, LogEntry
from .names import Name, NamePiece
from .papers import Destination, Paper, WorkingCopy
from .people import UNDIRECTED, Student
from .plans import ExportedPlan, Plan
from .records import Channel, KeptFile, Message, Notice, NumberCounter, TrailEntry, TrailHead
from .reports import Report, ReportKind
from .rescissions import Rescission
from .schools import College, Contact, OwnCode, School, SchoolSettings, SettingsChange
from .signings import Signing, Terms
from .tallies import Tally

__all__ = [
    "AGREEMENTS",
    "COPY",
    "REGISTERED",
    "UNDIRECTED",
    "Account",
    "Base",
    "BulkRow",
    "Candidate",
    "CaseOpening",
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
    "Name",
    "NamePiece",
    "Notice",
    "NumberCounter",
    "Operation",
    "Opinion",
    "OwnCode",
    "Paper",
    "Plan",
    "Proposal",
    "Purpose",
    "ReasonGroup",
    "ReasonTemplate",
    "RecoveryCode",
    "Report",
    "ReportKind",
    "Rescission",
    "Return",
    "SavedFilter",
    "School",
    "SchoolSettings",
    "SecondFactor",
    "SettingsChange",
    "SignIn",
    "SignedIn",
    "Signing",
    "Student",
    "Tally",
    "Terms",
    "TrailEntry",
    "TrailHead",
    "WorkingCopy",
]
