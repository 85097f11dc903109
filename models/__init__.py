"""What is stored: one file an aggregate, the store's two doors, encrypted column types."""

from models.announcement import Announcement, Delivery
from models.audit import Audit
from models.card_index import CardIndex, NameSpelling, NameTerm
from models.erasure import Erasure, ExportLink, Glance
from models.help_request import HelpRequest
from models.invitation import Invitation
from models.knock import Block, Knock, Report, Sighting, Spent, Vouch, Watch
from models.member import Member, MemberOrigin
from models.mentoring import Mentor, Mentorship
from models.message import Billed, Inbound, Notice, Outbox, Receipt, Unread
from models.opportunity import Alert, Opportunity, OpportunityCountry
from models.person import Address, Alias, Consent, Person, ProvedNumber
from models.risk import Risk
from models.saved_search import SavedSearch, SavedSearchKey, SavedSearchTold
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
    "CardIndex",
    "Consent",
    "Delivery",
    "Erasure",
    "ExportLink",
    "Glance",
    "HelpRequest",
    "Inbound",
    "Invitation",
    "JoinCode",
    "Knock",
    "Lease",
    "Member",
    "MemberOrigin",
    "Mentor",
    "Mentorship",
    "NameSpelling",
    "NameTerm",
    "Notice",
    "Opportunity",
    "OpportunityCountry",
    "Outbox",
    "Pace",
    "Person",
    "ProvedNumber",
    "Receipt",
    "Report",
    "Risk",
    "SavedSearch",
    "SavedSearchKey",
    "SavedSearchTold",
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
