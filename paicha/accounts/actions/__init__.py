"""What changes accounts: tokens, preferences, passwords, invitations, saved views."""
