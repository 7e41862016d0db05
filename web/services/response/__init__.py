"""How soon help comes."""
