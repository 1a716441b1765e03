"""Formal reports in which every number can be verified.

A report is one traced document (document.py); three writers print it, three readers read it back, and comparing.py says
what in a file still is as it was written. Start reading at document.py, then sealing.py.
"""
