"""What patrol is asked for: hours of work by unit and hour of the week, and the forces there are."""
