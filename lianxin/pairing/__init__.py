"""Pairing: every household gets one cadre, with its reason and with a proof of how good the whole is."""
