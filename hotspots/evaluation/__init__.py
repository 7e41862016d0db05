"""Did rectification work: before and after, beside comparable places that nothing was done to."""
