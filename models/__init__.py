"""What is stored: one file an aggregate, the store's two doors, encrypted column types."""

from models.announcement import Announcement, Delivery
from models.audit import Audit
from models.help_request import HelpRequest
from models.knock import Block, Knock, Report, Sighting, Spent, Vouch, Watch
from models.member import Member, MemberOrigin, MemberTerm
from models.mentoring import Mentor, Mentorship
from models.message import Billed, Inbound, Notice, Outbox, Receipt, Unread
from models.opportunity import Alert, Opportunity, OpportunityCountry
from models.person import Address, Alias, Consent, Person, ProvedNumber
from models.spotlight import Spotlight
from models.staff import Staff, StaffCode
from models.talk import Talk
from models.upkeep import JoinCode, Lease, Pace, Setting

__all__ = [
    "Address",
    "Alert",
    "Alias",
    "Announcement",
    "Audit",
    "Billed",
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
    "Receipt",
    "Report",
    "Setting",
    "Sighting",
    "Spent",
    "Spotlight",
    "Staff",
    "StaffCode",
    "Talk",
    "Unread",
    "Vouch",
    "Watch",
]
