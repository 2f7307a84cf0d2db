"""Visits and what they brought. What becomes of it is a dated fact with an author beside it."""

from lianxin.visits.models.answering import FeedbackReply, Reopening
from lianxin.visits.models.arriving import PhotoPiece, PhotoUpload
from lianxin.visits.models.cards import Card, Feedback
from lianxin.visits.models.decisions import Claim, Clash, FamilyProposal
from lianxin.visits.models.enclosed import Photo, Position
from lianxin.visits.models.items import Item, Settlement
from lianxin.visits.models.visits import Missed, Visit, VisitNote

__all__ = [
    "Card",
    "Claim",
    "Clash",
    "FamilyProposal",
    "Feedback",
    "FeedbackReply",
    "Item",
    "Missed",
    "Photo",
    "PhotoPiece",
    "PhotoUpload",
    "Position",
    "Reopening",
    "Settlement",
    "Visit",
    "VisitNote",
]
