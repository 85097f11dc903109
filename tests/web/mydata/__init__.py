"""Tests of the room in which people take their data along."""
