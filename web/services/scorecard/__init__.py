"""The scorecard of safe townships: what is entered, what is counted, what the committee decides."""
