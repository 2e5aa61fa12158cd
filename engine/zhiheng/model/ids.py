"""Names that may not be mixed up: a person is never passed where a post is meant."""

from typing import NewType

AgencyId = NewType("AgencyId", str)
CaseId = NewType("CaseId", str)
PersonId = NewType("PersonId", str)
PartyId = NewType("PartyId", str)
PostId = NewType("PostId", str)
SectionId = NewType("SectionId", str)
AccountId = NewType("AccountId", str)
QualificationId = NewType("QualificationId", str)
ElementPath = NewType("ElementPath", str)
"""`intake`, or `penalty/hearing` inside a sub-process (BPMN ids joined by a slash)."""
Digest = NewType("Digest", str)
"""SHA-256 in lower-case hex, 64 characters."""
