"""The scorecard of safe townships: measures, scores that can be traced, surveys, targets, the yellow card."""
