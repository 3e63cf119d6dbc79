"""When the machine reminds, when it keeps quiet, and by which way it speaks: no person,
no database."""
