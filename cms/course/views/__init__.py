"""What learners and those who look after them open beside the pages of a course."""
