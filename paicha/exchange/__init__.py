"""Records of others in and out: tables (CSV, XLSX) read through a mapping that a person writes for a source."""
