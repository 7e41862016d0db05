"""What comes in: files of incidents and places."""
