"""The REST API: lists, records, figures, reports and imports for programs, under a person's token."""
