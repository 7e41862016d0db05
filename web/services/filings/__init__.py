"""What units file and offices receive: returns, reports, calls, grave incidents, and when each is due."""
