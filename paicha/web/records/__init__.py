"""One record: a unit, an inspection, a finding, an entry of the ledger."""
