"""Evidence: canonical bytes, entries, bundles and their verification. Pure and offline.

Needs the standard library, msgspec and cryptography only, so that an outsider can run it alone:
`python -m zhiheng.audit PATH`.
"""
