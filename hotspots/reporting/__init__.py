"""What is reported and by when: periods and deadlines, states of a return, the four-hour clock, calls."""
