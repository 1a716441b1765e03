"""Documents in which every number can be verified: reports today, and whatever else is written from figures.

A document is traced (document.py) and sealed (sealing.py); three writers print it, three readers read it back, and
comparing.py says what in a file still is as it was written. Nothing here asks a figure or knows what a document is
about. Start reading at document.py, then sealing.py.
"""
