"""What of the ledger a person may read, and how an entry reads to them."""
