"""The course: quizzes and their scores, the learner's progress, certificates, and counts of who finished."""
