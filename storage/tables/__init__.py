"""Every table. Nothing of this package leaves `storage`."""

from storage.tables.base import Base
from storage.tables.checkins import (
    AnswerTokenRow,
    NamedAnswerRow,
    OrganisationAnswerRow,
    OwnQuestionRow,
    ParticipationRow,
    ResultRow,
    RoundRow,
    SecretAnswerRow,
    SideConsentRow,
    SummaryRow,
    TakeUpRow,
)
from storage.tables.commitments import CommitmentRow, NoteRow, RenegotiationRow, ShareEventRow, ShareRow
from storage.tables.concerns import ConcernRow
from storage.tables.courses import DependencyRow, EffectRow, HandoverRow, SeriesRow
from storage.tables.joining import CredentialRow, InvitationRow
from storage.tables.ledger import AuditRow, InboxRow, ScheduleRow, SnapshotRow, UploadRow
from storage.tables.mail import ReplyRow
from storage.tables.manners import ConsentRow, ContactRow, EscalationPolicyRow, FollowUpRow
from storage.tables.milestones import ContributionRow, MilestoneRow, ThanksRow
from storage.tables.partnerships import ClosedDatesRow, MembershipRow, PartnerRow, PartnershipRow, RoomRow
from storage.tables.people import AddressRow, DirectoryRow, InstallationRow, LeaveRow, PersonRow
from storage.tables.revisions import RevisionRow
from storage.tables.sending import DeliveryRow, MessageRow
from storage.tables.stages import StageCardRow, StagePressRow, StageRow, StageStepRow

__all__ = [
    "AddressRow",
    "AnswerTokenRow",
    "AuditRow",
    "Base",
    "ClosedDatesRow",
    "CommitmentRow",
    "ConcernRow",
    "ConsentRow",
    "ContactRow",
    "ContributionRow",
    "CredentialRow",
    "DeliveryRow",
    "DependencyRow",
    "DirectoryRow",
    "EffectRow",
    "EscalationPolicyRow",
    "FollowUpRow",
    "HandoverRow",
    "InboxRow",
    "InstallationRow",
    "InvitationRow",
    "LeaveRow",
    "MembershipRow",
    "MessageRow",
    "MilestoneRow",
    "NamedAnswerRow",
    "NoteRow",
    "OrganisationAnswerRow",
    "OwnQuestionRow",
    "ParticipationRow",
    "PartnerRow",
    "PartnershipRow",
    "PersonRow",
    "RenegotiationRow",
    "ReplyRow",
    "ResultRow",
    "RevisionRow",
    "RoomRow",
    "RoundRow",
    "ScheduleRow",
    "SecretAnswerRow",
    "SeriesRow",
    "ShareEventRow",
    "ShareRow",
    "SideConsentRow",
    "SnapshotRow",
    "StageCardRow",
    "StagePressRow",
    "StageRow",
    "StageStepRow",
    "SummaryRow",
    "TakeUpRow",
    "ThanksRow",
    "UploadRow",
]
