"""Every table. Nothing of this package leaves `storage`."""

from storage.tables.base import Base
from storage.tables.commitments import CommitmentRow, NoteRow, RenegotiationRow, ShareEventRow, ShareRow
from storage.tables.courses import DependencyRow, EffectRow, HandoverRow, SeriesRow
from storage.tables.ledger import AuditRow, InboxRow, ScheduleRow, SnapshotRow, UploadRow
from storage.tables.manners import ConsentRow, ContactRow, EscalationPolicyRow, FollowUpRow
from storage.tables.milestones import ContributionRow, MilestoneRow, ThanksRow
from storage.tables.partnerships import ClosedDatesRow, MembershipRow, PartnerRow, PartnershipRow, RoomRow
from storage.tables.people import AddressRow, DirectoryRow, InstallationRow, LeaveRow, PersonRow
from storage.tables.revisions import RevisionRow
from storage.tables.sending import DeliveryRow, MessageRow

__all__ = [
    "AddressRow",
    "AuditRow",
    "Base",
    "ClosedDatesRow",
    "CommitmentRow",
    "ConsentRow",
    "ContactRow",
    "ContributionRow",
    "DeliveryRow",
    "DependencyRow",
    "DirectoryRow",
    "EffectRow",
    "EscalationPolicyRow",
    "FollowUpRow",
    "HandoverRow",
    "InboxRow",
    "InstallationRow",
    "LeaveRow",
    "MembershipRow",
    "MessageRow",
    "MilestoneRow",
    "NoteRow",
    "PartnerRow",
    "PartnershipRow",
    "PersonRow",
    "RenegotiationRow",
    "RevisionRow",
    "RoomRow",
    "ScheduleRow",
    "SeriesRow",
    "ShareEventRow",
    "ShareRow",
    "SnapshotRow",
    "ThanksRow",
    "UploadRow",
]
