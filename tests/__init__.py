"""The tests mirror the tree, read as examples, and patch nothing."""
