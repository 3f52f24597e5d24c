"""Pages of surveys: for everybody (surveys, invitations, answers) and for editors (desk_...)."""
