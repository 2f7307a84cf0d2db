"""Which proofs there are. Their modules are imported when one is wanted: they need Django's models."""

from importlib import import_module

from lianxin.proofs.vocabulary import Proof

MODULES = {
    "access": "lianxin.proofs.access.matrix",
    "visits": "lianxin.proofs.visits",
    "quarantine": "lianxin.proofs.quarantine",
    "convergence": "lianxin.proofs.convergence",
    "rush": "lianxin.proofs.rush",
    "anonymity": "lianxin.proofs.anonymity.proving",
    "clocks": "lianxin.proofs.clocks",
    "restore": "lianxin.proofs.restore",
    "backups": "lianxin.proofs.backups",
    "secrets": "lianxin.proofs.at_rest",
    "photos": "lianxin.proofs.photos",
    "rights": "lianxin.proofs.rights",
    "input": "lianxin.proofs.input",
    "import": "lianxin.proofs.imports",
    "export": "lianxin.proofs.exports",
    "complaints": "lianxin.proofs.complaints",
    "problems": "lianxin.proofs.problems",
    "deadlines": "lianxin.proofs.deadlines",
    "guessing": "lianxin.proofs.guessing",
    "household": "lianxin.proofs.household",
    "ledger": "lianxin.proofs.ledger",
    "call-backs": "lianxin.proofs.call_backs",
    "defaults": "lianxin.proofs.defaults",
}


def proof(name: str) -> Proof:
    """The proof of this name. Raises KeyError when there is none."""
    return import_module(MODULES[name]).PROOF
