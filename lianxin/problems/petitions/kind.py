"""Lists handed over, as a kind of file that `lianxin import` takes."""

from lianxin.intake.kinds import FileKind, register
from lianxin.intake.models import PETITIONS
from lianxin.intake.petitions.template import write_petitions_template
from lianxin.problems.petitions.actions import PetitionsResult, import_petitions, undo_petitions

register(
    PETITIONS,
    FileKind(
        import_petitions, undo_petitions, write_petitions_template, PetitionsResult, (("problems", "件"),)
    ),
)
