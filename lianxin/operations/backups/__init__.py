"""Backups that are proven: made while the district works, restored elsewhere and checked, put back in place.

A backup is a folder: `manifest.json` (what is in it, with hashes and rows), `manifest.seal` (an HMAC over
that), `SHA256SUMS` (the same hashes for `sha256sum -c`), a copy of the database, and `home/` with the files
beside it. The keys are never in it; `keybox` writes them to a file of their own, under a passphrase.
"""
