"""What every room stands on: scope, calendar, identifiers, clock, problems. No ORM here."""
