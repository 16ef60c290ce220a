"""Every table. Nothing of this package leaves `storage`."""

from storage.tables.base import Base
from storage.tables.commitments import CommitmentRow, NoteRow, RenegotiationRow, ShareEventRow, ShareRow
from storage.tables.ledger import AuditRow, InboxRow, ScheduleRow, UploadRow
from storage.tables.partnerships import ClosedDatesRow, MembershipRow, PartnerRow, PartnershipRow, RoomRow
from storage.tables.people import AddressRow, DirectoryRow, InstallationRow, LeaveRow, PersonRow
from storage.tables.sending import DeliveryRow, MessageRow

__all__ = [
    "AddressRow",
    "AuditRow",
    "Base",
    "ClosedDatesRow",
    "CommitmentRow",
    "DeliveryRow",
    "DirectoryRow",
    "InboxRow",
    "InstallationRow",
    "LeaveRow",
    "MembershipRow",
    "MessageRow",
    "NoteRow",
    "PartnerRow",
    "PartnershipRow",
    "PersonRow",
    "RenegotiationRow",
    "RoomRow",
    "ScheduleRow",
    "ShareEventRow",
    "ShareRow",
    "UploadRow",
]
