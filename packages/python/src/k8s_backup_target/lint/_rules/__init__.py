"""The rules, each a generator of matches: who takes the first ones pays for no more."""
