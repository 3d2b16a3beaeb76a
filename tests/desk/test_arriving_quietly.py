"""What comes in from elsewhere is old: nobody is prompted, told or counted as doing it now, unless that is wanted."""
