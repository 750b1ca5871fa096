"""The rules, each a generator of findings: who takes the first ones pays for no more."""
