"""What a contribution form may draw on: no more than the invitation that it goes with.

So an agency can search its records by what the area lets invitations tell it, and a third party learns the
reference and the time alone. Nothing of what was said about the person stands in it.
"""

from __future__ import annotations

from mappa_desk.domain.edition_fields import paths
from mappa_desk.domain.editions import blanked
from mappa_desk.domain.minutes import DocumentKind
from mappa_desk.domain.paper_editions import project_paper
from mappa_desk.domain.preparation import PapersSnapshot

CONTRIBUTION_FIELDS = paths(
    papers_snapshot="case meeting agencies form reply_by ask_for taken_on",
    case="id reference name also_known_as date_of_birth visor_reference lead_agency practice",
    meeting="id number kind level planned_on planned_at place chair",
    agency="id name agency_class order",
    form="id area_name handling_short print_names",
)


def project_form(snapshot: PapersSnapshot, *, agency: str) -> PapersSnapshot:
    """The snapshot with what the contribution form of an agency may hold and nothing else.

    `form.print_names` of the result says whether it holds the name. Raises RuleError without an agency.
    """
    return blanked(project_paper(snapshot, DocumentKind.INVITATION, agency=agency), CONTRIBUTION_FIELDS)
