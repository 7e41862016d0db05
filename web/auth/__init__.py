"""Who may do what: roles, sign-in, and the limits that every query carries."""
