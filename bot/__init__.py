"""The running program: settings, wiring, command line, inbox, turns, outbox, schedule."""
