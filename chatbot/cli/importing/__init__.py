"""What comes from elsewhere into the desk: read from files of other programs, as data alone."""
