"""The witness (见证): a small service for the discipline-inspection office's own machine.

It knows of the log what anybody may ask of it, and imports nothing of the engine but
`zhiheng.audit`: who can change the one is not to be able to change the other.
"""
