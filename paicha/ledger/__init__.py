"""存证链: the append-only log of everything done, and the proof that the records still match it."""
