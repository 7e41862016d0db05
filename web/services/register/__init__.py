"""The committee's register: screening, decisions, rectification, acceptance, delisting."""
