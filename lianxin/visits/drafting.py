"""The policy in force with another form: a file to look at and adopt."""

from datetime import date

from lianxin.policies.drafting.contents import content_of
from lianxin.policies.drafting.writing import identity_of, write
from lianxin.policies.models import Policy
from lianxin.visits.xlsform import form_block, read_xlsform


def policy_with_form(policy: Policy, workbook: bytes, effective_on: date) -> str:
    """The text of `policy` with the form of an XLSForm and a new day; everything else stays as it is, also
    what earlier forms gave up. Raises XlsFormRefused; faults of the form itself are for `policies.document`.
    """
    document = policy.document
    made = read_xlsform(workbook, document.catalogue)
    if document.form is not None:
        lists = {
            "indicators": document.form.replaced.indicators,
            "categories": document.form.replaced.categories,
        }
        replaced = {name: dict(codes) for name, codes in lists.items() if codes}
        made |= {"replaced": replaced} if replaced else {}
    content = content_of(policy.text)
    content["form"], content["effective_on"] = form_block(made), effective_on.isoformat()
    taken = set(Policy.objects.values_list("document_id", flat=True))
    return write(content, identity=identity_of(content, taken)).text
