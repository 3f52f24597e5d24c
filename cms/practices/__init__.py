"""What can be done with good practices beside reading one: find, compare, cite, propose, report."""
