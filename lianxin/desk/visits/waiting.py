"""What waits of visits made with phones, for the first page: lines with a number, leading to a list."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.desk.phones.figures import uploads_in
from lianxin.desk.places import Place
from lianxin.desk.planning.waiting import Line
from lianxin.desk.visits.figures import clashes_in, families_in, feedback_seen
from lianxin.people.access import may


def lines_of(place: Place, person: Any, now: Any) -> list[Line]:
    """Uploads that need a look, clashes and changes in families that the person may decide. Lines without a
    number are left out."""
    lines, here = [], f"?area={place.code}"
    if may(person, "upload.see"):
        uploads = uploads_in(place, person, now).count()
        lines.append(Line(uploads, _("条上传要看一看"), reverse("desk:waiting-uploads") + here))
    if may(person, "upload.resolve"):
        words = feedback_seen(person).unanswered().count()
        lines.append(Line(words, _("条系统反馈，等人答复"), reverse("desk:feedback")))
    if may(person, "household.edit"):
        clashes = clashes_in(place, person).undecided().count()
        lines.append(Line(clashes, _("处有两种说法，等人定"), reverse("desk:clashes") + here))
        families = families_in(place, person).undecided().count()
        lines.append(Line(families, _("条家庭成员变动，等人定"), reverse("desk:family-changes") + here))
    return [line for line in lines if line.number]
