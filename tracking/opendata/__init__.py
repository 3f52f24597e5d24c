"""What everybody may take along: subjects, each told by one definition as an address for programs and as files."""
