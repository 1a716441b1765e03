"""Accounts: how people sign in, how pages look to them, the views they keep, the tokens of their programs."""
