"""Procedural pictures: every pixel the trunk is trained on is drawn here from a seeded random generator."""
