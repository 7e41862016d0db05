"""A fictional county in western China, made from a seed, to show and to test everything on."""
