"""Distillation of VGG19 into a network with half its channels."""
