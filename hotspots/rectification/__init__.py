"""The committee's register: what may be done with an entry, what it was on a day, when it is taken off."""
