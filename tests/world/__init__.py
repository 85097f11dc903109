"""Tests of the world: tables of what people really write, and properties that hold for any text."""
