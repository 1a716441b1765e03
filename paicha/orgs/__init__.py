"""Units, lines, places, people and posts; who may do what (permissions.py); the frame of every action (acting.py)."""
