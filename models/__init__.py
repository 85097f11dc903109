"""What is stored: one file an aggregate, the store's two doors, encrypted column types."""

from models.announcement import Announcement, Delivery
from models.audit import Audit
from models.help_request import HelpRequest
from models.knock import Block, Knock, Report, Sighting
from models.member import Member, MemberOrigin, MemberTerm
from models.mentoring import Mentor, Mentorship
from models.message import Inbound, Notice, Outbox
from models.opportunity import Alert, Opportunity, OpportunityCountry
from models.person import Address, Consent, Person, ProvedNumber
from models.spotlight import Spotlight
from models.staff import Staff, StaffCode
from models.talk import Talk
from models.upkeep import JoinCode, Lease, Pace, Setting

__all__ = [
    "Address",
    "Alert",
    "Announcement",
    "Audit",
    "Block",
    "Consent",
    "Delivery",
    "HelpRequest",
    "Inbound",
    "JoinCode",
    "Knock",
    "Lease",
    "Member",
    "MemberOrigin",
    "MemberTerm",
    "Mentor",
    "Mentorship",
    "Notice",
    "Opportunity",
    "OpportunityCountry",
    "Outbox",
    "Pace",
    "Person",
    "ProvedNumber",
    "Report",
    "Setting",
    "Sighting",
    "Spotlight",
    "Staff",
    "StaffCode",
    "Talk",
]
