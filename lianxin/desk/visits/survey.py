"""A form brought as an XLSForm, as the text of a policy file: the policy in force with that form."""

from dataclasses import asdict
from datetime import date

from lianxin.desk.words import is_english
from lianxin.policies.drafting.contents import content_of
from lianxin.policies.drafting.writing import identity_of, write
from lianxin.policies.models import Policy
from lianxin.visits.xlsform import SheetFault, form_block, read_xlsform


def policy_text(policy: Policy, workbook: bytes, effective_on: date) -> str:
    """Everything but the form stays as it is in `policy`. Raises XlsFormRefused."""
    document = policy.document
    made = read_xlsform(workbook, document.catalogue)
    if document.form is not None:
        replaced = {name: dict(codes) for name, codes in asdict(document.form.replaced).items() if codes}
        made |= {"replaced": replaced} if replaced else {}
    content = content_of(policy.text)
    content["form"], content["effective_on"] = form_block(made), effective_on.isoformat()
    taken = set(Policy.objects.values_list("document_id", flat=True))
    return write(content, identity=identity_of(content, taken)).text


def fault_words(fault: SheetFault) -> tuple[str, int, str]:
    """(sheet, row, what is wrong); row 0 is the whole file."""
    return fault.sheet, fault.row, fault.message_en if is_english() else fault.message
