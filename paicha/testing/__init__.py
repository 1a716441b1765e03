"""What tests stand on: a private PostgreSQL, a fresh installation for each test, and the cast."""
