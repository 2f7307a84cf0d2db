"""The ledger: what happened, in order, for ever. Audit and work queue are the same rows."""
