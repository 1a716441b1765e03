"""Formal reports in which every number can be verified.

Sections ask figures (questions.py) and become one traced document of `paicha/documents/`, which is filed with its
manifest (rendering.py, actions.py); verifying.py asks the same figures again.
"""
